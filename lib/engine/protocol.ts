/** What the page and the engine's worker say to each other. Buffers of a result are transferred, not copied. */
import type { Experiment } from '../experiment/schema';
import type { InputFile } from '../formats/readInput';
import type { Recording } from '../recording/types';

export type BackendName = 'webgl' | 'wasm' | 'cpu' | 'webgpu';

export interface BackendReport {
  readonly backend: BackendName;
  /** What it runs on, in the browser's words. */
  readonly device: string;
  readonly bits: 16 | 32;
  /** Largest error of the self-check against float64, relative to max(1, largest value). */
  readonly error: number;
}

export interface EngineStatus {
  readonly state: 'starting' | 'ready' | 'failed';
  readonly report: BackendReport | null;
  /** Backends that were tried and not used, with the reason. */
  readonly refused: readonly { readonly backend: BackendName; readonly reason: string }[];
}

export type ToEngine =
  | { readonly type: 'start'; readonly prefer: BackendName | null }
  | { readonly type: 'run'; readonly id: number; readonly experiment: Experiment }
  | { readonly type: 'file'; readonly key: string; readonly file: InputFile }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'lose-context' }
  | { readonly type: 'memory'; readonly id: number };

export type FromEngine =
  | { readonly type: 'status'; readonly status: EngineStatus }
  | { readonly type: 'progress'; readonly id: number; readonly done: number; readonly stage: string }
  | { readonly type: 'result'; readonly id: number; readonly recording: Recording }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'notice'; readonly message: string }
  | { readonly type: 'memory'; readonly id: number; readonly tensors: number };

/** Every buffer of a reader's file, for transfer. */
export function buffersOfFile(file: InputFile): ArrayBuffer[] {
  const arrays = file.kind === 'array' ? [file.matrix.data] : Object.values(file.stream.events as unknown as Record<string, ArrayBufferView>);
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))];
}

/** Every buffer of a Recording, once each, for transfer. */
export function buffersOf(recording: Recording): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const add = (array: ArrayBufferView | null | undefined) => array && buffers.add(array.buffer as ArrayBuffer);
  for (const layer of [...recording.parallel, ...recording.baseline]) {
    for (const array of [layer.current, layer.charge, layer.reset, layer.probability, layer.membrane, layer.spikes]) add(array);
  }
  for (const numbers of recording.learned) if (numbers) [numbers.weights, numbers.bias].forEach(add);
  add(recording.input.data);
  return [...buffers];
}
