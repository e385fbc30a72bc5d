import { whole } from '@/lib/numerics/pieces';
import { readNir } from '@/lib/nir/readNir';
import { runNir, type NirOptions, type NirRecord, type NirRun } from '@/lib/nir/run';
import type { NirGraph, NirNode, NirParameter } from '@/lib/nir/types';
import type { FileLike } from '@/lib/formats/source';

/** A file as a browser would hand it over. */
export const fileOf = (path: string, bytes: Uint8Array): FileLike => ({
  path,
  size: bytes.length,
  slice: (from, to) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer as ArrayBuffer }),
});

export const read = (path: string, bytes: Uint8Array): Promise<NirGraph> => readNir(fileOf(path, bytes), async () => undefined);

/** A parameter from nested numbers. */
export function param(value: number | readonly unknown[]): NirParameter {
  const shape: number[] = [];
  for (let level: unknown = value; Array.isArray(level); level = level[0]) shape.push(level.length);
  return { shape, data: Float64Array.from(Array.isArray(value) ? (value.flat(Infinity) as number[]) : [value as number]) };
}

/** A node of a type with parameters; words become texts. */
export function node(name: string, type: string, parameters: Record<string, number | string | readonly unknown[]> = {}): NirNode {
  const entries = Object.entries(parameters);
  return {
    name,
    type,
    parameters: Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === 'string' ? [] : [[key, param(value)] as const]))),
    texts: Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : []))),
  };
}

export const graphOf = (nodes: readonly NirNode[], edges: readonly (readonly [string, string])[]): NirGraph => ({ version: '1.0', nodes, edges });

/** input → the nodes in order → output. */
export function chain(inputs: readonly number[], nodes: readonly NirNode[], outputs: readonly number[]): NirGraph {
  const all = [node('input', 'Input', { shape: inputs }), ...nodes, node('output', 'Output', { shape: outputs })];
  return graphOf(all, all.slice(1).map(({ name }, i) => [all[i].name, name] as const));
}

const defaults: NirOptions = { dt: 1, discretisation: 'euler', reset: 'zero', record: 'all' };

/** Runs a graph on rows of numbers, one a step. */
export function run(graph: NirGraph, rows: readonly (readonly number[])[], options: Partial<NirOptions> = {}): NirRun {
  return whole(runNir(graph, { steps: rows.length, channels: rows[0].length, data: rows.flat() }, { ...defaults, ...options }));
}

export function recordOf({ recorded }: NirRun, name: string): NirRecord {
  const found = recorded.find((record) => record.name === name);
  if (!found) throw new Error(`${name} was not recorded.`);
  return found;
}

/** What a node gave, step by step, rounded for comparison. */
export const membraneRows = (result: NirRun, name: string): number[][] => {
  const { membrane, neurons } = recordOf(result, name);
  return Array.from({ length: result.steps }, (_, t) => Array.from(membrane.subarray(t * neurons, (t + 1) * neurons)));
};
