import { shown } from '../formats/FormatError';
import { stretches, type Pieces } from '../numerics/pieces';
import { count } from '../numerics/words';
import { rasterFromDense, type Raster } from '../recording/raster';
import { checkGraph, countsInSteps, incoming, type GraphCheck } from './check';
import type { Discretisation, Unit } from './kind';
import { kindOf } from './kinds';
import { called } from './parameters';
import { NIR_LIMITS, sizeOf, type NirGraph, type NirNode, type Shape } from './types';

export interface NirInput {
  /** T. */
  readonly steps: number;
  /** Values a step: those of all Inputs, one after the other in the order of `graph.nodes`, each in C order. */
  readonly channels: number;
  /** `[T, channels]`, time-major. */
  readonly data: ArrayLike<number>;
}

export interface NirOptions {
  /** Length of a step in seconds; null where the graph counts in steps, and one step is the unit of its time constants. */
  readonly dt: number | null;
  readonly discretisation: Discretisation['method'];
  readonly reset: Discretisation['reset'];
  /** Names of the nodes to record; `all` stands for all that have a membrane or give spikes. */
  readonly record: readonly string[] | 'all';
}

/** What one node did, `[T, N]`, time-major. */
export interface NirRecord {
  readonly name: string;
  readonly type: string;
  readonly shape: Shape;
  readonly neurons: number;
  /** 0 or 1; null where the node gives none. */
  readonly spikes: Uint8Array | null;
  /** What is carried to the next step, after the reset; for nodes without a membrane what they gave. */
  readonly membrane: Float32Array;
  /** The same as a raster, the membrane as its trace; in seconds, or in steps. */
  readonly raster: Raster;
}

export interface NirRun {
  readonly steps: number;
  readonly recorded: readonly NirRecord[];
  /** What each Output was given, summed over all steps: for spikes, how many. */
  readonly outputs: readonly { readonly name: string; readonly shape: Shape; readonly total: Float64Array }[];
  /** What to know about this run, a sentence each. */
  readonly notes: readonly string[];
}

/** Multiply–adds of one step. */
export function stepCost(graph: NirGraph, { inputs, outputs }: GraphCheck): number {
  return graph.nodes.reduce((sum, node, i) => sum + (kindOf(node.type)?.cost(node, inputs[i] ?? [0], outputs[i] ?? [0]) ?? 0), 0) + graph.edges.length;
}

function recordedNodes({ nodes }: NirGraph, record: NirOptions['record']): number[] {
  if (record === 'all') return nodes.flatMap(({ type }, i) => (kindOf(type)?.spikes || kindOf(type)?.integrates ? [i] : []));
  return record.map((name) => {
    const at = nodes.findIndex((node) => node.name === name);
    if (at < 0) throw new RangeError(`There is no node “${shown(name)}” to record.`);
    return at;
  });
}

/** Refuses what cannot be run or would take too much, before anything is allocated. */
function checkRun(graph: NirGraph, check: GraphCheck, { steps, channels, data }: NirInput, { dt, record }: NirOptions): void {
  if (check.problems.length > 0) throw new RangeError(check.problems[0]);
  if (dt !== null && !(dt > 0 && dt < Infinity)) throw new RangeError(`A step of ${dt} s is none; it should be longer than 0.`);
  if (!Number.isInteger(steps) || steps < 1 || steps > NIR_LIMITS.steps) throw new RangeError(`The input has ${count(steps)} steps; from 1 to ${count(NIR_LIMITS.steps)} are run.`);
  if (data.length !== steps * channels) throw new RangeError(`The input has ${count(data.length)} values, not ${count(steps)} × ${count(channels)}.`);
  const wanted = graph.nodes.reduce((sum, { type }, i) => sum + (type === 'Input' ? sizeOf(check.outputs[i]!) : 0), 0);
  if (channels !== wanted) throw new RangeError(`The graph takes ${count(wanted)} values a step; the input has ${count(channels)}.`);
  const together = check.outputs.reduce((sum, shape) => sum + sizeOf(shape!), 0);
  if (together > NIR_LIMITS.values) throw new RangeError(`The nodes would give ${count(together)} values a step; the limit is ${count(NIR_LIMITS.values)}.`);
  const each = stepCost(graph, check);
  if (each > NIR_LIMITS.operationsOfStep) {
    throw new RangeError(`One step would take ${count(Math.round(each / 1e6))} million multiply–adds; the limit is ${count(NIR_LIMITS.operationsOfStep / 1e6)} million.`);
  }
  const operations = steps * each;
  if (operations > NIR_LIMITS.operations) {
    throw new RangeError(`This run would take ${count(Math.round(operations / 1e6))} million multiply–adds; the limit is ${count(NIR_LIMITS.operations / 1e6)} million. Use fewer steps.`);
  }
  const values = recordedNodes(graph, record).reduce((sum, at) => sum + steps * sizeOf(check.outputs[at]!), 0);
  if (values > NIR_LIMITS.recorded) throw new RangeError(`This run would record ${count(values)} values; the limit is ${count(NIR_LIMITS.recorded)}. Use fewer steps, or record fewer nodes.`);
  const held = graph.nodes.reduce((sum, node, i) => sum + (kindOf(node.type)!.held?.(node, check.inputs[i]!, dt ?? 1) ?? 0), 0);
  if (!(held <= NIR_LIMITS.delayed)) throw new RangeError(`The delays would hold back ${count(held)} values; the limit is ${count(NIR_LIMITS.delayed)}. Use longer steps.`);
}

function notesOn(graph: NirGraph, { order }: GraphCheck, { dt, discretisation }: NirOptions): string[] {
  const { nodes, edges } = graph;
  const notes = [...order.delayed].sort((a, b) => a - b).map((edge) => `“${shown(edges[edge][0])}” → “${shown(edges[edge][1])}” closes a circle: it carries the value of the step before.`);
  const taus = (node: NirNode) => ['tau', 'tau_mem', 'tau_syn'].flatMap((key) => (Object.hasOwn(node.parameters, key) ? [...node.parameters[key].data] : []));
  if (dt !== null && dt !== 1 && countsInSteps(graph) && nodes.some(({ type }) => kindOf(type)?.integrates)) {
    notes.push(`The graph holds no time constants, so it was most likely made for steps of 1; with steps of ${dt} s its neurons take in only ${dt} of their input.`);
  }
  if (discretisation === 'euler') {
    for (const node of nodes) {
      const shortest = taus(node).reduce((least, tau) => Math.min(least, tau), Infinity);
      if (shortest < (dt ?? 1)) notes.push(`${called(node)} has a time constant of ${shortest}, shorter than the step of ${dt ?? 1}; Euler steps overshoot there.`);
    }
  }
  return notes;
}

/** A node with what it takes: one or more arrays that are added up, or values from outside. */
interface Station {
  readonly node: NirNode;
  readonly unit: Unit;
  readonly sources: readonly Float64Array[];
  readonly sum: Float64Array;
  /** Where the values of an Input begin in a step. */
  readonly from: number;
}

function build({ nodes, edges, ...rest }: NirGraph, { order, inputs, outputs }: GraphCheck, how: Discretisation): Station[] {
  const place = new Map(nodes.map(({ name }, i) => [name, i]));
  const units = nodes.map((node, i) => kindOf(node.type)!.make(node, inputs[i]!, outputs[i]!, how));
  const into = incoming({ nodes, edges, ...rest });
  let channels = 0;
  const froms = nodes.map(({ type }, i) => {
    const from = channels;
    if (type === 'Input') channels += sizeOf(outputs[i]!);
    return from;
  });
  // A source that comes later in the step still holds what it gave in the step before: that is the delay of circles.
  return order.nodes.map((at) => ({
    node: nodes[at],
    unit: units[at],
    sources: into[at].map((edge) => units[place.get(edges[edge][0])!].output),
    sum: new Float64Array(sizeOf(inputs[at]!)),
    from: froms[at],
  }));
}

function step({ node, unit, sources, sum, from }: Station, { data, channels }: NirInput, t: number): void {
  if (node.type === 'Input') {
    for (let i = 0; i < sum.length; i += 1) sum[i] = data[t * channels + from + i];
    unit.step(sum);
  } else if (sources.length === 1) unit.step(sources[0]);
  else {
    sum.set(sources[0]);
    for (let k = 1; k < sources.length; k += 1) for (let i = 0; i < sum.length; i += 1) sum[i] += sources[k][i];
    unit.step(sum);
  }
}

/**
 * Runs a graph in float64, step by step; within a step the nodes take their turn in the order of `orderOf`. The
 * equations are those of neurons.ts, linear.ts, convolution.ts and plain.ts.
 *
 * @throws {RangeError} graphs with problems, inputs of another size, runs beyond `NIR_LIMITS`, values that leave the finite numbers
 */
export function* runNir(graph: NirGraph, input: NirInput, options: NirOptions): Pieces<NirRun> {
  const check = checkGraph(graph);
  checkRun(graph, check, input, options);
  const { steps } = input;
  const stations = build(graph, check, { dt: options.dt ?? 1, method: options.discretisation, reset: options.reset });
  const byName = new Map(stations.map((station) => [station.node.name, station]));
  const rows = recordedNodes(graph, options.record).map((at) => {
    const { node, unit } = byName.get(graph.nodes[at].name)!;
    const neurons = unit.output.length;
    const spikes = kindOf(node.type)!.spikes ? new Uint8Array(steps * neurons) : null;
    return { at, node, unit, neurons, spikes, membrane: new Float32Array(steps * neurons) };
  });
  const answers = stations.filter(({ node }) => node.type === 'Output').map(({ node, unit }) => ({ name: node.name, unit, total: new Float64Array(unit.output.length) }));

  yield* stretches(steps, stepCost(graph, check), (from, to) => {
    for (let t = from; t < to; t += 1) {
      for (const station of stations) step(station, input, t);
      for (const { unit, neurons, spikes, membrane } of rows) {
        spikes?.set(unit.output, t * neurons);
        membrane.set(unit.membrane ?? unit.output, t * neurons);
      }
      for (const { unit, total } of answers) for (let i = 0; i < total.length; i += 1) total[i] += unit.output[i];
    }
    const lost = stations.find(({ unit }) => !(unit.membrane ?? unit.output).every(Number.isFinite));
    if (lost) throw new RangeError(`${called(lost.node)} left the range of numbers before step ${to}; is the input finite, and the step short enough for its time constants?`);
  });

  const grid = options.dt === null ? ({ unit: 'step', dt: 1 } as const) : ({ unit: 's', dt: options.dt } as const);
  const recorded = rows.map(({ at, node, neurons, spikes, membrane }): NirRecord => {
    const traces = [{ label: kindOf(node.type)!.integrates ? 'membrane' : 'output', steps, values: membrane }];
    const raster = rasterFromDense((t, n) => spikes?.[t * neurons + n] ?? 0, steps, neurons, { name: node.name, ...grid, traces });
    return { name: node.name, type: node.type, shape: check.outputs[at]!, neurons, spikes, membrane, raster };
  });
  const outputs = answers.map(({ name, total }) => ({ name, total, shape: check.outputs[graph.nodes.findIndex((node) => node.name === name)]! }));
  return { steps, recorded, outputs, notes: notesOn(graph, check, options) };
}
