import { FormatError, shown } from '../../FormatError';
import { WrappingClock } from './clock';
import { eachBlock } from './blocks';
import { EventStore } from './store';
import type { EventDecoder } from './source';
import { needHeader, sensorIn } from './percentHeader';

const recordBytes = 8;
/** Event2d and EventCD: both are changes of brightness, laid out alike. */
const changes = new Set([0, 12]);
const addressMask = 0x3fff;

/**
 * Reads a DAT recording of Prophesee, version 2: lines of text that begin with “% ”, a byte of type (0 or 12) and one of
 * size (8), then little-endian u32 time in µs and u32 address an event: x = bits 0–13, y = bits 14–27, p = bit 28.
 * Times begin again after 2^32 µs. See docs.prophesee.ai, “DAT File Format”.
 *
 * @throws {FormatError} other versions, types and sizes; records cut off; pixels outside the sensor that the header gives
 */
export const decodeDat: EventDecoder = async ({ queue, start, file }) => {
  const header = needHeader(start, file);
  const version = header.fields.get('version');
  if (version !== undefined && version !== '2') throw new FormatError(file, 'header', `the header gives version ${shown(version)} of DAT; version 2 is read.`);
  const store = new EventStore(file, sensorIn(header, file));
  await queue.take(header.bytes);
  const [type, size] = await queue.take(2);
  if (!changes.has(type) || size !== recordBytes) {
    throw new FormatError(file, `byte ${header.bytes}`, `the records that begin at byte ${header.bytes} have type ${type ?? 'unknown'} and ${size ?? 'no'} bytes; types 0 and 12, changes of brightness, with 8 bytes are read.`);
  }
  const clock = new WrappingClock(2 ** 32);
  await eachBlock(queue, recordBytes, file, (block, at) => {
    for (let k = 0; k < block.byteLength; k += recordBytes) {
      const address = block.getUint32(k + 4, true);
      store.add(address & addressMask, (address >>> 14) & addressMask, clock.at(block.getUint32(k, true)), (address >>> 28) & 1, at + k);
    }
  });
  return { store, kind: 'event camera, Prophesee DAT' };
};
