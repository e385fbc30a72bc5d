import { chargeScale, membraneScale, probabilityScale, resetScale, signedResetScale, type ColourScale } from '@/lib/figures/colourScale';
import type { Theme } from '@/lib/figures/palette';
import type { Level } from '@/lib/figures/trace';
import type { Experiment, LayerSettings } from '@/lib/experiment/schema';
import { isParallelKind, neuronSettings, sequentialSettings } from '@/lib/networks/plan';
import { byChance, thresholdOf, type Formula } from '@/lib/neurons/formula';
import { parallelNeuron } from '@/lib/neurons/parallel';
import type { CellConstants } from '@/lib/neurons/sequential/cell';
import { cellConstants } from '@/lib/neurons/sequential/conventions';
import type { LayerSummary } from '@/lib/recording/summary';
import type { LayerTrace, Recording } from '@/lib/recording/types';

/** One layer of the Recording on show, with everything its figures share. */
export interface View {
  readonly experiment: Experiment;
  readonly recording: Recording;
  readonly index: number;
  readonly layer: LayerSettings;
  readonly steps: number;
  readonly neurons: number;
  readonly parallel: LayerTrace;
  readonly baseline: LayerTrace;
  readonly summary: LayerSummary;
  /** The parallel network's neuron, as it is called. */
  readonly name: string;
  /** The same where there is little room. */
  readonly short: string;
  /** The sequential neuron beside it: LIF, IF or PLIF. */
  readonly baselineName: string;
  /** Null where the parallel network's neuron is a sequential one, run as a loop. */
  readonly formula: Formula | null;
  readonly cell: CellConstants;
  readonly baselineCell: CellConstants;
  /** What the parallel side's H is compared with, and one half where it fires by chance; the baseline's is the layer's θ. */
  readonly threshold: number;
  /** H of the parallel side is the probability to fire. */
  readonly chance: boolean;
  /** The parallel side starts from silence and has made no sweep yet. */
  readonly unswept: boolean;
  /** The thresholds of both sides, for plots that show both. */
  readonly levels: readonly Level[];
  readonly theme: Theme;
  readonly scales: Scales;
}

export interface Scales extends Readonly<Record<'input' | 'charge' | 'reset' | 'probability', ColourScale>> {
  /** Each side around its own threshold, equally wide; `legend` counts from θ where the two differ. */
  readonly membrane: { readonly parallel: ColourScale; readonly baseline: ColourScale; readonly legend: ColourScale };
}

const SEQUENTIAL_NAMES: Record<string, string> = { lif: 'LIF loop', if: 'IF loop', plif: 'PLIF loop' };
export const neuronName = (kind: string) => (isParallelKind(kind) ? parallelNeuron(kind).label : SEQUENTIAL_NAMES[kind]);
export const baselineNameOf = ({ baseline }: Experiment) => baseline.model.toUpperCase();

/** Rounding is nothing: a scale then takes a width of its own. */
function widest(...extents: { lo: number; hi: number }[]): number {
  const largest = Math.max(...extents.flatMap(({ lo, hi }) => [Math.abs(lo), Math.abs(hi)]));
  return largest > 1e-6 ? largest : 0;
}

/** Both thresholds as lines: one where they are the same, each in its side's colour where not. A probability has none. */
function levelsOf(threshold: number, baseline: number, chance: boolean): Level[] {
  if (chance) return [{ value: baseline, role: 'lif' }];
  if (threshold === baseline) return [{ value: threshold }];
  return [{ value: baseline, role: 'lif' }, { value: threshold, role: 'parallel' }];
}

function membraneScales({ parallel: p, baseline: b }: LayerSummary, threshold: number, baseline: number, theme: Theme): Scales['membrane'] {
  const below = Math.min(p.membrane.lo - threshold, b.membrane.lo - baseline);
  const above = Math.max(p.membrane.hi - threshold, b.membrane.hi - baseline);
  const around = (middle: number) => membraneScale([middle + below, middle + above], middle, theme);
  return { parallel: around(threshold), baseline: around(baseline), legend: around(threshold === baseline ? threshold : 0) };
}

/** One layer of a Recording, ready to be shown. */
export function viewOf(experiment: Experiment, recording: Recording, chosen: number, theme: Theme): View {
  const index = Math.min(chosen, recording.parallel.length - 1);
  const layer = experiment.layers[index];
  const parallel = recording.parallel[index];
  const baseline = recording.baseline[index];
  const summary = recording.summary[index];
  const formula = isParallelKind(layer.neuron) ? parallelNeuron(layer.neuron).formula(neuronSettings(experiment, layer)) : null;
  const chance = formula !== null && byChance(formula);
  const threshold = formula ? (chance ? 0.5 : thresholdOf(formula, layer.threshold)) : layer.threshold;
  const source = formula?.reset?.source;
  const { parallel: p, baseline: b } = summary;
  const name = neuronName(layer.neuron);
  return {
    experiment, recording, index, layer, parallel, baseline, summary, name, formula, threshold, chance, theme,
    steps: recording.steps,
    neurons: parallel.neurons,
    short: name.length > 5 ? 'parallel' : name,
    baselineName: baselineNameOf(experiment),
    cell: cellConstants(sequentialSettings(experiment.baseline, layer, isParallelKind(layer.neuron) ? undefined : layer.neuron)),
    baselineCell: cellConstants(sequentialSettings(experiment.baseline, layer)),
    unswept: source?.kind === 'sweeps' && source.guess === 'silence' && source.count === 0,
    levels: levelsOf(threshold, layer.threshold, chance),
    scales: {
      input: chargeScale(widest(p.current, b.current), theme),
      charge: chargeScale(widest(p.charge, b.charge), theme),
      reset: Math.min(p.reset.lo, b.reset.lo) < -1e-6 ? signedResetScale(widest(p.reset, b.reset), theme) : resetScale(widest(p.reset, b.reset), theme),
      membrane: membraneScales(summary, threshold, layer.threshold, theme),
      probability: probabilityScale(theme),
    },
  };
}
