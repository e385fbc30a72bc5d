/** Events as they come in, and the last T steps of them as a network's input. */
export interface EventWindow {
  /** An event; those older than the window are forgotten. */
  add(step: number, channel: number): void;
  /** The T steps before `end`, `[T, channels]`: how many events fell into each. Steps before 0 are empty. */
  before(end: number): Float32Array;
  /** Events in the T steps before `end`. */
  count(end: number): number;
}

/**
 * Keeps a ring of 2·T steps, so that events of the step under way do not push out what is asked for.
 *
 * @param steps T
 */
export function eventWindow(steps: number, channels: number): EventWindow {
  const rows = 2 * steps;
  const ring = new Float32Array(rows * channels);
  /** Which step each row holds. */
  const held = new Int32Array(rows).fill(-1);
  const rowOf = (step: number) => (held[step % rows] === step ? step % rows : -1);
  const window = (end: number) => Array.from({ length: steps }, (_, t) => (end - steps + t >= 0 ? rowOf(end - steps + t) : -1));
  return {
    add(step, channel) {
      const row = step % rows;
      if (step < held[row]) return;
      if (held[row] !== step) {
        ring.fill(0, row * channels, (row + 1) * channels);
        held[row] = step;
      }
      ring[row * channels + channel] += 1;
    },
    before(end) {
      const out = new Float32Array(steps * channels);
      window(end).forEach((row, t) => row >= 0 && out.set(ring.subarray(row * channels, (row + 1) * channels), t * channels));
      return out;
    },
    count(end) {
      return window(end).reduce((sum, row) => (row < 0 ? sum : ring.subarray(row * channels, (row + 1) * channels).reduce((a, b) => a + b, sum)), 0);
    },
  };
}
