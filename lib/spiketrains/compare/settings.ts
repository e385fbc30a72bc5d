/** How rasters are compared: what may be chosen, and what stands where nothing is. */
import type { Raster } from '../../recording/raster';
import type { MeasureSettings } from '../catalogue';
import { commonFrame, inFrame, neuronsOf, windowFrame, type Frame, type FrameOptions } from './common';

export interface PairOptions extends FrameOptions {
  /** Cost of moving a spike by one common unit of time, of the Victor–Purpura distance. Default 0.1 per grid step. */
  readonly q?: number;
  /** Time constant of the van Rossum distance, in the common unit. Default 5 grid steps. */
  readonly tau?: number;
  /** The most grid steps between the two spikes of a shifted pair. Default 2. */
  readonly within?: number;
  /** Only this part of the time, in the common unit; widened to whole grid steps. */
  readonly window?: readonly [from: number, to: number];
  /** Only these neurons. */
  readonly neurons?: Uint32Array;
}

/** Rasters ready to be compared: in one unit, with every choice made. */
export interface Prepared {
  readonly frame: Frame;
  readonly rasters: readonly Raster[];
  readonly neurons: Uint32Array;
  readonly within: number;
  /** What measures are given besides the trains; a bin is a grid step. */
  readonly settings: MeasureSettings;
}

/**
 * @throws {RangeError} as `commonFrame`, `windowFrame` and `neuronsOf`; a q or tau below 0; a `within` that is no whole number from 0
 */
export function prepare(rasters: readonly Raster[], options: PairOptions): Prepared {
  const full = commonFrame(rasters, options);
  const frame = options.window ? windowFrame(full, options.window) : full;
  const { q = 0.1 / frame.dt, tau = 5 * frame.dt, within = 2 } = options;
  if (!(q >= 0)) throw new RangeError(`The cost q of moving a spike must be 0 or more, not ${q}.`);
  if (!(tau >= 0)) throw new RangeError(`The time constant τ must be 0 or more, not ${tau}.`);
  if (!(Number.isInteger(within) && within >= 0)) throw new RangeError(`The steps within which spikes count as shifted must be a whole number from 0, not ${within}.`);
  return {
    frame,
    rasters: rasters.map((raster) => inFrame(raster, frame)),
    neurons: neuronsOf(frame, options.neurons),
    within,
    settings: { edges: frame.edges, q, tau, bin: frame.dt },
  };
}
