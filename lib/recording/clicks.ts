/** Spike trains as sound: one click a spike, the way electrophysiologists listen. */

/** Seconds of one click, and its pitch in Hz. */
const CLICK_SECONDS = 0.006;
const CLICK_HZ = 1400;

/**
 * Samples of a sound in which each spike of a window clicks once; the window takes `seconds`.
 *
 * @param times spike times
 * @param window half-open, in the unit of the times
 * @returns `[seconds · rate]`, −1 … 1
 */
export function clicks(times: ArrayLike<number>, [from, to]: readonly [number, number], seconds: number, rate: number): Float32Array {
  const samples = new Float32Array(Math.ceil((seconds + CLICK_SECONDS) * rate));
  const length = Math.floor(CLICK_SECONDS * rate);
  for (let k = 0; k < times.length; k++) {
    if (!(times[k] >= from && times[k] < to)) continue;
    const at = Math.floor(((times[k] - from) / (to - from)) * seconds * rate);
    for (let i = 0; i < length; i++) {
      const fade = 1 - i / length;
      samples[at + i] += 0.6 * fade * fade * Math.sin((2 * Math.PI * CLICK_HZ * i) / rate);
    }
  }
  for (let i = 0; i < samples.length; i++) samples[i] = Math.max(-1, Math.min(1, samples[i]));
  return samples;
}
