/** One measure of two rasters: of each neuron, of all, and in windows of time. */
import { MEASURES, type Measure, type MeasureId, type MeasureSettings } from '../catalogue';
import type { Raster } from '../../recording/raster';
import { part, type Pieces } from '../../numerics/pieces';
import { Average } from './average';
import { cellMatcher, tableOf } from './cells';
import { trainIn, windowFrame, type Frame } from './common';
import { CellTotals } from './matching';
import type { NeuronTables } from './bootstrap';
import { prepare, type PairOptions, type Prepared } from './settings';

/** @throws {RangeError} a name that is none */
export function measureOf(id: MeasureId): Measure {
  const measure = MEASURES.find((one) => one.id === id);
  if (!measure) throw new RangeError(`The measures are ${MEASURES.map((one) => one.id).join(', ')}; “${id}” is none of them.`);
  return measure;
}

/** Spikes of one piece of the work. */
const PIECE_SPIKES = 100_000;

/** What a measure has to look at in a neuron, in spikes or in bins; a call costs as much as some spikes. */
const costOf = (measure: Measure, a: Raster, b: Raster, neuron: number, steps: number): number =>
  64 + a.offsets[neuron + 1] - a.offsets[neuron] + b.offsets[neuron + 1] - b.offsets[neuron] + (measure.kind === 'train' && measure.parameters.includes('bin') ? steps : 0);

/** A measure of two trains that keeps its value for two silent ones, which many neurons are in a short window. */
export function betweenTrains(measure: Measure, settings: MeasureSettings): (a: Float64Array, b: Float64Array) => number {
  let silent: number | null = null;
  return (a, b) => (a.length + b.length > 0 ? measure.between(a, b, settings) : (silent ??= measure.between(a, b, settings)));
}

/** Gives the value of each neuron in turn; the rasters are in the frame's unit. */
function* eachNeuron(measure: Measure, a: Raster, b: Raster, { frame, neurons, settings }: Prepared, give: (value: number, place: number) => void): Pieces<void> {
  const match = cellMatcher(a, b, frame, 0);
  const between = betweenTrains(measure, settings);
  let work = 0;
  for (const [k, neuron] of neurons.entries()) {
    give(measure.kind === 'grid' ? measure.of(tableOf(match(neuron), frame.steps)) : between(trainIn(a, neuron, frame), trainIn(b, neuron, frame)), k);
    work += costOf(measure, a, b, neuron, frame.steps);
    if (work < PIECE_SPIKES) continue;
    work = 0;
    yield (k + 1) / neurons.length;
  }
}

/**
 * A measure of two rasters that are in the frame's unit: of trains the mean over neurons, NaN left out; of a grid the value for the
 * cells of all neurons together.
 */
export function* valueOf(measure: Measure, a: Raster, b: Raster, prepared: Prepared): Pieces<number> {
  const { frame, neurons } = prepared;
  if (measure.kind === 'train') {
    const average = new Average();
    yield* eachNeuron(measure, a, b, prepared, (value) => average.add(value));
    return average.mean;
  }
  const match = cellMatcher(a, b, frame, 0);
  const cells = new CellTotals();
  let work = 0;
  for (const [k, neuron] of neurons.entries()) {
    cells.add(neuron, match(neuron));
    work += costOf(measure, a, b, neuron, frame.steps);
    if (work < PIECE_SPIKES) continue;
    work = 0;
    yield (k + 1) / neurons.length;
  }
  return measure.of(tableOf(cells, frame.steps * neurons.length));
}

/**
 * A measure of two rasters, neuron by neuron.
 *
 * @returns `[neurons]`, in the order of `options.neurons`; NaN where the measure is not defined
 * @throws {RangeError} as `comparePair`
 */
export function* neuronValues(a: Raster, b: Raster, measure: MeasureId, options: PairOptions = {}): Pieces<Float64Array> {
  const prepared = prepare([a, b], options);
  const values = new Float64Array(prepared.neurons.length);
  yield* eachNeuron(measureOf(measure), prepared.rasters[0], prepared.rasters[1], prepared, (value, k) => {
    values[k] = value;
  });
  return values;
}

/**
 * Cells of two rasters in which both fire or only one, neuron by neuron, for the interval of a measure of cells.
 * @throws {RangeError} as `comparePair`
 */
export function* neuronTables(a: Raster, b: Raster, options: PairOptions = {}): Pieces<NeuronTables> {
  const { frame, neurons, rasters: [first, second] } = prepare([a, b], options);
  const match = cellMatcher(first, second, frame, 0);
  const [both, onlyA, onlyB] = [0, 1, 2].map(() => new Uint32Array(neurons.length));
  let work = 0;
  for (const [k, neuron] of neurons.entries()) {
    const counts = match(neuron);
    [both[k], onlyA[k], onlyB[k]] = [counts.both, counts.onlyA, counts.onlyB];
    work += 16 + first.offsets[neuron + 1] - first.offsets[neuron] + second.offsets[neuron + 1] - second.offsets[neuron];
    if (work < PIECE_SPIKES) continue;
    work = 0;
    yield (k + 1) / neurons.length;
  }
  return { both, onlyA, onlyB, cells: frame.steps };
}

/** Edges of `windows` windows of a frame, `[windows + 1]`, as equal as whole grid steps allow; fewer where there are fewer steps. */
export function equalWindows({ edges: [start, end], dt, steps }: Frame, windows: number): Float64Array {
  const n = Math.max(1, Math.min(windows, steps));
  return Float64Array.from({ length: n + 1 }, (_, k) => (k === n ? end : start + Math.round((k * steps) / n) * dt));
}

/**
 * A measure over time: one value a window, of what lies in it.
 *
 * @param windows edges of the windows, `[W + 1]`, ascending, in the common unit; a window is widened to whole grid steps
 * @returns `[W]`
 * @throws {RangeError} as `comparePair`, and of a window that is empty
 */
export function* windowValues(a: Raster, b: Raster, measure: MeasureId, windows: ArrayLike<number>, options: PairOptions = {}): Pieces<Float64Array> {
  const prepared = prepare([a, b], options);
  const [first, second] = prepared.rasters;
  const values = new Float64Array(Math.max(0, windows.length - 1));
  for (let w = 0; w < values.length; w++) {
    const frame = windowFrame(prepared.frame, [windows[w], windows[w + 1]]);
    const settings = { ...prepared.settings, edges: frame.edges };
    values[w] = yield* part(valueOf(measureOf(measure), first, second, { ...prepared, frame, settings }), w / values.length, (w + 1) / values.length);
    yield (w + 1) / values.length;
  }
  return values;
}
