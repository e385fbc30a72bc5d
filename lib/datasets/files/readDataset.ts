import { FormatError } from '@/lib/formats/FormatError';
import type { FileLike } from '@/lib/formats/source';
import type { Dataset } from '../types';
import { readArraysSet } from './arraysSet';
import { readCifarSet } from './cifarSet';
import { readGestureSet } from './gestureSet';
import { readIdxSet } from './idxSet';
import { findFiles, type SampleKind } from './kinds';
import { Meter, type Progress } from './meter';
import { checkOptions, type DatasetOptions } from './options';
import { readAedat2Set, readNmnistSet } from './recordingsSet';
import type { SetReader } from './result';
import { readSpokenSet } from './spokenSet';
import { summarise, type DatasetSummary } from './summary';

export interface ReadDataset {
  readonly dataset: Dataset;
  readonly summary: DatasetSummary;
}

const readers: Record<SampleKind, SetReader> = {
  idx: readIdxSet,
  cifar: readCifarSet,
  hdf5: readSpokenSet,
  aedat2: readAedat2Set,
  aedat3: readGestureSet,
  nmnist: readNmnistSet,
  npy: readArraysSet,
  npz: readArraysSet,
};

/** The folder that was chosen, or the only file. */
function nameOf(files: readonly FileLike[]): string {
  const folders = new Set(files.map(({ path }) => path.split('/')[0]));
  return folders.size === 1 ? [...folders][0] || 'folder' : 'folder';
}

/**
 * Reads a public data set from the reader's own files; their content decides which one it is. Nothing leaves
 * the machine, and no more is held in memory than the set as it is kept.
 *
 * @param files all files that were chosen, in any order
 * @param progress awaited about every 50 ms; what it throws ends the reading and comes out unchanged
 * @throws {FormatError} whatever cannot be read, in a sentence naming the file, the place and the limit
 * @throws {RangeError} options out of range
 */
export async function readDataset(files: readonly FileLike[], options: DatasetOptions, progress: Progress): Promise<ReadDataset> {
  checkOptions(options);
  const name = nameOf(files);
  await progress(0, 'Looking at the files');
  const meter = new Meter(progress);
  try {
    const found = await findFiles(files, name, () => meter.pace(0, name));
    const read = await readers[found.kind]({ sources: found.sources, texts: found.texts, options, meter, name });
    const left = found.others > 0 ? [`${found.others === 1 ? 'One other file was' : `${found.others} other files were`} left out.`] : [];
    const dataset = { ...read, notes: [...read.notes, ...left] };
    await progress(1, 'All samples are read');
    return {
      dataset,
      // Drawn only where it is asked for: it visits every sample it shows.
      get summary() {
        return summarise(dataset);
      },
    };
  } catch (error) {
    // What the browser says when memory runs out.
    if (error instanceof RangeError && /allocation|array (buffer )?length/i.test(error.message)) {
      throw new FormatError(name, 'samples', 'the samples need more memory than this browser gives; fewer samples, steps, pixels or channels help.');
    }
    throw error;
  }
}
