/** Examples, each one idea in one sentence. A preset says only what differs from the defaults. */
import { defaultExperiment, defaultLayer, type BaselineSettings, type Experiment, type InputSettings, type LayerSettings } from './schema';

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** The idea, in one sentence. */
  readonly sentence: string;
  readonly steps?: number;
  readonly matrices?: Experiment['matrices'];
  readonly input?: Partial<InputSettings>;
  readonly layers?: readonly Partial<LayerSettings>[];
  readonly baseline?: Partial<BaselineSettings>;
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'haze',
    title: 'Crisp reset, hazy reset',
    sentence: 'The LIF resets when it fires; PSU resets a little, always, by the probability of firing.',
  },
  {
    id: 'phantom',
    title: 'The phantom reset',
    sentence: 'At rest PSU sits at −θ/2, not at 0: the sigmoid of zero is one half.',
    input: { waveform: 'pulse', mean: 0, amplitude: 2, onset: 32, width: 6, noise: 0, spread: 0.6, neurons: 24 },
    layers: [{ threshold: 1 }],
  },
  {
    id: 'quiet',
    title: 'PSU too quiet',
    sentence: 'With input in U[0, 2] and θ = 1 the LIF fires on about every fourth step, PSU almost never.',
    input: { waveform: 'uniform', mean: 1, amplitude: 1, noise: 0, spread: 0 },
    layers: [{ threshold: 1 }],
  },
  {
    id: 'released-tau-4',
    title: 'As released, τ = 4',
    sentence: 'The released matrices decay by 1/τ, the LIF by 1 − 1/τ: away from τ = 2 PSU forgets too fast.',
    input: { waveform: 'gaussian', mean: 0.7, amplitude: 1, spread: 0.3, noise: 0 },
    layers: [{ tau: 4 }],
  },
  {
    id: 'consistent-tau-4',
    title: 'LIF-consistent, τ = 4',
    sentence: 'The same neuron with matrices that decay by 1 − 1/τ: its charge is now the LIF’s own, but the haze of reset lingers as long, and it hardly fires.',
    matrices: 'consistent',
    input: { waveform: 'gaussian', mean: 0.7, amplitude: 1, spread: 0.3, noise: 0 },
    layers: [{ tau: 4 }],
  },
  {
    id: 'ipsu-linear',
    title: 'IPSU is linear',
    sentence: 'As released IPSU has no sigmoid: a sine goes in, and its H is a sine of the same period.',
    input: { waveform: 'sine', mean: 0, amplitude: 1, period: 24, noise: 0, spread: 1 },
    layers: [{ neuron: 'ipsu', start: 'lif', threshold: 0.2 }],
  },
  {
    id: 'rpsu-random',
    title: 'RPSU before training',
    sentence: 'Its reset is read from the input through a random matrix, so it resets at random until it learns.',
    input: { waveform: 'gaussian', mean: 0.5, amplitude: 1, spread: 0, noise: 0 },
    layers: [{ neuron: 'rpsu' }],
  },
  {
    id: 'sweeps-settle',
    title: 'Sweeps that settle',
    sentence: 'Guess the spikes, reset with them, fire again: at τ = 2 the exact LIF is there within ten sweeps.',
    input: { waveform: 'gaussian', mean: 0.5, amplitude: 0.8, spread: 0.4, noise: 0 },
    layers: [{ neuron: 'exact-lif', sweeps: 10 }],
  },
  {
    id: 'sweeps-oscillate',
    title: 'Sweeps that oscillate',
    sentence: 'With a long memory (τ = 12) each sweep overshoots the last; the truth creeps in from the left, a step or two a sweep.',
    matrices: 'consistent',
    input: { waveform: 'constant', mean: 0.9, spread: 0.35, noise: 0.15 },
    layers: [{ neuron: 'exact-lif', tau: 12, sweeps: 6, threshold: 0.25 }],
  },
  {
    id: 'timing',
    title: 'When does the reset act?',
    // Only here do both sides charge alike: snnTorch does not scale its input by 1/τ.
    sentence: 'At τ = 1 nothing is carried over, and a reset within the step changes nothing; snnTorch’s acts one step late and silences the step after, so it fires about half as often.',
    matrices: 'consistent',
    input: { waveform: 'constant', mean: 1, spread: 0.6, noise: 0.05 },
    layers: [{ neuron: 'exact-lif', sweeps: 4, tau: 1, threshold: 0.8 }],
    baseline: { library: 'snntorch' },
  },
  {
    id: 'paired-pulse',
    title: 'What is remembered',
    sentence: 'A second pulse finds what the leak left of the first: 25 spikes, then 33, and more the closer they are.',
    matrices: 'consistent',
    input: { waveform: 'paired-pulse', mean: 0, amplitude: 2.4, onset: 8, width: 3, gap: 9, noise: 0, spread: 0.6 },
    layers: [{ neuron: 'exact-lif', sweeps: 64, tau: 6, threshold: 0.8 }],
  },
  {
    id: 'psn-future',
    title: 'PSN sees the future',
    sentence: 'Its matrix is full: neurons answer before the pulse has come.',
    input: { waveform: 'pulse', mean: 0, amplitude: 4, onset: 40, width: 4, noise: 0, spread: 0.5 },
    layers: [{ neuron: 'psn' }],
  },
  {
    id: 'moving-bar',
    title: 'A bar moves by',
    sentence: 'An event camera watches a bar (generated); two layers of PSU answer all at once.',
    input: { source: 'sample', sample: 'moving-bar', pixels: 12 },
    layers: [{ gain: 0.9 }, { connect: 'dense', neurons: 48, gain: 3, threshold: 0.4 }],
  },
  {
    id: 'moving-digit',
    title: 'A digit shakes',
    sentence: 'The eye’s small jumps turn a still digit (generated) into events, as N-MNIST does.',
    input: { source: 'sample', sample: 'moving-digit', pixels: 14 },
    layers: [{ gain: 0.8 }, { connect: 'dense', neurons: 40, gain: 3, threshold: 0.4, neuron: 'rpsu' }],
  },
  {
    id: 'no-reset',
    title: 'Leave the reset out',
    sentence: 'Without the reset time unrolls into one product, and a neuron above its threshold never stops firing.',
    input: { waveform: 'ramp', mean: -0.2, amplitude: 1.6, noise: 0.3, spread: 0.4 },
    layers: [{ neuron: 'reset-free' }],
  },
];

/** The Experiment of a preset. */
export function presetExperiment(preset: Preset): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    steps: preset.steps ?? base.steps,
    matrices: preset.matrices ?? base.matrices,
    input: { ...base.input, ...preset.input },
    layers: (preset.layers ?? [{}]).map((layer) => ({ ...defaultLayer(), ...layer })),
    baseline: { ...base.baseline, ...preset.baseline },
  };
}
