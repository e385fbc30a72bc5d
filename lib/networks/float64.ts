/** A network in the float64 form: the baseline of every run, and the first picture before tfjs has loaded. */
import type { LayerTrace } from '../recording/types';
import { forwardFloat64InPieces } from '../neurons/float64';
import { runCellInPieces, type CellConstants } from '../neurons/sequential/cell';
import { paced, part, type Pieces } from '../numerics/pieces';
import { layerCurrent } from './current';
import { chanceDraws, type LayerPlan, type NetworkPlan } from './plan';

// Twenty times faster than Float32Array.from, which walks an iterator.
const single = (values: ArrayLike<number>) => new Float32Array(values);

/** One sequential layer: what the reset took away is the charge without any reset, less the membrane. */
export function* traceCell(cell: CellConstants, current: Float32Array, steps: number, neurons: number, threshold: number): Pieces<LayerTrace> {
  const { membrane, spikes } = yield* part(runCellInPieces(cell, current, steps, neurons, threshold), 0, 0.5);
  const free = cell.reset === 'none'
    ? membrane
    : (yield* part(runCellInPieces({ ...cell, reset: 'none' }, current, steps, neurons, threshold), 0.5, 1)).membrane;
  return {
    neurons,
    current,
    charge: single(free),
    reset: single(free.map((d, k) => d - membrane[k])),
    probability: cell.reset === 'none' ? null : single(spikes),
    membrane: single(membrane),
    spikes,
  };
}

function* traceParallel(plan: NetworkPlan, index: number, current: Float32Array): Pieces<LayerTrace> {
  const layer = plan.layers[index];
  if (layer.neuron.form === 'sequential') return yield* traceCell(layer.neuron.cell, current, plan.steps, layer.neurons, layer.threshold);
  const { formula } = layer.neuron;
  const trace = yield* forwardFloat64InPieces(
    { formula, steps: plan.steps, channels: layer.neurons, threshold: layer.threshold, learned: layer.learned, draws: chanceDraws(plan, index) },
    current,
  );
  return {
    neurons: layer.neurons,
    current,
    charge: single(trace.charge),
    reset: single(trace.reset),
    probability: trace.rho && formula.reset?.source.kind !== 'input' ? single(trace.rho) : null,
    membrane: single(trace.membrane),
    spikes: trace.spikes,
  };
}

/**
 * Calls `trace` layer by layer, each fed by the spikes of the one before.
 * @param pause awaited with the share done between layers, and every 50 ms within them
 */
async function traceLayers(
  plan: NetworkPlan,
  input: Float32Array,
  trace: (layer: LayerPlan, index: number, current: Float32Array) => Pieces<LayerTrace>,
  pause: (done: number) => Promise<void>,
): Promise<LayerTrace[]> {
  const traces: LayerTrace[] = [];
  let signal: ArrayLike<number> = input;
  for (const [index, layer] of plan.layers.entries()) {
    const stage = (half: number) => (done: number) => pause((index + (half + done) / 2) / plan.layers.length);
    await stage(0)(0);
    const current = await paced(layerCurrent(layer, signal, plan.steps), stage(0));
    await stage(1)(0);
    traces.push(await paced(trace(layer, index, current), stage(1)));
    signal = traces[index].spikes;
  }
  return traces;
}

/** The same network, same weights, with the baseline's neurons. */
export function runBaseline(plan: NetworkPlan, input: Float32Array, pause: (done: number) => Promise<void>): Promise<LayerTrace[]> {
  return traceLayers(plan, input, (layer, _i, x) => traceCell(layer.baseline, x, plan.steps, layer.neurons, layer.threshold), pause);
}

/** The parallel network in float64. */
export function runParallelFloat64(plan: NetworkPlan, input: Float32Array, pause: (done: number) => Promise<void>): Promise<LayerTrace[]> {
  return traceLayers(plan, input, (_l, index, x) => traceParallel(plan, index, x), pause);
}
