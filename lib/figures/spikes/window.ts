/** The arithmetic of looking at a part of time: zooming about a place, panning, staying within what was recorded. */
import type { TimeWindow } from './types';

/** The narrowest window, as a share of all: beyond it float64 times no longer tell pixels apart. */
const NARROWEST = 1e-9;

/**
 * The nearest window of the same width within `bounds`; all of them where it is wider.
 *
 * @param least the narrowest width that is allowed; default a billionth of `bounds`
 */
export function clampWindow([from, to]: TimeWindow, [start, end]: TimeWindow, least = (end - start) * NARROWEST): TimeWindow {
  const all = end - start;
  if (!(all > 0) || !Number.isFinite(from) || !Number.isFinite(to)) return [start, end];
  const width = Math.min(all, Math.max(least, to - from));
  if (width === all) return [start, end];
  // About its middle, where it had to grow.
  const left = to - from === width ? from : (from + to - width) / 2;
  return left <= start ? [start, start + width] : left + width >= end ? [end - width, end] : [left, left + width];
}

/** The window `factor` times as wide, with `time` at the same place of the screen; within `bounds`. */
export function zoomAt([from, to]: TimeWindow, time: number, factor: number, bounds: TimeWindow): TimeWindow {
  const at = Math.min(to, Math.max(from, time));
  const all = bounds[1] - bounds[0];
  const width = Math.min(all, Math.max(all * NARROWEST, (to - from) * factor));
  const left = at - ((at - from) / (to - from)) * width;
  return clampWindow([left, left + width], bounds);
}

/** The window moved by `by` in time, as far as `bounds` let it. */
export function panBy([from, to]: TimeWindow, by: number, bounds: TimeWindow): TimeWindow {
  return clampWindow([from + by, to + by], bounds);
}

/** The window itself where it can be drawn; one that is too narrow for numbers to tell its ends apart is given some width. */
export function drawable(window: TimeWindow): TimeWindow {
  const [from, to] = window;
  if (!Number.isFinite(to - from)) return [0, 1];
  const least = Math.max(1e-100, 1e-12 * Math.max(Math.abs(from), Math.abs(to)));
  if (to - from >= least) return window;
  return to - from > 1e-100 ? [from, from + least] : [from, from + 1];
}

/** The two ends of a brush in order; null where it is narrower than `least`. */
export function brushed(one: number, other: number, bounds: TimeWindow, least: number): TimeWindow | null {
  const from = Math.max(bounds[0], Math.min(one, other));
  const to = Math.min(bounds[1], Math.max(one, other));
  return to - from >= least && to > from ? [from, to] : null;
}
