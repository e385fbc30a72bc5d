/** Half the length of the low-pass in periods of the slower rate, and points of its table in one of them. */
const REACH = 12;
const POINTS = 256;
/** The low-pass ends a little below half the slower rate, so that it is down where sound would fold. */
const EDGE = 0.92;

/** sin(πx·edge) / πx under a Hann window, at 0 … `REACH`: rows of a table read by distance. */
const table = Float64Array.from({ length: REACH * POINTS + 2 }, (_, k) => {
  const x = k / POINTS;
  if (x >= REACH) return 0;
  const sinc = x === 0 ? EDGE : Math.sin(Math.PI * x * EDGE) / (Math.PI * x);
  return sinc * 0.5 * (1 + Math.cos((Math.PI * x) / REACH));
});

export interface Resampler {
  /** Takes the next samples and gives those of the new rate that they complete. How a sound is cut makes no difference. */
  push(samples: ArrayLike<number>): Float32Array;
}

/**
 * Sound at another rate by a windowed sinc. Its output lags by `REACH` periods of the slower rate, which is only seen as
 * samples that come a block later.
 *
 * @param from samples a second that come in; `to` that go out
 * @throws {RangeError} a rate that is not above 0
 */
export function resampler(from: number, to: number): Resampler {
  if (!(from > 0 && to > 0)) throw new RangeError(`Sound has a rate above 0; ${from} to ${to} samples a second cannot be.`);
  const scale = Math.min(1, to / from);
  const reach = REACH / scale;
  /** Samples that are still needed; the first of them is number `first`. */
  let kept = new Float32Array(0);
  let first = 0;
  let made = 0;
  return {
    push(samples) {
      const all = new Float32Array(kept.length + samples.length);
      all.set(kept);
      all.set(samples, kept.length);
      const end = first + all.length;
      const out: number[] = [];
      for (; (made * from) / to + reach < end; made += 1) {
        const centre = (made * from) / to;
        const low = Math.max(first, Math.ceil(centre - reach));
        const high = Math.floor(centre + reach);
        let sum = 0;
        for (let k = low; k <= high; k += 1) {
          const place = Math.abs(k - centre) * scale * POINTS;
          const at = Math.floor(place);
          sum += all[k - first] * (table[at] + (place - at) * (table[at + 1] - table[at]));
        }
        out.push(sum * scale);
      }
      const needed = Math.max(first, Math.min(end, Math.ceil((made * from) / to - reach)));
      kept = all.slice(needed - first);
      first = needed;
      return Float32Array.from(out);
    },
  };
}
