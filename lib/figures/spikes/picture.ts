/** A picture of rasters as plain data: which sources lie where, and where on its pixels a row and a spike come to lie. */
import type { Raster } from '@/lib/recording/raster';
import type { TimeWindow } from './types';

export interface Member {
  readonly raster: Pick<Raster, 'times' | 'offsets' | 'neurons' | 'dt'>;
  readonly kinds?: Uint8Array;
}

/** A strip of every row: one or several sources laid over each other. */
export interface Lane {
  readonly members: readonly Member[];
  /** Part of the row's height, from its top. */
  readonly from: number;
  readonly to: number;
  /**
   * How a pixel that holds several things finds its colour. `share`: from the first of two members to the second;
   * `kinds`: from what is in both to what is only here; `either`: one colour a member, and a last one for several.
   */
  readonly mixing: 'none' | 'share' | 'kinds' | 'either';
  /** `#rrggbb`; as many as the mixing needs, in its order, `share` and `kinds` in equal steps. */
  readonly colours: readonly string[];
  /** Leaves out the spikes of kind 2. */
  readonly withoutShifted?: boolean;
}

/** Rows of neurons under each other; all in device pixels. */
export interface Band {
  readonly top: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
}

export interface RasterPicture {
  readonly columns: number;
  readonly rows: number;
  readonly window: TimeWindow;
  readonly order: Uint32Array | null;
  /** Rows of each band; the rows of a raster with fewer neurons stay empty. */
  readonly neurons: number;
  readonly bands: readonly Band[];
  /** `#rrggbb` */
  readonly paper: string;
  /** Device pixels of a CSS px. */
  readonly ratio: number;
}

/** How the rows of a band lie on its pixels: several neurons share one where there are more rows than pixels. */
export interface RowGrid {
  readonly rows: number;
  /** Neurons in each, so that none is brighter for having one more. */
  readonly group: number;
  /** Pixels from the top of row `k`. */
  readonly edge: (k: number) => number;
  /** Pixels left empty below each row. */
  readonly gap: number;
}

export function rowGrid({ height, lanes }: Pick<Band, 'height' | 'lanes'>, neurons: number, ratio: number): RowGrid {
  const group = Math.max(1, Math.ceil(neurons / Math.max(1, Math.floor(height / lanes.length))));
  const rows = Math.max(1, Math.ceil(neurons / group));
  const each = height / rows;
  const gap = each < 4 * ratio ? 0 : Math.round(lanes.length > 1 ? Math.max(ratio, 0.18 * each) : ratio);
  return { rows, group, edge: (k) => Math.floor((Math.min(neurons, k * group) * height) / Math.max(1, neurons)), gap };
}

/** Where a spike lies and how wide it is, in pixels of a picture. */
export interface TickShape {
  /** Left edge at t: (t − from) · scale + shift. */
  readonly scale: number;
  readonly shift: number;
  readonly width: number;
  /** How long before the window a spike may lie and still reach into it, in time. */
  readonly reach: number;
  /** The end of the window belongs to it, where spikes are points and no cells. */
  readonly closed: boolean;
}

/** A spike on a grid fills its step, with a gap where steps are wide; any other is a tick about its time. */
export function tickShape(dt: number | null, [from, to]: TimeWindow, columns: number, rowHeight: number, ratio: number): TickShape {
  const scale = columns / (to - from);
  // Steps much finer than a pixel are no cells to be seen.
  if (dt !== null && dt * scale >= 0.5) {
    const cell = dt * scale;
    const width = cell >= 4 * ratio ? Math.floor(cell) - Math.max(1, Math.round(ratio)) : Math.max(1, Math.floor(cell) - 1);
    return { scale, shift: 0, width, reach: width > 1 ? dt : 0, closed: false };
  }
  const width = rowHeight >= 12 * ratio ? Math.max(2, Math.round(2 * ratio)) : rowHeight >= 6 * ratio ? Math.max(1, Math.round(1.5 * ratio)) : rowHeight >= 2 * ratio ? Math.max(1, Math.round(ratio)) : 1;
  return { scale, shift: -(width - 1) / 2, width, reach: width > 1 ? width / scale : 0, closed: dt === null };
}

/** Weight of a full mixture: shares are told apart in sixteenths. */
export const FULL = 16;

/** `FULL + 1` equal steps through a list of colours, for `share` and `kinds`. */
export const mixtures = (stops: readonly string[], mix: (one: string, other: string, share: number) => string): string[] =>
  Array.from({ length: FULL + 1 }, (_, k) => {
    const place = (k / FULL) * (stops.length - 1);
    const low = Math.min(stops.length - 2, Math.floor(place));
    return mix(stops[low], stops[low + 1], place - low);
  });

/** Top and bottom of a lane in a row of its band, in pixels of the picture. */
export function laneEdges({ top }: Band, { from, to }: Pick<Lane, 'from' | 'to'>, { edge, gap }: RowGrid, row: number): readonly [top: number, bottom: number] {
  const start = edge(row);
  const height = edge(row + 1) - start - gap;
  return [top + start + Math.round(height * from), top + start + Math.round(height * to)];
}
