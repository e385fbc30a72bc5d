/** ERB-rate of a frequency in Hz (Glasberg and Moore 1990): how many ear filters lie below it. */
const erbRate = (hertz: number) => 21.4 * Math.log10(1 + 0.00437 * hertz);
const hertzAt = (rate: number) => (10 ** (rate / 21.4) - 1) / 0.00437;
/** Equivalent rectangular bandwidth of the ear's filter at a frequency, both in Hz (Glasberg and Moore 1990). */
const erb = (hertz: number) => 24.7 * (0.00437 * hertz + 1);

/**
 * Centre frequencies in Hz that lie evenly on the ear's own scale.
 * @throws {RangeError} fewer than 1 channel; frequencies that do not rise from above 0
 */
export function erbCentres(channels: number, lowHz: number, highHz: number): Float64Array {
  if (!Number.isInteger(channels) || channels < 1) {
    throw new RangeError(`A cochlea has a whole number of channels from 1 on, not ${channels}.`);
  }
  if (!(lowHz > 0 && highHz > lowHz)) {
    throw new RangeError(`A cochlea's frequencies rise from above 0 Hz; ${lowHz} to ${highHz} Hz do not.`);
  }
  const [low, high] = [erbRate(lowHz), erbRate(highHz)];
  return Float64Array.from({ length: channels }, (_, n) => hertzAt(low + ((high - low) * n) / Math.max(1, channels - 1)));
}

/** Filters samples `from` up to `to` and moves each channel's envelope along: e ← e + smooth·(max(0, y) − e). */
export type Bank = (samples: ArrayLike<number>, from: number, to: number, smooth: number, envelope: Float64Array) => void;

/**
 * A bank of band-pass filters with a state of its own. Each is two equal second-order filters one after the other
 * (Bristow-Johnson's cookbook, gain 1 at the centre), together one ERB wide.
 *
 *   y[t] = (α·(x[t] − x[t − 2]) + 2·cos ω·y[t − 1] − (1 − α)·y[t − 2]) / (1 + α),  α = sin ω / 2Q
 *
 * @param centres in Hz, below half of `sampleRate`
 */
export function bandPass(centres: Float64Array, sampleRate: number): Bank {
  // Two in a row are narrower than one, by √(√2 − 1).
  const narrowing = Math.sqrt(Math.SQRT2 - 1);
  const coefficients = Array.from(centres, (hertz) => {
    const omega = (2 * Math.PI * hertz) / sampleRate;
    const alpha = (Math.sin(omega) * erb(hertz)) / narrowing / (2 * hertz);
    return [alpha / (1 + alpha), (2 * Math.cos(omega)) / (1 + alpha), (1 - alpha) / (1 + alpha)];
  });
  const numbers = Float64Array.from(coefficients.flat());
  // Per channel the last two outputs of the first filter and of the second; the inputs are shared.
  const outputs = new Float64Array(4 * centres.length);
  const inputs = new Float64Array(2);
  return (samples, from, to, smooth, envelope) => {
    const keep = 1 - smooth;
    for (let n = 0; n < centres.length; n += 1) {
      const gain = numbers[3 * n];
      const near = numbers[3 * n + 1];
      const far = numbers[3 * n + 2];
      let x1 = inputs[0];
      let x2 = inputs[1];
      let y1 = outputs[4 * n];
      let y2 = outputs[4 * n + 1];
      let z1 = outputs[4 * n + 2];
      let z2 = outputs[4 * n + 3];
      let level = envelope[n];
      for (let t = from; t < to; t += 1) {
        const x = samples[t];
        // The newest output comes last: what a step waits for is then one product and one sum.
        const y = gain * (x - x2) - far * y2 + near * y1;
        const z = gain * (y - y2) - far * z2 + near * z1;
        x2 = x1;
        x1 = x;
        y2 = y1;
        y1 = y;
        z2 = z1;
        z1 = z;
        level = keep * level + smooth * (z > 0 ? z : 0);
      }
      outputs[4 * n] = y1;
      outputs[4 * n + 1] = y2;
      outputs[4 * n + 2] = z1;
      outputs[4 * n + 3] = z2;
      envelope[n] = level;
    }
    const count = to - from;
    if (count >= 2) {
      inputs[0] = samples[to - 1];
      inputs[1] = samples[to - 2];
    } else if (count === 1) {
      inputs[1] = inputs[0];
      inputs[0] = samples[from];
    }
  };
}
