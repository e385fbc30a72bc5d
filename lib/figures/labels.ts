/**
 * Places for labels of one line each that would like to stand at `wanted` and must not overlap:
 * at least `gap` apart and within `[lo, hi]` where that is possible. Returned in the order given.
 */
export function spread(wanted: readonly number[], gap: number, lo: number, hi: number): number[] {
  const order = wanted.map((_, k) => k).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const places = wanted.slice();
  let free = lo;
  for (const k of order) {
    places[k] = Math.max(free, wanted[k]);
    free = places[k] + gap;
  }
  let ceiling = hi;
  for (const k of order.reverse()) {
    places[k] = Math.min(ceiling, places[k]);
    ceiling = places[k] - gap;
  }
  return places;
}
