/** Numbers as people read them: a true minus sign, a chosen count of decimals, narrow no-break spaces. */

export const MINUS = '\u2212';
export const NARROW_SPACE = '\u202f';

/** `−0.50`: always `places` decimals, never a negative zero; a dash when there is no finite number. */
export function fixed(value: number, places: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value).toFixed(places);
  return value < 0 && Number(digits) !== 0 ? MINUS + digits : digits;
}

/** As `fixed`, but without trailing zeros: `1`, `0.5`. */
export function trimmed(value: number, places = 3): string {
  const digits = fixed(value, places);
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** `88.1 %` for 0.881. Only exactly one reads as 100 % and only exactly zero as 0 %. */
export function percent(share: number, places = 1): string {
  if (!Number.isFinite(share)) return '–';
  if (share === 0 || share === 1) return `${100 * share}${NARROW_SPACE}%`;
  const step = 10 ** -places;
  const value = 100 * share;
  if (share > 0 && value < step / 2) return `under ${fixed(step, places)}${NARROW_SPACE}%`;
  if (share < 1 && value > 100 - step / 2) return `over ${fixed(100 - step, places)}${NARROW_SPACE}%`;
  return `${fixed(value, places)}${NARROW_SPACE}%`;
}

/** Decimals that tell the ticks of an axis apart. */
export function tickPlaces(ticks: readonly number[]): number {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : Math.abs(ticks[0] ?? 1) || 1;
  return Math.min(6, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}
