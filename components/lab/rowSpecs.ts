import { fixed, trimmed } from '@/lib/figures/format';
import { chanceSentence, emptyRasterSentence, inputSentence, membraneSentence, rasterSentence, resetSentence } from '@/lib/figures/sentences';
import type { Extent } from '@/lib/recording/summary';
import type { LayerTrace } from '@/lib/recording/types';
import type { View } from './view';

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

const range = ({ lo, hi }: Extent) => `from ${fixed(lo, 2)} to ${fixed(hi, 2)}`;

/** Why the parallel side is silent. */
function silence({ name, unswept, chance, summary: { parallel }, threshold }: View): string {
  if (unswept) return `${name}: no sweep has been made yet, so there are no spikes yet.`;
  if (chance) return `${name}: no spikes, by chance; the highest probability is ${fixed(parallel.membrane.hi, 3)}.`;
  return `${name}: ${emptyRasterSentence({ highest: parallel.membrane.hi, threshold })}`;
}

/** Whether the raster has anything to show; an empty one says why. */
function spikesSentence(view: View): string {
  const { summary: { agreement, baseline }, name, baselineName, layer } = view;
  const sentence = rasterSentence({ ...agreement, rateLif: agreement.rateB, rateParallel: agreement.rateA, name, baseline: baselineName });
  const lif = `${baselineName}: ${emptyRasterSentence({ highest: baseline.membrane.hi, threshold: layer.threshold })}`;
  if (agreement.rateA === 0 && agreement.rateB === 0) return `${silence(view)} ${lif}`;
  if (agreement.rateA === 0) return `${silence(view)} ${sentence}`;
  return agreement.rateB === 0 ? `${lif} ${sentence}` : sentence;
}

/** In later layers each side is fed by its own spikes. */
function currentSentence({ summary: { parallel, baseline }, name, baselineName }: View): string {
  const [p, b] = [parallel.current, baseline.current];
  if (p.mean === b.mean && p.lo === b.lo && p.hi === b.hi) return inputSentence(p);
  return `${name}: ${inputSentence(p)} ${baselineName}: mean ${fixed(b.mean, 2)}, ${range(b)}.`;
}

function chargeSentence({ summary: { parallel, baseline }, name, baselineName, formula, baselineCell }: View): string {
  const sides = `${name} charges ${range(parallel.charge)}, the ${baselineName} ${range(baseline.charge)}.`;
  if (formula?.charge.kind !== 'exponential' || Math.abs(formula.charge.decay - baselineCell.leak) < 1e-9) return sides;
  return `${sides} A keeps ${fixed(formula.charge.decay, 2)} of it a step, the ${baselineName} ${fixed(baselineCell.leak, 2)}.`;
}

function resetsSentence({ summary: { parallel, baseline }, name, baselineName, formula, cell, unswept }: View): string {
  const theirs = `the ${baselineName} takes away up to ${fixed(baseline.reset.hi, 2)}`;
  const source = formula?.reset?.source.kind;
  if (unswept) return `No sweep has been made yet, so nothing is taken away; ${theirs}.`;
  if (source === 'input') return `${name} as released subtracts R·X itself, with no sigmoid: no probability, and no reset in the ${baselineName}’s sense.`;
  if (formula ? !formula.reset : cell.reset === 'none') return `On the parallel side nothing is ever taken away; ${theirs}.`;
  if (source === 'sweeps') return `${name} resets with the spikes of the sweep before: up to ${fixed(parallel.reset.hi, 2)} taken away, by the ${baselineName} ${fixed(baseline.reset.hi, 2)}.`;
  const expected = resetSentence({ meanProbability: parallel.probability?.mean ?? null, trueRate: baseline.probability?.mean ?? 0, name, baseline: baselineName });
  return `${expected} What is taken away reaches ${fixed(parallel.reset.hi, 2)} against ${fixed(baseline.reset.hi, 2)}.`;
}

/** R and what it acts on; a dash where nothing resets. */
function resetSymbol({ formula, cell }: View): string {
  if (!formula) return { none: '–', subtract: 'θ·S', zero: 'H·S' }[cell.reset];
  if (!formula.reset) return '–';
  return formula.reset.scale === 'threshold' ? 'θ·R·ρ' : 'R·ρ';
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
    sentence: currentSentence,
  },
  {
    id: 'charge',
    word: 'charge',
    title: 'Charge',
    help: 'The input as the leak remembers it: the membrane potential if nothing ever reset.',
    legend: 'charge',
    symbol: (view) => (view.formula && view.recording.learned[view.index] && view.formula.reset?.source.kind !== 'sigmoid-of-learned' ? 'W·X + b' : 'A·X'),
    sentence: chargeSentence,
  },
  {
    id: 'reset',
    word: 'reset',
    title: 'Reset',
    help: 'What resets have taken away: the charge less the membrane potential.',
    legend: 'reset',
    symbol: resetSymbol,
    sentence: resetsSentence,
  },
  {
    id: 'membrane',
    word: 'membrane',
    title: 'Membrane potential',
    help: 'H[t, n], compared with the threshold: blue is below it, orange above — would fire.',
    legend: 'membrane potential H',
    symbol: () => 'H',
    sentence({ summary: { parallel, baseline }, layer, threshold, chance, name, baselineName }) {
      const own = chance ? chanceSentence(parallel.membrane) : membraneSentence({ ...parallel.membrane, threshold, closest: parallel.closest });
      const middle = threshold === layer.threshold ? '' : ` Colours are centred on ${trimmed(threshold)} for ${name}, on its θ = ${trimmed(layer.threshold)} for the ${baselineName}.`;
      return `${name}: ${own} ${baselineName} ${range(baseline.membrane)}.${middle}`;
    },
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
