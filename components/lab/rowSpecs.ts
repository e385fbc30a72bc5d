import { fixed, percent } from '@/lib/figures/format';
import { emptyRasterSentence, inputSentence, membraneSentence, rasterSentence, resetSentence } from '@/lib/figures/sentences';
import type { LayerTrace } from '@/lib/recording/types';
import type { View } from './useView';

export type RowId = 'current' | 'charge' | 'reset' | 'membrane' | 'spikes';

export interface RowSpec {
  readonly id: RowId;
  readonly word: string;
  readonly title: string;
  readonly help: string;
  readonly legend: string;
  symbol(view: View): string;
  sentence(view: View): string;
}

const range = (lo: number, hi: number) => `from ${fixed(lo, 2)} to ${fixed(hi, 2)}`;

/** Whether the raster has anything to show; an empty one says why. */
function spikesSentence(view: View): string {
  const { agreement, parallel, baseline } = view.summary;
  const sentence = rasterSentence({ ...agreement, rateLif: agreement.rateB, rateParallel: agreement.rateA, name: view.name });
  if (agreement.rateA === 0) return `${view.name}: ${emptyRasterSentence({ highest: parallel.membrane.hi, threshold: view.threshold })} ${sentence}`;
  if (agreement.rateB === 0) return `LIF: ${emptyRasterSentence({ highest: baseline.membrane.hi, threshold: view.layer.threshold })} ${sentence}`;
  return sentence;
}

/** The rows of the equation, from the input to the spikes. */
export const ROWS: readonly RowSpec[] = [
  {
    id: 'current',
    word: 'input',
    title: 'Input current',
    help: 'X[t, n]: what flows into neuron n at step t (dimensionless).',
    legend: 'input X',
    symbol: () => 'X',
    sentence: (view) => inputSentence(view.summary.parallel.current),
  },
  {
    id: 'charge',
    word: 'charge',
    title: 'Charge',
    help: 'The input as the leak remembers it: the membrane potential if nothing ever reset.',
    legend: 'charge',
    symbol: (view) => (view.formula && view.recording.learned[view.index] && view.formula.reset?.source.kind !== 'sigmoid-of-learned' ? 'W·X + b' : 'A·X'),
    sentence({ summary: { parallel, baseline }, name, experiment, layer }) {
      const sides = `${name} charges ${range(parallel.charge.lo, parallel.charge.hi)}, the LIF ${range(baseline.charge.lo, baseline.charge.hi)}.`;
      const differs = experiment.matrices === 'released' && layer.tau !== 2 && ['psu', 'rpsu', 'exact-lif', 'reset-free'].includes(layer.neuron);
      return differs ? `${sides} As released, A decays by 1/τ = ${fixed(1 / layer.tau, 2)} a step; the LIF by 1 − 1/τ = ${fixed(1 - 1 / layer.tau, 2)}.` : sides;
    },
  },
  {
    id: 'reset',
    word: 'reset',
    title: 'Reset',
    help: 'What resets have taken away: the charge less the membrane potential.',
    legend: 'reset',
    symbol: (view) => (view.formula?.reset ? (view.formula.reset.scale === 'threshold' ? 'θ·R·ρ' : 'R·ρ') : 'reset'),
    sentence({ summary: { parallel, baseline }, name, formula }) {
      if (formula?.reset?.source.kind === 'input') return `${name} as released subtracts R·X itself, with no sigmoid: no probability, and no reset in the LIF’s sense.`;
      if (formula && !formula.reset) return `${name} has no reset; the LIF takes away up to ${fixed(baseline.reset.hi, 2)}.`;
      if (formula?.reset?.source.kind === 'sweeps') return `${name} resets with the spikes of the sweep before: up to ${fixed(parallel.reset.hi, 2)} taken away, by the LIF ${fixed(baseline.reset.hi, 2)}.`;
      return `${resetSentence({ meanProbability: parallel.probability?.mean ?? null, trueRate: baseline.probability?.mean ?? 0, name })} What is taken away reaches ${fixed(parallel.reset.hi, 2)} against ${fixed(baseline.reset.hi, 2)}.`;
    },
  },
  {
    id: 'membrane',
    word: 'membrane',
    title: 'Membrane potential',
    help: 'H[t, n], compared with the threshold: blue is below it, orange above — would fire.',
    legend: 'membrane potential H',
    symbol: () => 'H',
    sentence: ({ summary: { parallel, baseline }, threshold, name }) =>
      `${name}: ${membraneSentence({ ...parallel.membrane, threshold, closest: parallel.closest })} LIF ${range(baseline.membrane.lo, baseline.membrane.hi)}.`,
  },
  {
    id: 'spikes',
    word: 'spikes',
    title: 'Spikes',
    help: 'S[t, n]: a mark where the membrane potential passes the threshold.',
    legend: 'spikes',
    symbol: () => 'S',
    sentence: spikesSentence,
  },
];

/** A row's numbers on one side. */
export const rowValues = (trace: LayerTrace, id: RowId): Float32Array | Uint8Array => trace[id];

export const agreementText = (view: View) => `${percent(view.summary.agreement.agreement)} of the bits agree`;
