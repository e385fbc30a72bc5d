/** The views a figure cell can show of a run: the Lab's figures, as specifications. */
import { calibrate } from '../figures/calibration';
import { diffCategories } from '../figures/raster';
import type { FigureSpec, LineSpec } from '../figures/spec';
import { byChance, operatorOf, isLearned } from '../neurons/formula';
import { isParallelKind } from '../networks/plan';
import { parallelNeuron } from '../neurons/parallel';
import type { Side } from '../recording/types';
import { field, formulaOf, layerOf, series, spikeTimes, thresholdAt, type Run, type RunField } from './run';

export const VIEWS = ['input', 'charge', 'reset', 'membrane', 'spikes', 'probability', 'difference', 'current', 'trace', 'terms', 'leak', 'kernel', 'learned', 'rates', 'calibration', 'sweeps'] as const;
export type ViewName = (typeof VIEWS)[number];

export interface ViewOptions {
  readonly layer?: number;
  /** The neuron of a trace. */
  readonly neuron?: number;
  /** One side only. */
  readonly side?: Side;
}

export const sideName = (from: Run, side: Side, layer = 0): string => {
  if (side === 'baseline') return from.experiment.baseline.model.toUpperCase();
  const kind = from.experiment.layers[layer].neuron;
  return isParallelKind(kind) ? parallelNeuron(kind).label : `${kind.toUpperCase()} loop`;
};

const FIELD: Partial<Record<ViewName, RunField>> = { input: 'current', charge: 'charge', reset: 'reset', membrane: 'membrane', spikes: 'spikes', probability: 'probability' };
const WORDS: Partial<Record<ViewName, string>> = { input: 'Input current X', charge: 'Charge', reset: 'Reset', membrane: 'Membrane potential H', spikes: 'Spikes S', probability: 'Reset probability' };

function picture(from: Run, view: ViewName, side: Side, layer: number): FigureSpec[] {
  const name = FIELD[view] as RunField;
  const { neurons, probability } = layerOf(from, { side, layer });
  if (name === 'probability' && !probability) return [];
  const formula = side === 'parallel' ? formulaOf(from, layer) : null;
  const chance = formula !== null && byChance(formula);
  const label = `${chance && view === 'membrane' ? 'Probability to fire H' : WORDS[view]}, ${sideName(from, side, layer)}`;
  const { steps, summary } = from;
  const common = { label, side, steps, channels: neurons };
  if (name === 'spikes') {
    return [{ ...common, figure: 'raster', values: field(from, name, { side, layer }) as Uint8Array, difference: false, divergence: null }];
  }
  // Both sides on one scale.
  const extents = [summary[layer].parallel, summary[layer].baseline].flatMap((s) => s[name] ?? []);
  return [{
    ...common,
    figure: 'heatmap',
    values: field(from, name, { side, layer }) as Float32Array,
    colours: view as 'input',
    lo: Math.min(...extents.map((e) => e.lo)),
    hi: Math.max(...extents.map((e) => e.hi)),
    threshold: thresholdAt(from, layer),
  }];
}

function termLines(from: Run, side: Side, layer: number, neuron: number): LineSpec[] {
  const of = (name: RunField) => series(from, name, neuron, { side, layer });
  return [
    { label: 'input', values: of('current'), role: 'input', dash: '1 3' },
    { label: 'charge', values: of('charge'), role: 'charge' },
    { label: '−reset', values: of('reset').map((v) => -v), role: 'reset' },
    { label: 'H', values: of('membrane'), role: 'membrane', spikes: spikeTimes(from, neuron, { side, layer }) },
  ];
}

function matrix(from: Run, which: 'leak' | 'kernel' | 'learned', layer: number): FigureSpec[] {
  const formula = formulaOf(from, layer);
  if (!formula) return [];
  const source = formula.reset?.source;
  const spec = which === 'kernel' ? formula.reset?.kernel : which === 'learned' ? (source?.kind === 'sigmoid-of-learned' ? source.operator : isLearned(formula.charge) ? formula.charge : undefined) : formula.charge;
  if (!spec) return [];
  const operator = operatorOf(spec, from.steps, from.learned[layer]);
  const size = Math.min(from.steps, 128);
  const values = new Float32Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) values[i * size + j] = operator.at(i, j);
  const label = { leak: 'Leak matrix A', kernel: 'Reset matrix R', learned: 'Learned matrix W' }[which];
  return [{ figure: 'matrix', label, values, size, colours: which === 'kernel' ? 'reset' : 'charge', row: null, column: null }];
}

/**
 * What a view shows of a run: one picture, or one a side.
 * @throws RangeError for a view, a layer or a neuron that there is not
 */
export function view(from: Run, name: ViewName, { layer = 0, neuron = 0, side }: ViewOptions = {}): FigureSpec[] {
  const sides: Side[] = side ? [side] : ['baseline', 'parallel'];
  const { steps, summary } = from;
  layerOf(from, { layer });
  switch (name) {
    case 'input':
      return picture(from, name, side ?? 'parallel', layer);
    case 'charge':
    case 'reset':
    case 'membrane':
    case 'spikes':
    case 'probability':
      return sides.flatMap((s) => picture(from, name, s, layer));
    case 'difference':
      return [{
        figure: 'raster', label: `Spikes, ${sideName(from, 'baseline', layer)} against ${sideName(from, 'parallel', layer)}`, steps, channels: layerOf(from, { layer }).neurons,
        values: diffCategories(layerOf(from, { layer }).spikes, layerOf(from, { side: 'baseline', layer }).spikes), difference: true, names: [sideName(from, 'baseline', layer), sideName(from, 'parallel', layer)], divergence: layerOf(from, { layer }).neurons > 3 ? summary[layer].agreement.firstDivergence : null,
      }];
    case 'current':
      return [{ figure: 'lines', label: `Input current of neuron ${neuron}`, threshold: null, xLabel: 'time step', yLabel: `X[t, ${neuron}]`, lines: [{ label: 'input', role: 'input', values: series(from, 'current', neuron, { layer }) }] }];
    case 'trace':
      return [{
        figure: 'lines', label: `Membrane potential of neuron ${neuron}`, threshold: thresholdAt(from, layer), xLabel: 'time step', yLabel: `H[t, ${neuron}]`,
        lines: sides.map((s) => ({ label: sideName(from, s, layer), role: s === 'baseline' ? 'lif' as const : 'parallel' as const, values: series(from, 'membrane', neuron, { side: s, layer }), spikes: spikeTimes(from, neuron, { side: s, layer }) })),
      }];
    case 'terms':
      return sides.map((s) => ({
        figure: 'lines', side: s, label: `Neuron ${neuron} of ${sideName(from, s, layer)}, term by term`, threshold: s === 'parallel' ? thresholdAt(from, layer) : from.experiment.layers[layer].threshold,
        xLabel: 'time step', yLabel: '', lines: termLines(from, s, layer, neuron),
      }));
    case 'leak':
    case 'kernel':
    case 'learned':
      return matrix(from, name, layer);
    case 'rates':
      return [{
        figure: 'histogram', label: 'Firing rates', xLabel: 'spikes per step',
        series: sides.map((s) => ({ label: sideName(from, s, layer), role: s === 'baseline' ? 'lif' as const : 'parallel' as const, values: new Float32Array(summary[layer][s].rates) })),
      }];
    case 'calibration': {
      const { probability } = layerOf(from, { layer });
      return probability ? [{ figure: 'calibration', label: 'Predicted against observed resets', calibration: calibrate(probability, layerOf(from, { side: 'baseline', layer }).spikes) }] : [];
    }
    case 'sweeps': {
      const curve = from.sweeps[layer];
      if (!curve) return [];
      return [{ figure: 'sweeps', label: 'Agreement with the LIF after each sweep', agreement: curve.agreement, settled: curve.settled, current: Math.min(from.experiment.layers[layer].sweeps, curve.agreement.length - 1) }];
    }
    default:
      throw new RangeError(`There is no view "${String(name).slice(0, 40)}"; there are ${VIEWS.join(', ')}.`);
  }
}
