import type { Pieces } from '@/lib/numerics/pieces';
import type { RasterTrace } from '@/lib/recording/raster';

import { count, plural } from '@/lib/numerics/words';
import { FormatError } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import { axesQuestion, axesText, layoutOf, usualAxes, type Layout } from './axes';
import { fillTimes, manyValues, summariseCells, type Cells, type CellSummary } from './cells';
import { shapeText, type Understood } from '../common';
import type { SpikeOptions, SpikeQuestion, SpikeReading } from '../types';

function checkLayout({ steps, neurons }: Layout, shape: readonly number[], file: string): void {
  if (steps === 0 || neurons === 0) throw new FormatError(file, 'shape', `the shape ${shapeText(shape)} holds no values.`);
  if (steps > SPIKE_LIMITS.steps || neurons > SPIKE_LIMITS.neurons) {
    throw new FormatError(
      file,
      'shape',
      `the shape ${shapeText(shape)} makes ${plural(steps, 'step')} of ${plural(neurons, 'neuron')}; the limits are ${count(SPIKE_LIMITS.steps)} steps and ${count(SPIKE_LIMITS.neurons)} neurons.`,
    );
  }
}

function valueQuestions(found: CellSummary, asked: SpikeOptions['counts'], wholeValues: boolean): SpikeQuestion[] {
  const questions: SpikeQuestion[] = [];
  if (wholeValues && found.several > 0 && asked === undefined) {
    questions.push({
      id: 'counts',
      sentence: `${plural(found.several, 'cell holds', 'cells hold')} 2 spikes or more, up to ${count(found.largest)}; each is taken as one spike. Are they counts to be kept?`,
      answers: [{ label: 'Keep the counts', options: { counts: 'keep' } }],
    });
  }
  if (found.negative > 0 || found.brokenValues >= manyValues) {
    questions.push({
      id: 'values',
      sentence: `The values look like a membrane potential and not like spikes: ${plural(found.broken, 'is no whole number', 'are no whole numbers')}, ${plural(found.negative, 'is', 'are')} below 0. Every value above 0 is taken as a spike.`,
      answers: [],
    });
  }
  return questions;
}

function valueFact(found: CellSummary, counts: boolean): string {
  if (found.broken > 0) return 'not whole numbers; each above 0 is one spike';
  if (found.several === 0) return '0 and 1';
  return counts ? `counts up to ${count(found.largest)}, kept` : `counts up to ${count(found.largest)}, made one`;
}

/**
 * Reads a dense array as spikes on whole steps: a value above 0 at step t is a spike at time t and, where counts are kept, a
 * whole number c stands for c of them.
 *
 * @param cells of any shape; what its axes hold is taken from the options, or found out and asked
 * @param traces quantities that were recorded at the same steps
 * @throws {FormatError} no values, values that are not finite, and anything beyond `SPIKE_LIMITS`
 */
export function* readCells(cells: Cells, { options, name, file, traces = [] }: { options: SpikeOptions; name: string; file: string; traces?: readonly RasterTrace[] }): Pieces<Understood> {
  const { shape } = cells;
  if (shape.length === 0) throw new FormatError(file, 'shape', 'the array is a single number; spikes need an axis of time.');
  const layout = layoutOf(shape, options, file);
  checkLayout(layout, shape, file);
  const { steps, neurons, roles, items } = layout;

  const perNeuron = new Uint32Array(neurons);
  const sums = new Float64Array(neurons);
  const found = yield* summariseCells(cells, layout, perNeuron, sums, file);
  // Fractions are no counts.
  const counts = options.counts === 'keep' && found.broken === 0;
  const spikes = counts ? found.sum : found.active;
  if (spikes > SPIKE_LIMITS.spikes) {
    const help = counts && found.active <= SPIKE_LIMITS.spikes ? ' Made one, the counts can be read.' : '';
    throw new FormatError(file, 'data', `the data hold ${plural(spikes, 'spike')}; the limit is ${count(SPIKE_LIMITS.spikes)}.${help}`);
  }
  const offsets = new Uint32Array(neurons + 1);
  for (let n = 0; n < neurons; n++) offsets[n + 1] = offsets[n] + (counts ? sums[n] : perNeuron[n]);
  const times = new Float64Array(spikes);
  yield* fillTimes(cells, layout, offsets.slice(0, neurons), times, counts);

  // Asked as long as the axes are the usual ones: options that were filled in are no answer.
  const usual = usualAxes(shape);
  const asked = usual.every((role, axis) => role === roles[axis]) ? axesQuestion(shape, usual) : null;
  const itemCount = roles.reduce((product, role, axis) => (role === 'item' ? product * shape[axis] : product), 1);
  const facts: SpikeReading['facts'] = [
    ['Shape', shapeText(shape)],
    ['Axes', axesText(shape, roles)],
    ...(items.length > 0 ? [['Item', `${items.join(', ')} of ${count(itemCount)}, from 0`] as const] : []),
    ['Values', valueFact(found, counts)],
  ];
  return {
    raster: { name, neurons, offsets, times, start: 0, end: steps, unit: 'step', dt: 1, traces },
    facts,
    questions: [...(asked ? [asked] : []), ...valueQuestions(found, options.counts, found.broken === 0)],
    options: {
      axes: roles,
      ...(items.length > 0 ? { items } : {}),
      ...(options.counts ? { counts: options.counts } : {}),
    },
    choices: { shape, ...(items.length > 0 ? { items: itemCount } : {}) },
  };
}
