/** A network of a .nir file, run on an input that the reader chose. */
import { checkGraph } from '../../nir/check';
import { kindOf } from '../../nir/kinds';
import { runNir, type NirInput } from '../../nir/run';
import { NIR_LIMITS, sizeOf, type NirGraph } from '../../nir/types';
import type { Pieces } from '../../numerics/pieces';
import { randomStream } from '../../numerics/random';
import { trainOf, type Raster } from '../../recording/raster';
import type { Jobs, NirSettings } from './jobs';

/** Values that a graph takes in one step; 0 where its shapes do not fit. */
export function channelsOf(graph: NirGraph): number {
  const { outputs } = checkGraph(graph);
  return graph.nodes.reduce((sum, { type }, i) => sum + (type === 'Input' ? sizeOf(outputs[i] ?? [0]) : 0), 0);
}

/** The spikes of a raster as numbers, `[T, N]`: how many lie in each step or bin. */
function denseOf(raster: Raster, bin: number | null): NirInput {
  const { neurons, start, end, name } = raster;
  const dt = raster.dt ?? bin;
  if (dt === null) throw new RangeError(`${name} has no steps; a network runs in steps. Say how wide a bin of it is.`);
  const steps = Math.max(1, Math.ceil((end - start) / dt - 1e-6));
  if (steps * neurons > NIR_LIMITS.recorded) throw new RangeError(`${name} has ${steps} steps of ${neurons} neurons, more than a network is run on.`);
  const data = new Float32Array(steps * neurons);
  for (let n = 0; n < neurons; n++) for (const time of trainOf(raster, n)) data[Math.min(steps - 1, Math.floor((time - start) / dt + 1e-6)) * neurons + n]++;
  return { steps, channels: neurons, data };
}

function inputOf(graph: NirGraph, { input }: NirSettings, rasterOf: (id: string) => Raster): NirInput {
  if (input.kind === 'spikes') return denseOf(rasterOf(input.source), input.bin);
  if (input.kind === 'trace') {
    const raster = rasterOf(input.source);
    if (!raster.traces[input.trace]) throw new RangeError(`${raster.name} no longer has what was chosen as the input.`);
    const { steps, values } = raster.traces[input.trace];
    return { steps, channels: raster.neurons, data: values };
  }
  const { steps, rate, amplitude, seed } = input;
  const channels = channelsOf(graph);
  if (steps * channels > NIR_LIMITS.recorded) throw new RangeError(`${steps} steps of ${channels} values are more than a network is run on.`);
  const random = randomStream(seed, 'nir/input');
  return { steps, channels, data: Float32Array.from({ length: steps * channels }, () => (random.uniform() < rate ? amplitude : 0)) };
}

/**
 * Runs a graph and gives a raster for each node that fires.
 * @throws {RangeError} as `runNir`; an input that has no steps or too many values
 */
export function* runGraph(graph: NirGraph, name: string, settings: NirSettings, rasterOf: (id: string) => Raster): Pieces<Jobs['run-nir']['answer']> {
  const { dt, discretisation, reset } = settings;
  const record = graph.nodes.filter(({ type }) => kindOf(type)?.spikes).map((node) => node.name);
  const { recorded, notes } = yield* runNir(graph, inputOf(graph, settings, rasterOf), { dt, discretisation, reset, record });
  const how = `${discretisation === 'euler' ? 'Euler' : 'exact'}, reset ${reset === 'zero' ? 'to zero' : 'by subtraction'}${dt === null ? '' : `, dt ${Number((1000 * dt).toPrecision(6))} ms`}`;
  return { rasters: recorded.map((node) => ({ ...node.raster, name: `${name}, ${node.name} (${how})` })), notes };
}
