/** `npm run compare`: reads files of spikes and compares all pairs. */
import { basename } from 'node:path';
import { FormatError } from '@/lib/formats/FormatError';
import { readSpikes } from '@/lib/formats/spikes';
import type { SpikeOptions, SpikeReading } from '@/lib/formats/spikes/types';
import { whole } from '@/lib/numerics/pieces';
import type { Raster } from '@/lib/recording/raster';
import { comparePair, type PairReport } from '@/lib/spiketrains/compare/pair';
import { rescaled } from '@/lib/spiketrains/compare/units';
import { answersFor } from './answers';
import { nodeFile } from './nodeFile';
import { namesOf, pairsJson, pairText } from './print';

export interface CompareSettings {
  /** Per unit of time. */
  readonly q?: number;
  /** In the unit of time. */
  readonly tau?: number;
  /** Length of a step of files that are counted in steps; undefined where nobody said. */
  readonly dt?: number;
  readonly within?: number;
  /** Values of 2 and more are so many spikes, not one. */
  readonly keepCounts?: boolean;
  readonly json: boolean;
}

export interface Streams {
  out(text: string): void;
  /** Notes, questions and what went wrong. */
  err(text: string): void;
}

interface Read {
  readonly name: string;
  readonly path: string;
  readonly reading: SpikeReading;
}

/** What went wrong with a file, in a sentence; null where the fault is the program's. */
function sentenceOf(error: unknown, path: string): string | null {
  if (error instanceof FormatError) return error.message;
  switch ((error as NodeJS.ErrnoException)?.code) {
    case 'ENOENT':
      return `${path}: there is no such file.`;
    case 'EISDIR':
      return `${path}: this is no file.`;
    case 'EACCES':
      return `${path}: the file may not be read.`;
    default:
      return null;
  }
}

const read = async (path: string, options: SpikeOptions): Promise<SpikeReading> => readSpikes(await nodeFile(path), options, async () => undefined);

/** The raster under the name that pairs are told by, its steps as long as was asked. */
function rasterOf({ reading: { raster }, name }: Read, dt: number): Raster {
  const named = { ...raster, name };
  return raster.unit === 'step' ? rescaled(named, 'step', [dt, 1]) : named;
}

/**
 * Compares all pairs of files and prints what came out.
 *
 * @returns the exit code: 0, 1 where a file or a pair failed, 2 where fewer than two files can be read
 */
export async function compareFiles(paths: readonly string[], { q, tau, dt, within, keepCounts = false, json }: CompareSettings, { out, err }: Streams): Promise<number> {
  const names = namesOf(paths, (path) => basename(path));
  let failed = false;
  const fail = (error: unknown, path: string) => {
    const sentence = sentenceOf(error, path);
    if (sentence === null) throw error;
    err(sentence);
    failed = true;
  };

  const files: Read[] = [];
  for (const [k, path] of paths.entries()) {
    try {
      files.push({ name: names[k], path, reading: await read(path, keepCounts ? { counts: 'keep' } : {}) });
    } catch (error) {
      fail(error, path);
    }
  }
  if (files.length < 2) {
    err(`Two files of spikes are needed to compare; ${files.length === 1 ? 'only one' : 'none'} could be read.`);
    return 2;
  }

  const rasters: Raster[] = [];
  const first = files.map(({ reading }) => reading);
  for (const { name, path, reading } of files) {
    const answers = answersFor(reading, first);
    const options = answers.reduce<SpikeOptions>((all, answer) => ({ ...all, ...answer.options }), {});
    try {
      const again = answers.length > 0 ? await read(path, options) : reading;
      for (const { sentence } of [...answers, ...again.questions]) err(`${name}: ${sentence}`);
      rasters.push(rasterOf({ name, path, reading: again }, dt ?? 1));
    } catch (error) {
      fail(error, path);
    }
  }

  const reports: PairReport[] = [];
  const notes = new Set<string>();
  for (let i = 0; i < rasters.length; i++) {
    for (let j = i + 1; j < rasters.length; j++) {
      try {
        // Files in steps are already in the unit of the others.
        const report = whole(comparePair(rasters[i], rasters[j], { q, tau, within, ...(dt !== undefined && { dt: 1 }) }));
        for (const note of report.notes) notes.add(note);
        reports.push(report);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        err(error.message);
        failed = true;
      }
    }
  }
  for (const note of notes) err(note);
  out(json ? pairsJson(reports) : reports.map(pairText).join('\n'));
  return failed ? 1 : 0;
}
