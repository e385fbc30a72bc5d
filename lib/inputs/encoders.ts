import { randomStream } from '@/lib/numerics/random';

import { checkShape, type InputShape } from './inputShape';

export type Encoder = 'direct' | 'rate' | 'latency' | 'delta';

/** What a person sees of an encoder. */
export interface EncoderInfo {
  readonly name: string;
  readonly help: string;
}

/** Every encoder, in the order in which a menu shows them. */
export const ENCODERS: Readonly<Record<Encoder, EncoderInfo>> = {
  direct: { name: 'Direct', help: 'The values themselves are the input current.' },
  rate: {
    name: 'Rate code',
    help: 'At each step a spike with the value as its probability: the larger the value, the more spikes.',
  },
  latency: {
    name: 'Latency code',
    help: 'One spike a channel: the larger its mean value, the earlier the spike; a channel at 0 stays silent.',
  },
  delta: {
    name: 'Delta code',
    help: 'A spike of +1 whenever the value has risen by the threshold, of −1 whenever it has fallen by it.',
  },
};

export interface EncodeOptions extends InputShape {
  readonly seed: number;
  /** Every value is multiplied by it first; 1 unless given. */
  readonly gain?: number;
  /** Change that a spike of the delta code stands for, above 0; 0.25 unless given. */
  readonly threshold?: number;
}

const clip = (value: number) => Math.min(1, Math.max(0, value));

function rate(values: Float32Array, { seed }: EncodeOptions): Float32Array {
  const random = randomStream(seed, 'encoder/rate');
  return values.map((value) => (random.uniform() < clip(value) ? 1 : 0));
}

function latency(values: Float32Array, { steps, channels }: EncodeOptions): Float32Array {
  const spikes = new Float32Array(values.length);
  for (let n = 0; n < channels; n += 1) {
    let sum = 0;
    for (let t = 0; t < steps; t += 1) sum += values[t * channels + n];
    const mean = clip(sum / steps);
    if (mean > 0) spikes[Math.round((1 - mean) * (steps - 1)) * channels + n] = 1;
  }
  return spikes;
}

function delta(values: Float32Array, { steps, channels, threshold = 0.25 }: EncodeOptions): Float32Array {
  if (!(threshold > 0)) {
    throw new RangeError(`The delta code's threshold is ${threshold}; it should be above 0.`);
  }
  const spikes = new Float32Array(values.length);
  for (let n = 0; n < channels; n += 1) {
    // The reference level in thresholds: whole, so that no rounding error builds up.
    let level = 0;
    for (let t = 0; t < steps; t += 1) {
      const change = values[t * channels + n] - level * threshold;
      const spike = change >= threshold ? 1 : change <= -threshold ? -1 : 0;
      level += spike;
      spikes[t * channels + n] = spike;
    }
  }
  return spikes;
}

const ENCODE: Record<Encoder, (values: Float32Array, options: EncodeOptions) => Float32Array> = {
  direct: (values) => values,
  rate,
  latency,
  delta,
};

/**
 * Turns values x `[T, N]`, first multiplied by the gain, into the input of a network.
 *
 * - `direct`: x.
 * - `rate`: 1 with probability clip(x, 0, 1) at each step, else 0.
 * - `latency`: a single 1 a channel at step round((1 − x̄)·(T − 1)), x̄ the channel's mean over time
 *   clipped to [0, 1]; none where x̄ is 0.
 * - `delta`: a reference level begins at 0. Where x − reference ≥ threshold the output is +1 and the
 *   reference rises by the threshold; where x − reference ≤ −threshold it is −1 and the reference falls;
 *   else 0. At most one spike a step, so the sum of the spikes times the threshold follows x.
 *
 * @returns a new array `[T, N]`
 * @throws {RangeError} T or N below 1, data of another size, a delta threshold of 0 or less
 */
export function encode(kind: Encoder, data: Float32Array, options: EncodeOptions): Float32Array {
  const { steps, channels, gain = 1 } = options;
  checkShape(options);
  if (data.length !== steps * channels) {
    throw new RangeError(`The input holds ${data.length} values; ${steps} steps of ${channels} channels need ${steps * channels}.`);
  }
  return ENCODE[kind](data.map((value) => gain * value), options);
}
