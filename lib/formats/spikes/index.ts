import { count } from '../../numerics/words';
import { size as sizeText } from '../checkFileSize';
import { FormatError } from '../FormatError';
import { gunzip } from '../gunzip';
import { SPIKE_LIMITS } from '../limits';
import { readStretch, type FileLike, type Pace } from '../source';
import { finished } from './common';
import { readEventSpikes } from './events';
import { memoryFile } from './file';
import { readHdf5Spikes } from './hdf5';
import { isGzip, spikeFileKind, type SpikeFileKind } from './kinds';
import { readNpySpikes } from './arrays/npy';
import { readNpzSpikes } from './arrays/npz';
import { longestHeader } from './events/percentHeader';
import { checkOptions } from './options';
import { readRecordingSpikes } from './recording';
import { readTextSpikes } from './text';
import type { SpikeOptions, SpikeReader, SpikeReading } from './types';

const readers: Readonly<Record<SpikeFileKind, SpikeReader>> = {
  npy: readNpySpikes,
  npz: readNpzSpikes,
  hdf5: readHdf5Spikes,
  events: readEventSpikes,
  recording: readRecordingSpikes,
  text: readTextSpikes,
};

/** A gzip file unpacked into memory, under the name it had before it was packed. */
async function unpacked(file: FileLike, pace: Pace): Promise<FileLike> {
  const source = await gunzip(file);
  if (source.size > SPIKE_LIMITS.unpackedBytes) {
    throw new FormatError(file.path, 'end', `by its end this gzip file unpacks to ${sizeText(source.size)}; the limit is ${sizeText(SPIKE_LIMITS.unpackedBytes)}.`);
  }
  const bytes = new Uint8Array(source.size);
  let filled = 0;
  for await (const piece of source.pieces(pace)) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  if (filled === 0) throw new FormatError(file.path, 'file', 'the gzip file holds an empty file.');
  return memoryFile(bytes, file.path.replace(/(?<=.)\.gz$/i, ''));
}

async function read(file: FileLike, options: SpikeOptions, pace: Pace): Promise<SpikeReading> {
  const { path } = file;
  checkOptions(options, path);
  if (file.size === 0) throw new FormatError(path, 'file', 'the file is empty.');
  if (file.size > SPIKE_LIMITS.fileBytes) throw new FormatError(path, 'file', `the file has ${sizeText(file.size)}; files of spikes are read up to ${sizeText(SPIKE_LIMITS.fileBytes)}.`);
  const start = await readStretch(file, 0, Math.min(longestHeader, file.size));
  const packed = isGzip(start);
  const inner = packed ? await unpacked(file, pace) : file;
  const sample = packed ? await readStretch(inner, 0, Math.min(longestHeader, inner.size)) : start;
  const kind = spikeFileKind(sample, inner.path);
  const reading = finished(await readers[kind]({ file: inner, options, pace }), options, path);
  return packed ? { ...reading, facts: [['Packed', `gzip, ${count(file.size)} bytes`], ...reading.facts] } : reading;
}

/**
 * Reads spikes from any file that is known, by its content. Options on time, edges and name are applied here, in the same
 * way for all formats.
 *
 * @param pace told of bytes as they are read, and awaited about every 50 ms; what it throws ends the reading
 * @throws {FormatError} whatever cannot be read, in one sentence naming the file, the place and the limit; of a network
 * graph (`.nir`) the place is `nir`
 */
export async function readSpikes(file: FileLike, options: SpikeOptions, pace: Pace): Promise<SpikeReading> {
  try {
    return await read(file, options, pace);
  } catch (error) {
    // What browsers and Node say when memory runs out.
    if (error instanceof RangeError && /alloc|memory|invalid (typed )?(array|string) (buffer )?length|longer than|too large/i.test(error.message)) {
      throw new FormatError(file.path, 'file', 'the file needs more memory to read than there is; a part of it, or one with fewer spikes, may fit.');
    }
    throw error;
  }
}
