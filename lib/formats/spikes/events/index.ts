import { aedatVersion } from '../../aedat';
import { ByteQueue } from '../../byteQueue';
import { checkFileSize } from '../../checkFileSize';
import { FormatError } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import { sniff } from '../../sniff';
import { firstBytes, plainSource } from '../../source';
import { plainName, withPauses } from '../common';
import type { EventDecoder } from './source';
import { decodeAedat4 } from './aedat4';
import { decodeDat } from './dat';
import { decodeEvt2 } from './evt2';
import { decodeEvt3 } from './evt3';
import { decodeAedat2, decodeAedat3, decodeNmnist } from './older';
import { encodingOf } from './raw';
import { longestHeader, percentHeader } from './percentHeader';
import type { SpikeReader } from '../types';

const decoders = {
  nmnist: decodeNmnist,
  aedat2: decodeAedat2,
  aedat3: decodeAedat3,
  aedat4: decodeAedat4,
  dat: decodeDat,
  evt2: decodeEvt2,
  evt3: decodeEvt3,
} satisfies Record<string, EventDecoder>;

/** Kinds of recordings of event cameras. */
export type EventKind = keyof typeof decoders;

/** Bytes of a record of a DAT file, which stand in the second byte behind its header. */
const datRecord = 8;

/**
 * Tells by its content which recording of an event camera a file is; null where it is none. Only for N-MNIST,
 * which begins with nothing of its own, the name must end in .bin.
 *
 * @param start the first bytes of the file, with all of its header of text
 */
export function eventKind(start: Uint8Array, name: string): EventKind | null {
  const version = aedatVersion(start);
  if (version === 2) return 'aedat2';
  if (version === 3) return 'aedat3';
  if (version === 'other') return String.fromCharCode(...start.subarray(9, 12)) === '4.0' ? 'aedat4' : null;
  const header = percentHeader(start);
  if (!header) return /\.bin$/i.test(name) && sniff(start, name).kind === 'nmnist' ? 'nmnist' : null;
  const encoding = encodingOf(header);
  // An encoding that is not read is refused by name.
  if (encoding !== null) return encoding.startsWith('3') ? 'evt3' : 'evt2';
  const described = /^file containing\b/i.test(header.fields.get('data') ?? '');
  return described || (header.ended && start[header.bytes] < 32 && start[header.bytes + 1] === datRecord) ? 'dat' : null;
}

/**
 * Reads a recording of an event camera as spikes: the pixel at column x and row y is neuron p·H·W + y·W + x, with p 0 for
 * darker and 1 for brighter; where none became brighter there are only the H·W neurons. Times are in µs. Events may come
 * in any order, and several may be alike; both are counted and said.
 *
 * @throws {FormatError} files that are none, no events, and anything beyond `SPIKE_LIMITS`
 */
export const readEventSpikes: SpikeReader = async ({ file, options, pace }) => {
  const { path } = file;
  checkFileSize(file.size, path, SPIKE_LIMITS.fileBytes);
  const source = plainSource(file);
  const start = await firstBytes(source, longestHeader);
  const format = eventKind(start, path);
  if (!format) throw new FormatError(path, 'byte 0', 'the file does not begin, at byte 0, as a recording of an event camera does: N-MNIST, AEDAT 2 to 4, Prophesee DAT, EVT 2.0 or EVT 3.0.');
  const queue = new ByteQueue(source, pace);
  try {
    const { store, kind, known = [], facts = [], entries, entry } = await decoders[format]({ file: path, source, queue, start, options, pace });
    const understood = await withPauses(store.understood({ options, name: plainName(path), known }), path, pace);
    return {
      format,
      kind,
      likeness: format,
      ...understood,
      facts: [...facts, ...understood.facts],
      options: { ...understood.options, ...(entry === undefined ? {} : { entry }) },
      choices: { ...understood.choices, ...(entries ? { entries } : {}) },
    };
  } finally {
    await queue.close();
  }
};
