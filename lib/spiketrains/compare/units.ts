/** Seconds, milliseconds and microseconds convert among themselves; a step converts once it is known how long it is. */
import type { Raster, TimeUnit } from '../../recording/raster';

/** Microseconds in one. */
const MICROSECONDS = { s: 1e6, ms: 1e3, 'µs': 1 } as const;

export type RealUnit = keyof typeof MICROSECONDS;

export const isReal = (unit: TimeUnit): unit is RealUnit => unit !== 'step';

/** A millisecond in a unit of time. */
export const millisecond = (unit: RealUnit): number => MICROSECONDS.ms / MICROSECONDS[unit];

/**
 * What a time is multiplied with, and then divided by, to be in another unit: two whole numbers where both units are
 * real, so that 3 ms is 0.003 s to the last bit.
 *
 * @param stepLength one step, in `to`
 */
export function conversion(from: TimeUnit, to: TimeUnit, stepLength: number): readonly [multiply: number, divide: number] {
  if (from === to) return [1, 1];
  if (!isReal(from) || !isReal(to)) return [stepLength, 1];
  const [a, b] = [MICROSECONDS[from], MICROSECONDS[to]];
  return a >= b ? [a / b, 1] : [1, b / a];
}

/** A raster whose times are all multiplied, and then divided; the same object where nothing changes. */
export function rescaled(raster: Raster, unit: TimeUnit, [multiply, divide]: readonly [number, number]): Raster {
  if (multiply === 1 && divide === 1) return raster.unit === unit ? raster : { ...raster, unit };
  const scale = (time: number) => (time * multiply) / divide;
  return {
    ...raster,
    unit,
    times: raster.times.map(scale),
    start: scale(raster.start),
    end: scale(raster.end),
    dt: raster.dt === null ? null : scale(raster.dt),
  };
}
