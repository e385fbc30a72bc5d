import type { TimeMatrix } from '@/lib/recording/types';

import { checkFileSize } from './checkFileSize';
import { readCsv } from './csv';
import type { EventStream } from '@/lib/recording/events';
import { FormatError, shown } from './FormatError';
import { readNmnist } from './nmnist';
import { readNpy, type NpyArray } from './npy';
import { listNpz, type NpzEntry } from './npz';
import { sniff, type FileKind } from './sniff';
import { matrixShape, toMatrix } from './toMatrix';

export interface ReadOptions {
  /** Which array of a .npz file; without it, the first that has two axes. */
  readonly entry?: string;
  /** Take the first axis as channels and the second as time. */
  readonly transpose?: boolean;
}

/** An input of the Lab read from a file. */
export type InputFile =
  | {
      readonly kind: 'array';
      readonly name: string;
      /** Sentences on what was done to the file to read it. */
      readonly notes: readonly string[];
      /** The arrays of a .npz file and the one that was read. */
      readonly choices?: { readonly entries: readonly string[]; readonly entry: string };
      /** Names of the channels, where a .csv file gives them. */
      readonly channelNames?: readonly string[];
      readonly matrix: TimeMatrix<Float32Array>;
      /** What a trained neuron learned along time: W `[T, T]` row-major and b `[T]`. */
      readonly learned?: { readonly weights: Float32Array; readonly bias: Float32Array };
    }
  | {
      readonly kind: 'events';
      readonly name: string;
      readonly notes: readonly string[];
      readonly stream: EventStream;
    };

type ArrayInput = Omit<Extract<InputFile, { kind: 'array' }>, 'kind' | 'name'>;

const readable = 'it reads .npy, .npz, .csv and N-MNIST .bin';
const kinds: Record<FileKind, { readonly words: string; readonly endings: readonly string[] }> = {
  npy: { words: 'a numpy array (.npy)', endings: ['npy'] },
  npz: { words: 'a zip of numpy arrays (.npz)', endings: ['npz', 'zip'] },
  csv: { words: 'text with numbers (.csv)', endings: ['csv', 'tsv', 'txt', 'dat'] },
  nmnist: { words: 'N-MNIST events (.bin)', endings: ['bin'] },
};

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function fromArray(array: NpyArray, file: string, transpose: boolean): ArrayInput {
  const notes: string[] = [];
  const shape = matrixShape(array.shape);
  if (!shape) {
    const axes = array.shape.length;
    throw new FormatError(
      file,
      'shape',
      `the shape ${shapeText(array.shape)} has ${axes} ${axes === 1 ? 'axis' : 'axes'}; the Lab reads [T, N] arrays with 2 (or [T] with 1).`,
    );
  }
  if (array.shape.length !== 2) notes.push(`The shape ${shapeText(array.shape)} is read as [T, N] = ${shapeText(shape)}.`);
  const matrix = toMatrix(array.data, shape, transpose, file);
  if (transpose) notes.push('The second axis is read as time.');
  else if (matrix.channels > matrix.steps) {
    notes.push(
      `The first axis is read as time: ${matrix.steps} steps of ${matrix.channels} channels. If it is the other way round, transpose it.`,
    );
  }
  return { notes, matrix };
}

function fromEntry(entries: readonly NpzEntry[], entry: NpzEntry, array: NpyArray, file: string, transpose: boolean): ArrayInput {
  const input = fromArray(array, `${file} (${shown(entry.name)})`, transpose);
  const names = entries.map(({ name }) => name);
  const notes = names.length === 1 ? [] : [`Read “${shown(entry.name)}”, one of ${names.length} arrays.`];
  return { ...input, notes: [...notes, ...input.notes], choices: { entries: names, entry: entry.name } };
}

/** The first array that has two axes and can be read or, failing that, the first that can be read at all. */
function fromFirst(entries: readonly NpzEntry[], file: string, transpose: boolean): ArrayInput {
  const skipped: string[] = [];
  let fallback: ArrayInput | undefined;
  for (const entry of entries) {
    try {
      const array = entry.read();
      if (fallback && array.shape.length !== 2) continue;
      const input = fromEntry(entries, entry, array, file, transpose);
      fallback ??= input;
      if (array.shape.length === 2) {
        fallback = input;
        break;
      }
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      if (entries.length === 1) throw error;
      skipped.push(error.message);
    }
  }
  if (!fallback) {
    throw new FormatError(
      file,
      'list of entries',
      `of the ${entries.length} arrays in its list of entries none can be read. The first: ${skipped[0]}`,
    );
  }
  const notes = [...fallback.notes, ...skipped.slice(0, 3).map((message) => `Passed over ${message}`)];
  return { ...fallback, notes };
}

function fromNpz(bytes: Uint8Array, file: string, { entry: wanted, transpose = false }: ReadOptions): ArrayInput {
  const entries = listNpz(bytes, file);
  if (wanted === undefined) return fromFirst(entries, file, transpose);
  const entry = entries.find(({ name }) => name === wanted);
  if (!entry) {
    const names = entries.slice(0, 8).map(({ name }) => shown(name)).join(', ');
    throw new FormatError(
      file,
      'list of entries',
      `the list of entries has no array “${shown(wanted)}”; it has ${names}${entries.length > 8 ? ', …' : ''}.`,
    );
  }
  return fromEntry(entries, entry, entry.read(), file, transpose);
}

function fromCsv(bytes: Uint8Array, file: string, transpose: boolean): ArrayInput {
  const { names, steps, channels, data } = readCsv(bytes, file);
  const matrix = toMatrix(data, [steps, channels], transpose, file);
  if (!names || transpose) return { notes: [], matrix };
  return { notes: ['The first row names the columns.'], channelNames: names, matrix };
}

/**
 * Reads a file into the Lab. Its content decides what it is; a note says so where the name promises
 * something else.
 *
 * Arrays become `[T, N]`: `[T]` is taken as one channel, and axes of length 1 are dropped from three or more.
 *
 * @throws {FormatError} whatever cannot be read, in a sentence naming the file, the place and the limit
 */
export function readInput(bytes: Uint8Array, name: string, options: ReadOptions = {}): InputFile {
  checkFileSize(bytes.length, name);
  const found = sniff(bytes, name);
  if (found.kind === 'unsupported') {
    throw new FormatError(name, 'file', `this file looks like ${found.looksLike}. The Lab does not read that yet; ${readable}.`);
  }
  if (found.kind === 'unknown') {
    throw new FormatError(name, 'file', `the Lab does not know this kind of file; ${readable}.`);
  }
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1].toLowerCase();
  const { words, endings } = kinds[found.kind];
  const renamed = ending && !endings.includes(ending) ? [`Named .${shown(ending)}, but it holds ${words} and is read as that.`] : [];

  if (found.kind === 'nmnist') return { kind: 'events', name, notes: renamed, stream: readNmnist(bytes, name) };
  const transpose = options.transpose ?? false;
  let input: ArrayInput;
  if (found.kind === 'npy') input = fromArray(readNpy(bytes, name), name, transpose);
  else if (found.kind === 'npz') input = fromNpz(bytes, name, options);
  else input = fromCsv(bytes, name, transpose);
  return { kind: 'array', name, ...input, notes: [...renamed, ...input.notes] };
}
