/** Figures of the race as specifications: plain data from runs. */
import type { DatasetFacts, EpochPoint, Thumbnail } from '@/lib/engine/training/protocol';
import { neuronLabel } from '@/lib/experiment/recipe';
import type { ColourKey } from '@/lib/figures/neuronColours';
import type { ConfusionSpec, CurvesSpec, DensitySpec, EvolutionSpec, SheetSpec, StackedSpec } from '@/lib/figures/training/spec';
import type { CurvePoint } from '@/lib/figures/training/curvePath';
import type { Evaluation } from '@/lib/networks/training/evaluate';
import type { TrainingRun } from '@/lib/stores/training';
import { nanojoules, type Costs } from './energy';

export type Across = 'epoch' | 'seconds';

/** Runs of one neuron, whatever their seed. */
export interface Group {
  readonly kind: ColourKey;
  readonly label: string;
  readonly runs: readonly TrainingRun[];
}

export function groupsOf(runs: readonly TrainingRun[]): Group[] {
  const kinds = [...new Set(runs.map((run) => run.recipe.neuron.kind))];
  return kinds.map((kind) => ({ kind, label: neuronLabel(kind), runs: runs.filter((run) => run.recipe.neuron.kind === kind) }));
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Mean and standard deviation over seeds of a number of each epoch. */
export function curve(runs: readonly TrainingRun[], across: Across, of: (point: EpochPoint, run: TrainingRun) => number | null): CurvePoint[] {
  // Up to where every seed is: a mean over fewer of them would jump.
  const shortest = Math.min(...runs.map(({ history }) => history.length || Infinity));
  return Array.from({ length: Number.isFinite(shortest) ? shortest : 0 }, (_, k) => k).flatMap((k): CurvePoint[] => {
    const there = runs.flatMap((run) => {
      const point = run.history[k];
      const value = point && of(point, run);
      return value === null || value === undefined ? [] : [{ x: across === 'epoch' ? point.epoch : point.seconds, value }];
    });
    if (there.length === 0) return [];
    const mean = meanOf(there.map(({ value }) => value));
    const x = meanOf(there.map((t) => t.x));
    if (there.length < 2) return [[x, mean]];
    const spread = Math.sqrt(there.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (there.length - 1));
    return [[x, mean, mean - spread, mean + spread]];
  });
}

const xEnd = (runs: readonly TrainingRun[], across: Across) => (across === 'epoch' ? Math.max(1, ...runs.map((run) => run.recipe.learning.epochs)) : undefined);

/** The same number of validation and, thin, of training. */
function pairOf(runs: readonly TrainingRun[], across: Across, validation: (p: EpochPoint) => number, training: (p: EpochPoint) => number | null): CurvesSpec['series'] {
  return groupsOf(runs).flatMap(({ kind, label, runs: own }) => [
    { label, colour: kind, points: curve(own, across, validation), seeds: own.length },
    { label: '', colour: kind, style: 'thin' as const, points: curve(own, across, training), seeds: own.length },
  ]);
}

const EMPTY = 'Nothing is trained yet. Press Train.';

export function accuracySpec(runs: readonly TrainingRun[], facts: DatasetFacts | null, across: Across): CurvesSpec {
  const references = facts ? [{ label: 'chance', value: facts.chance }, ...(facts.linear === null ? [] : [{ label: 'linear', value: facts.linear }])] : [];
  return {
    figure: 'curves', label: 'accuracy by epoch', empty: EMPTY, xLabel: across, yLabel: 'accuracy', unit: 'share', better: 'higher', xEnd: xEnd(runs, across),
    yDomain: [0, 1], references, series: pairOf(runs, across, (p) => p.validationAccuracy, (p) => p.accuracy),
  };
}

export function lossSpec(runs: readonly TrainingRun[], across: Across): CurvesSpec {
  return {
    figure: 'curves', label: 'loss by epoch', empty: EMPTY, xLabel: across, yLabel: 'loss', better: 'lower', xEnd: xEnd(runs, across),
    series: pairOf(runs, across, (p) => p.validationLoss, (p) => p.loss),
  };
}

export type RateKind = 'rates' | 'fired';

export function rateSpec(runs: readonly TrainingRun[], across: Across, block: number, kind: RateKind): CurvesSpec {
  return {
    figure: 'curves', label: `firing of block ${block + 1}`, empty: EMPTY, xLabel: across, unit: 'share', xEnd: xEnd(runs, across),
    yLabel: kind === 'rates' ? 'spikes a step and neuron' : 'neurons that fire at least once in a sample',
    series: groupsOf(runs).map(({ kind: colour, label, runs: own }) => ({ label, colour, points: curve(own, across, (p) => p[kind][block] ?? null), seeds: own.length })),
  };
}

export function energySpec(runs: readonly TrainingRun[], across: Across, costs: Costs): CurvesSpec {
  return {
    figure: 'curves', label: 'energy of one answer', empty: EMPTY, xLabel: across, yLabel: 'nJ an answer', better: 'lower', xEnd: xEnd(runs, across),
    series: groupsOf(runs).map(({ kind, label, runs: own }) => ({ label, colour: kind, points: curve(own, across, (p) => nanojoules(p.operations, costs)), seeds: own.length })),
  };
}

export function timeSpec(runs: readonly TrainingRun[]): StackedSpec {
  const bars = groupsOf(runs).flatMap(({ kind, label, runs: own }) => {
    const times = own.flatMap((run) => run.history.flatMap(({ times: t }) => t ?? []));
    if (times.length === 0) return [];
    const middle = (pick: (t: (typeof times)[number]) => number) => {
      const sorted = times.map(pick).sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)];
    };
    return [{ label, colour: kind, values: [middle((t) => t.forward), middle((t) => t.backward), middle((t) => t.update)] }];
  });
  return { figure: 'stacked', label: 'milliseconds of one optimiser step', empty: EMPTY, parts: ['forward', 'backward', 'update'], bars };
}

export function gradientSpec(runs: readonly TrainingRun[], block: number): CurvesSpec {
  return {
    figure: 'curves', label: `gradient of block ${block + 1} by time step`, empty: EMPTY, xLabel: 'time step', yLabel: '‖∂L/∂X‖', log: true,
    series: groupsOf(runs).flatMap(({ kind, label, runs: own }) => {
      const last = own.flatMap((run) => run.history.at(-1)?.gradients[block] ?? []);
      const steps = own[0]?.history.at(-1)?.gradients[block]?.length ?? 0;
      const seeds = steps ? last.length / steps : 0;
      const points = Array.from({ length: steps }, (_, t): CurvePoint => [t, meanOf(Array.from({ length: seeds }, (_v, s) => last[s * steps + t]))]).filter(([, v]) => v > 0);
      return points.length ? [{ label, colour: kind, points }] : [];
    }),
  };
}

/** Membranes of one block, a ridge a neuron; binned anew on common edges. */
export function densitySpec(runs: readonly TrainingRun[], block: number): DensitySpec {
  const shown = groupsOf(runs).flatMap(({ kind, label, runs: own }) => {
    const membranes = own[0]?.history.at(-1)?.membranes;
    return membranes?.counts[block] ? [{ kind, label: own.length > 1 ? `${label}, seed ${own[0].recipe.seed}` : label, edges: membranes.edges, counts: membranes.counts[block], above: membranes.above[block], threshold: kind === 'psn' ? 0 : own[0].recipe.neuron.threshold }] : [];
  });
  const low = Math.min(...shown.map(({ edges }) => edges[0]));
  const high = Math.max(...shown.map(({ edges }) => edges[1]));
  const bins = 64;
  const edges = shown.length ? Array.from({ length: bins + 1 }, (_, k) => low + ((high - low) * k) / bins) : [0, 1];
  const series = shown.map(({ kind, label, edges: [from, to], counts, above }) => {
    const again = new Array<number>(bins).fill(0);
    // A bin's count is spread over the common bins it covers.
    counts.forEach((n, k) => {
      const width = (to - from) / counts.length;
      const [left, right] = [from + k * width, from + (k + 1) * width];
      for (let b = 0; b < bins; b++) again[b] += n * Math.max(0, Math.min(right, edges[b + 1]) - Math.max(left, edges[b])) / width;
    });
    return { label, colour: kind, counts: again, above };
  });
  const thresholds = [...new Set(shown.filter(({ kind }) => kind !== 'psn').map(({ threshold }) => threshold))];
  return { figure: 'density', label: `membrane potentials of block ${block + 1}`, empty: EMPTY, edges, series, threshold: thresholds[0] ?? (shown.length ? 0 : null) };
}

export function evolutionSpec(run: TrainingRun | undefined, block: number, difference: boolean): EvolutionSpec {
  const frames = (run?.history ?? []).flatMap(({ epoch, matrices }) => (matrices[block]?.length ? [{ label: epoch === 0 ? 'start' : `epoch ${epoch}`, values: matrices[block] }] : []));
  const kind = run?.recipe.neuron.kind;
  const size = frames[0] ? Math.round(Math.sqrt(frames[0].values.length)) : 0;
  const fixed = run && run.history.length > 0 && frames.length === 0;
  return {
    figure: 'evolution', label: `learned matrix of block ${block + 1}`, size, frames, difference, colours: kind === 'rpsu' ? 'reset' : 'charge',
    empty: fixed ? `${neuronLabel(run.recipe.neuron.kind)} learns no matrix: its A and R are fixed by τ.` : EMPTY,
  };
}

export function confusionSpec(run: TrainingRun | undefined, facts: DatasetFacts | null, shown: Evaluation | null): ConfusionSpec {
  const labels = facts && shown && facts.classes.length ** 2 === shown.confusion.length ? facts.classes : [];
  return { figure: 'confusion', label: 'answers by true class', empty: EMPTY, labels, counts: labels.length && shown ? shown.confusion : [], colour: run?.recipe.neuron.kind };
}

export function mistakesSpec(pictures: readonly (Thumbnail & { answer: number })[], facts: DatasetFacts | null, colour?: ColourKey): SheetSpec {
  return {
    figure: 'sheet', label: 'the surest mistakes', empty: 'No mistake so far.', thumb: 56, colour,
    pictures: pictures.map(({ rows, columns, values, label, answer }) => ({ rows, columns, values, label: facts?.classes[label] ?? String(label), caption: `said ${facts?.classes[answer] ?? answer}`, wrong: true })),
  };
}

export function sheetSpec(facts: DatasetFacts): SheetSpec {
  return { figure: 'sheet', label: `samples of ${facts.name}`, thumb: 44, pictures: facts.sheet.map(({ rows, columns, values, label }) => ({ rows, columns, values, label: facts.classes[label] })) };
}
