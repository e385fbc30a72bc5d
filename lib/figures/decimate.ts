import type { Span } from './pixels';

export interface Polyline {
  readonly steps: number[];
  readonly values: number[];
}

/**
 * The points of a series that a line `columns` px wide can show: all of them, or, when there are more than two a px,
 * the lowest and the highest of every px in their order, so that no spike is lost. A px without a finite value gives NaN.
 */
export function decimate(values: ArrayLike<number>, [from, to]: Span, columns: number): Polyline {
  const steps: number[] = [];
  const kept: number[] = [];
  const keep = (t: number): void => {
    steps.push(t);
    kept.push(values[t]);
  };
  if (to - from <= 2 * columns) {
    for (let t = from; t < to; t++) keep(t);
    return { steps, values: kept };
  }
  for (let column = 0; column < columns; column++) {
    const start = from + Math.floor((column * (to - from)) / columns);
    const end = from + Math.floor(((column + 1) * (to - from)) / columns);
    let lowest = -1;
    let highest = -1;
    for (let t = start; t < end; t++) {
      if (!Number.isFinite(values[t])) continue;
      if (lowest < 0 || values[t] < values[lowest]) lowest = t;
      if (highest < 0 || values[t] > values[highest]) highest = t;
    }
    if (lowest < 0) {
      keep(start);
      continue;
    }
    keep(Math.min(lowest, highest));
    if (lowest !== highest) keep(Math.max(lowest, highest));
  }
  return { steps, values: kept };
}
