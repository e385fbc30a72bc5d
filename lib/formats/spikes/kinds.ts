import { FormatError } from '../FormatError';
import { isNpy } from '../npy';
import { sniff } from '../sniff';
import { eventKind } from './events';

/** The kinds of file that spikes are read from. */
export type SpikeFileKind = 'npy' | 'npz' | 'hdf5' | 'events' | 'recording' | 'text';

const readable = 'spikes are read from .npy, .npz, .csv and other text, PySpike’s text, HDF5 (SHD, NWB, NIRData), event recordings (N-MNIST, AEDAT, Prophesee), and this app’s own recordings';

const beginsWith = (start: Uint8Array, signature: readonly number[]): boolean => signature.every((byte, k) => start[k] === byte);

export const isGzip = (start: Uint8Array): boolean => beginsWith(start, [0x1f, 0x8b]);
const isZip = (start: Uint8Array): boolean => beginsWith(start, [0x50, 0x4b, 3]) || beginsWith(start, [0x50, 0x4b, 5]);
const isHdf5 = (start: Uint8Array): boolean => beginsWith(start, [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Whether a text begins as a JSON object does. */
function isObject(start: Uint8Array): boolean {
  let at = beginsWith(start, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  while ([32, 9, 10, 13].includes(start[at])) at++;
  return start[at] === 0x7b;
}

/**
 * Tells which reader a file is for by its content. The name decides only where the same bytes can be two things.
 *
 * @param start the first bytes, unpacked, with all of a header of text
 * @throws {FormatError} kinds that are known and not read, and those that are not known
 */
export function spikeFileKind(start: Uint8Array, path: string): SpikeFileKind {
  if (isNpy(start)) return 'npy';
  if (isZip(start)) return 'npz';
  if (isHdf5(start)) return 'hdf5';
  if (eventKind(start, path) !== null) return 'events';
  if (isObject(start)) return 'recording';
  const found = sniff(start, path);
  if (found.kind === 'csv') return 'text';
  throw new FormatError(path, 'file', found.kind === 'unsupported' ? `this file looks like ${found.looksLike}, which holds no spikes that can be read; ${readable}.` : `this kind of file is not known; ${readable}.`);
}
