import { WrappingClock } from './clock';
import { eachBlock } from './blocks';
import type { EventDecoder } from './source';
import { checkEncoding, leftOut, rawSensors } from './raw';
import { EventStore } from './store';
import { needHeader, sensorIn } from './percentHeader';

const wordBytes = 4;
const TIME_HIGH = 8;

/**
 * Reads a recording of Prophesee in EVT 2.0: lines of text that begin with “% ”, then little-endian words of 32 bits with
 * a type in bits 28–31. 0 and 1 are a pixel that became darker or brighter: low bits of the time = bits 22–27,
 * x = bits 11–21, y = bits 0–10. 8 is the time above these 6 bits, in 28. Together they begin again after 2^34 µs. Words of
 * other types are passed over; events before the first time are left out and counted.
 * See docs.prophesee.ai, “EVT 2.0 Format”.
 *
 * @throws {FormatError} other encodings, words cut off, pixels outside the sensor that the header gives
 */
export const decodeEvt2: EventDecoder = async ({ queue, start, file }) => {
  const header = needHeader(start, file);
  checkEncoding(header, '2', file);
  const store = new EventStore(file, sensorIn(header, file));
  await queue.take(header.bytes);
  const clock = new WrappingClock(2 ** 28);
  let high = -1;
  let early = 0;
  await eachBlock(queue, wordBytes, file, (block, at) => {
    for (let k = 0; k < block.byteLength; k += wordBytes) {
      const word = block.getUint32(k, true);
      const type = word >>> 28;
      if (type === TIME_HIGH) high = clock.at(word & 0xfff_ffff);
      else if (type > 1) continue;
      else if (high < 0) early += 1;
      else store.add((word >>> 11) & 0x7ff, word & 0x7ff, high * 64 + ((word >>> 22) & 0x3f), type, at + k);
    }
  });
  return { store, kind: 'event camera, Prophesee EVT 2.0', known: rawSensors, facts: leftOut(early) };
};
