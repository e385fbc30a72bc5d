import { aedatVersion } from '@/lib/formats/aedat';
import { cifarKind } from '@/lib/formats/cifar';
import { FormatError } from '@/lib/formats/FormatError';
import { gunzip } from '@/lib/formats/gunzip';
import { isHdf5 } from '@/lib/formats/hdf5';
import { isIdx } from '@/lib/formats/idx';
import { DATASET_LIMITS } from '@/lib/formats/limits';
import { nmnistEventBytes, nmnistOverflowRow, nmnistPixels } from '@/lib/formats/nmnist';
import { isNpy } from '@/lib/formats/npy';
import { sniff } from '@/lib/formats/sniff';
import { firstBytes, plainSource, readStretch, type FileLike, type Source } from '@/lib/formats/source';
import { zipFolder } from '@/lib/formats/zipFolder';
import { count } from '@/lib/numerics/words';
import { byPath, fileName } from './folders';

/** Kinds of file that samples are read from. */
export type SampleKind = 'idx' | 'cifar' | 'hdf5' | 'aedat2' | 'aedat3' | 'nmnist' | 'npy' | 'npz';

export interface FoundFiles {
  readonly kind: SampleKind;
  readonly sources: Source[];
  /** Text files: names of classes, tables of gestures. */
  readonly texts: Source[];
  /** How many files were passed over. */
  readonly others: number;
}

const kindWords: Record<SampleKind, string> = {
  idx: 'MNIST pictures (IDX)', cifar: 'CIFAR pictures', hdf5: 'spoken digits (HDF5)', aedat2: 'AEDAT 2 recordings', aedat3: 'AEDAT 3 recordings',
  nmnist: 'N-MNIST recordings', npy: 'numpy arrays (.npy)', npz: 'zips of numpy arrays (.npz)',
};
const readable =
  'It reads MNIST and Fashion-MNIST (IDX, gzip or not), CIFAR-10 and CIFAR-100 (binary version), SHD and SSC (.h5), N-MNIST folders or zips, DVS-Gesture and CIFAR10-DVS (.aedat), and events or frames as .npz or .npy.';

/** As many bytes as tell the kinds apart. */
const startBytes = 4096;
/** Files of one ending that are looked into; beyond that the others are taken to be alike. */
const looks = 8;

function isNmnist(start: Uint8Array, size: number): boolean {
  // Zeros alone would be an event at the corner, over and over.
  if (size % nmnistEventBytes !== 0 || start.every((byte) => byte === 0)) return false;
  let events = 0;
  let before = 0;
  for (let at = 0; at + nmnistEventBytes <= start.length; at += nmnistEventBytes) {
    if (start[at + 1] === nmnistOverflowRow) continue;
    const time = ((start[at + 2] & 0x7f) << 16) + (start[at + 3] << 8) + start[at + 4];
    if (start[at] >= nmnistPixels || start[at + 1] >= nmnistPixels || time < before) return false;
    before = time;
    events += 1;
  }
  return events > 0;
}

function kindOf(start: Uint8Array, { path, size }: Source): SampleKind | 'text' | null {
  if (isIdx(start)) return 'idx';
  if (isHdf5(start)) return 'hdf5';
  if (isNpy(start)) return 'npy';
  const version = aedatVersion(start);
  if (version === 'other') {
    throw new FormatError(path, 'byte 0', 'byte 0 begins a recording of AEDAT 4 or another version; versions 2 and 3.1 are read.');
  }
  if (version !== null) return version === 2 ? 'aedat2' : 'aedat3';
  if (start[0] === 0x50 && start[1] === 0x4b) return 'npz';
  if (isNmnist(start, size)) return 'nmnist';
  if (sniff(start, 'file').kind === 'csv') return 'text';
  return cifarKind(start, size) ? 'cifar' : null;
}

/**
 * Zips are folders, unless all that is in them is numpy arrays; gzip is unpacked. Hidden files are no samples.
 * Files come in the order of their paths, and those of a zip as they lie in it, since they are read onward.
 */
async function unpacked(files: readonly FileLike[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const file of byPath(files)) {
    if (/(^|\/)(\.|__MACOSX)/.test(file.path) || file.size === 0) continue;
    // Of many files with a name like that of a recording not each is looked into twice.
    const start = files.length > 1000 && /\.(bin|aedat|npy)$/i.test(file.path) ? new Uint8Array(4) : await readStretch(file, 0, Math.min(4, file.size));
    if (start[0] === 0x1f && start[1] === 0x8b) sources.push(await gunzip(file));
    else if (start[0] === 0x50 && start[1] === 0x4b && !/\.npz$/i.test(file.path)) {
      const inside = await zipFolder(file);
      const arrays = inside.length > 0 && inside.every(({ path }) => /\.npy$/i.test(path) && !path.slice(file.path.length + 1).includes('/'));
      if (arrays) sources.push(plainSource(file));
      else sources.push(...inside.filter(({ path, size }) => size > 0 && !/(^|\/)(\.|__MACOSX)/.test(path)));
    } else sources.push(plainSource(file));
  }
  return sources;
}

const ending = (path: string): string => /\.[A-Za-z0-9]+$/.exec(fileName(path).replace(/\.gz$/i, ''))?.[0].toLowerCase() ?? '';

/** The kind of each group of files with one ending: most of those that were looked into. */
async function kindsByEnding(sources: readonly Source[], pause: () => Promise<void>): Promise<Map<Source, SampleKind | 'text' | null>> {
  const kinds = new Map<Source, SampleKind | 'text' | null>();
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const name = ending(source.path);
    groups.set(name, [...(groups.get(name) ?? []), source]);
  }
  for (const group of groups.values()) {
    const seen: (SampleKind | 'text' | null)[] = [];
    for (const source of group.slice(0, looks)) {
      seen.push(kindOf(await firstBytes(source, startBytes), source));
      await pause();
    }
    const samples = seen.filter((kind) => kind !== null && kind !== 'text');
    // A damaged file among good ones is one of them: its reader says what is wrong.
    const usual = samples[0] ?? seen.find((kind) => kind !== null) ?? null;
    group.forEach((source, i) => kinds.set(source, i < looks ? (seen[i] ?? usual) : usual));
  }
  return kinds;
}

/**
 * Finds out by their content which set the files are.
 *
 * @param name of the folder, for the sentence
 * @throws {FormatError} no files, none that is known, or several sets at once
 */
export async function findFiles(files: readonly FileLike[], name: string, pause: () => Promise<void>): Promise<FoundFiles> {
  if (files.length === 0) throw new FormatError(name, 'folder', 'the folder holds no files.');
  if (files.length > DATASET_LIMITS.files) {
    throw new FormatError(name, 'folder', `the folder holds ${count(files.length)} files; the limit is ${count(DATASET_LIMITS.files)}.`);
  }
  const sources = await unpacked(files);
  if (sources.length === 0) throw new FormatError(name, 'folder', 'the folder holds nothing but empty or hidden files.');
  const kinds = await kindsByEnding(sources, pause);
  const found = [...new Set(kinds.values())].filter((kind): kind is SampleKind => kind !== null && kind !== 'text');
  if (found.length === 0) {
    const start = await firstBytes(sources[0], startBytes);
    const looksLike = sniff(start, 'file');
    const tar = start.length > 262 && String.fromCharCode(...start.subarray(257, 262)) === 'ustar';
    const hint = tar ? ' It is a tar archive; please unpack it and choose the folder.' : looksLike.kind === 'unsupported' ? ` It looks like ${looksLike.looksLike}.` : '';
    throw new FormatError(sources[0].path, 'file', `the file belongs to no data set that the Lab knows.${hint} ${readable}`);
  }
  if (found.length > 1) {
    throw new FormatError(name, 'folder', `the folder holds both ${kindWords[found[0]]} and ${kindWords[found[1]]}; please choose one set at a time.`);
  }
  const chosen = sources.filter((source) => kinds.get(source) === found[0]);
  const texts = sources.filter((source) => kinds.get(source) === 'text');
  return { kind: found[0], sources: chosen, texts, others: sources.length - chosen.length - texts.length };
}
