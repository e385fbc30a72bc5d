import { fixed } from '@/lib/figures/format';
import type { TimeUnit } from '@/lib/recording/raster';

/** `steps`, `ms`: a unit after a number. */
export const unitsOf = (unit: string): string => (unit === 'step' ? 'steps' : unit);

/** Seconds in one. */
export const SECONDS = { s: 1, ms: 1e-3, 'µs': 1e-6 } as const;

/** A rate as people know it: in Hz wherever a second is known. */
export const rateText = (perUnit: number, unit: TimeUnit): string => (unit === 'step' ? `${fixed(perUnit, 4)} per step` : `${fixed(perUnit / SECONDS[unit], 2)} Hz`);
