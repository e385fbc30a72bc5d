import { FormatError } from '@/lib/formats/FormatError';
import { count } from '@/lib/numerics/words';
import { PARTS, type PartName } from '../types';

/** What is known of the samples before they are read, in the order of the files. */
export interface Listing {
  /** Class of each sample. */
  readonly labels: Uint16Array;
  /** Part that the files put it in: its place in `PARTS`, or `UNNAMED`. */
  readonly given: Uint8Array;
}

export const UNNAMED = 3;
/** A sample that is not read. */
export const LEFT_OUT = 3;

export interface Plan {
  /** Part of each sample: its place in `PARTS`, or `LEFT_OUT`. */
  readonly part: Uint8Array;
  /** Samples of each part. */
  readonly counts: readonly [number, number, number];
  readonly notes: readonly string[];
}

/** The place of a part in a listing. */
export const placeOf = (part: PartName | null): number => (part === null ? UNNAMED : PARTS.indexOf(part));

/**
 * Shares `total` among strata in proportion to their sizes, as whole numbers that add up to it exactly and
 * never exceed a stratum: the running sum is rounded, not each share.
 */
export function shares(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((a, b) => a + b, 0);
  let before = 0;
  let given = 0;
  return sizes.map((size) => {
    before += size;
    const share = Math.round((before * total) / Math.max(1, sum)) - given;
    given += share;
    return share;
  });
}

/** Samples of each class, in order. */
function byClass(labels: Uint16Array, samples: readonly number[]): number[][] {
  const classes: number[][] = [];
  for (const sample of samples) (classes[labels[sample]] ??= []).push(sample);
  return Object.values(classes);
}

/** At most `limit` samples: the first of each class and part, in proportion. */
function limited({ labels, given }: Listing, limit: number): number[] {
  const all = Array.from(labels, (_, sample) => sample);
  if (all.length <= limit) return all;
  const strata = [0, 1, 2, UNNAMED].flatMap((part) => byClass(labels, all.filter((sample) => given[sample] === part)));
  const keep = shares(strata.map(({ length }) => length), limit);
  return strata.flatMap((stratum, i) => stratum.slice(0, keep[i])).sort((a, b) => a - b);
}

/** Cuts off the last tenth of each class, at least one sample in all. Returns what is kept and what is cut off. */
function cutTenth(labels: Uint16Array, samples: readonly number[], tenth: number): { kept: number[]; cut: number[] } {
  const classes = byClass(labels, samples);
  const cuts = shares(classes.map(({ length }) => length), Math.max(1, Math.round(tenth)));
  const cut = classes.flatMap((members, i) => members.slice(members.length - cuts[i]));
  const without = new Set(cut);
  return { kept: samples.filter((sample) => !without.has(sample)), cut };
}

/**
 * Decides which sample goes to which part, the same each time: the parts that the files name are kept, and what
 * is missing is cut from the ends of the classes in the order of the files.
 *
 * - One part or none is named: of each class the first 80 % train, the next 10 % validate, the last 10 % test.
 * - Training and test: the last 10 % of each class of the training part validate.
 * - Training and validation: the last 10 % of each class of the training part test.
 * - Validation and test: all but the last 10 % of each class of the validation part train.
 *
 * Samples of no named part count as training where another part is named.
 *
 * @param limit the most samples of all parts together
 * @throws {FormatError} fewer than three samples, one for each part
 */
export function planParts(listing: Listing, limit: number, file: string): Plan {
  const { labels, given } = listing;
  const kept = limited(listing, limit);
  const pools: number[][] = [[], [], []];
  const named = new Set(kept.map((sample) => given[sample]));
  named.delete(UNNAMED);
  const someUnnamed = kept.some((sample) => given[sample] === UNNAMED);
  const single = named.size === 0 || (named.size === 1 && (named.has(0) || !someUnnamed));
  for (const sample of kept) pools[single || given[sample] === UNNAMED ? 0 : given[sample]].push(sample);
  if (pools[0].length === 0) pools[0] = pools[1].splice(0);

  const missing = [1, 2].filter((part) => pools[part].length === 0);
  if (pools[0].length <= missing.length) {
    throw new FormatError(file, 'samples', `there are too few samples: ${kept.length}. Training, validation and test need at least one each.`);
  }
  const notes: string[] = [];
  if (kept.length < labels.length) notes.push(`${count(kept.length)} of ${count(labels.length)} samples are read, each class and part with its share.`);
  const tenth = pools[0].length / 10;
  // The test first: it is what stands last.
  for (const part of [...missing].reverse()) {
    const { kept: rest, cut } = cutTenth(labels, pools[0], tenth);
    pools[0] = rest;
    pools[part] = cut;
  }
  if (missing.length === 2) notes.push('The files are one part: of each class the first 80 % are used for training, the next 10 % for validation and the last 10 % as test, in the order of the files.');
  else if (missing.length === 1) {
    notes.push(`The files have no ${missing[0] === 1 ? 'validation' : 'test'} part: the last 10 % of each class of the training part are used for it, in the order of the files.`);
  }
  const part = new Uint8Array(labels.length).fill(LEFT_OUT);
  pools.forEach((samples, place) => samples.forEach((sample) => (part[sample] = place)));
  return { part, counts: [pools[0].length, pools[1].length, pools[2].length], notes };
}
