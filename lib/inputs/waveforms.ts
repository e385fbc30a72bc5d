import { randomStream, type Random } from '@/lib/numerics/random';

import { checkShape, neuronLevel, type InputShape } from './inputShape';
import type { Waveform, WaveformParams } from './waveformParams';

export type { Waveform, WaveformParams };

/** What a person sees of a waveform. */
export interface WaveformInfo {
  readonly name: string;
  readonly help: string;
  /** The numbers that change this waveform; the others leave it as it is. */
  readonly uses: readonly (keyof WaveformParams)[];
}

/** Every waveform, in the order in which a menu shows them. */
export const WAVEFORMS: Readonly<Record<Waveform, WaveformInfo>> = {
  zero: { name: 'Silence', help: 'Nothing but the noise, if there is any.', uses: ['noise'] },
  constant: { name: 'Constant', help: 'The mean at every step.', uses: ['mean', 'noise', 'spread'] },
  step: {
    name: 'Step',
    help: 'The mean, and from the onset the amplitude on top of it.',
    uses: ['mean', 'amplitude', 'onset', 'noise', 'spread'],
  },
  ramp: {
    name: 'Ramp',
    help: 'A straight line from the mean at the first step to mean plus amplitude at the last.',
    uses: ['mean', 'amplitude', 'noise', 'spread'],
  },
  sine: {
    name: 'Sine',
    help: 'A wave around the mean; with spread, each neuron begins a little further in the cycle.',
    uses: ['mean', 'amplitude', 'period', 'noise', 'spread'],
  },
  chirp: {
    name: 'Chirp',
    help: 'A sine whose cycles get shorter, from the period to an eighth of it.',
    uses: ['mean', 'amplitude', 'period', 'noise', 'spread'],
  },
  pulse: {
    name: 'Pulse',
    help: 'The mean, with one pulse of the amplitude on top of it.',
    uses: ['mean', 'amplitude', 'onset', 'width', 'noise', 'spread'],
  },
  'paired-pulse': {
    name: 'Paired pulse',
    help: 'Two equal pulses, the second beginning one gap after the first began.',
    uses: ['mean', 'amplitude', 'onset', 'width', 'gap', 'noise', 'spread'],
  },
  gaussian: {
    name: 'Gaussian noise',
    help: 'A new normal number each step, around the mean with the amplitude as standard deviation.',
    uses: ['mean', 'amplitude', 'spread'],
  },
  uniform: {
    name: 'Uniform noise',
    help: 'A new number each step, evenly spread between mean minus amplitude and mean plus amplitude.',
    uses: ['mean', 'amplitude', 'spread'],
  },
  bernoulli: {
    name: 'Random spikes',
    help: 'The amplitude at random steps, as often as the rate says, on top of the mean.',
    uses: ['mean', 'amplitude', 'rate', 'spread'],
  },
};

/** A waveform's course s(t): the input of a neuron is mean + amplitude·s(t). */
type Course = (t: number, phase: number) => number;
type RandomWaveform = 'gaussian' | 'uniform' | 'bernoulli';

const CHIRP_END = 8;
const wave = (cycles: number) => Math.sin(2 * Math.PI * cycles);
const within = (t: number, onset: number, width: number) => t >= onset && t < onset + width;

const COURSES: Record<Exclude<Waveform, RandomWaveform>, (params: WaveformParams, steps: number) => Course> = {
  zero: () => () => 0,
  constant: () => () => 0,
  step: ({ onset }) => (t) => (t >= onset ? 1 : 0),
  ramp: (_, steps) => (t) => t / Math.max(1, steps - 1),
  sine: ({ period }) => (t, phase) => wave(t / period + phase),
  // The frequency rises in a straight line from 1/period to 8/period; the cycles so far are its integral.
  chirp: ({ period }, steps) => {
    const rise = (CHIRP_END - 1) / (2 * Math.max(1, steps - 1));
    return (t, phase) => wave((t + rise * t * t) / period + phase);
  },
  pulse: ({ onset, width }) => (t) => (within(t, onset, width) ? 1 : 0),
  'paired-pulse': ({ onset, width, gap }) => (t) =>
    within(t, onset, width) || within(t, onset + gap, width) ? 1 : 0,
};

/** Draws one value for a neuron of the given level ℓ(n). */
const DRAWS: Record<RandomWaveform, (params: WaveformParams, random: Random) => (level: number) => number> = {
  gaussian: ({ mean, amplitude }, random) => (level) => level * mean + amplitude * random.normal(),
  uniform: ({ mean, amplitude }, random) => (level) => level * mean + amplitude * (2 * random.uniform() - 1),
  bernoulli: ({ mean, amplitude, rate }, random) => (level) =>
    level * mean + (random.uniform() < level * rate ? amplitude : 0),
};

const isRandom = (kind: Waveform): kind is RandomWaveform => kind in DRAWS;

/**
 * Fills `[T, N]` cell by cell in the order of storage, so that random numbers are drawn in a fixed order.
 * Adding 0 turns −0 into 0, which would be shown as "−0".
 */
function fill({ steps, channels }: InputShape, value: (t: number, n: number) => number): Float32Array {
  const data = new Float32Array(steps * channels);
  for (let t = 0, at = 0; t < steps; t += 1) {
    for (let n = 0; n < channels; n += 1, at += 1) data[at] = value(t, n) + 0;
  }
  return data;
}

/**
 * The input current X of N neurons over T steps.
 *
 * X[t, n] = ℓ(n)·(mean + amplitude·s(t)), plus N(0, noise²); s(t) is
 * 0 (`constant`), Θ(t − onset) (`step`), t/(T − 1) (`ramp`), 1 for `width` steps from `onset` (`pulse`) and
 * again from `onset + gap` (`paired-pulse`, overlapping pulses do not add up), sin 2π(t/period + spread·n/N)
 * (`sine`), or a sine whose frequency rises linearly from 1/period at t = 0 to 8/period at t = T − 1 (`chirp`).
 * `zero` is 0, plus noise.
 *
 * The random ones draw each cell anew and take no noise: N(ℓ(n)·mean, amplitude²) (`gaussian`),
 * U[ℓ(n)·mean ± amplitude] (`uniform`), ℓ(n)·mean plus amplitude with probability ℓ(n)·rate (`bernoulli`).
 *
 * Spread shifts the phase of `sine` and `chirp`, whose ℓ is 1; in all others neuron n has the level
 * ℓ(n) = 1 + spread·(2n/(N − 1) − 1), which for random waveforms scales the expected value.
 *
 * The same arguments give the same array.
 *
 * @returns `[T, N]`, dimensionless
 * @throws {RangeError} T or N below 1; a period of 0 or less
 */
export function waveform(
  kind: Waveform,
  params: WaveformParams,
  { steps, channels, seed }: InputShape & { readonly seed: number },
): Float32Array {
  const shape = { steps, channels };
  checkShape(shape);
  const periodic = kind === 'sine' || kind === 'chirp';
  if (periodic && !(params.period > 0)) {
    throw new RangeError(`The period of a ${kind} is ${params.period}; it should be above 0 steps.`);
  }

  const { amplitude, noise, spread } = params;
  const levels = Float64Array.from({ length: channels }, (_, n) => (periodic ? 1 : neuronLevel(n, channels, spread)));
  if (isRandom(kind)) {
    const draw = DRAWS[kind](params, randomStream(seed, 'waveform/values'));
    return fill(shape, (_, n) => draw(levels[n]));
  }

  const course = COURSES[kind](params, steps);
  const mean = kind === 'zero' ? 0 : params.mean;
  const value = (t: number, n: number) =>
    levels[n] * (mean + amplitude * course(t, periodic ? (spread * n) / channels : 0));
  if (!(noise > 0)) return fill(shape, value);
  const random = randomStream(seed, 'waveform/noise');
  return fill(shape, (t, n) => value(t, n) + noise * random.normal());
}
