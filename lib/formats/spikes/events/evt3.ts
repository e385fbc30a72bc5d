import { WrappingClock } from './clock';
import { eachBlock } from './blocks';
import type { EventDecoder } from './source';
import { checkEncoding, leftOut, rawSensors } from './raw';
import { EventStore } from './store';
import { needHeader, sensorIn } from './percentHeader';

const wordBytes = 2;
/** Types of words. */
const ADDR_Y = 0;
const ADDR_X = 2;
const VECT_BASE_X = 3;
const VECT_12 = 4;
const VECT_8 = 5;
const TIME_LOW = 6;
const TIME_HIGH = 8;

/**
 * Reads a recording of Prophesee in EVT 3.0: lines of text that begin with “% ”, then little-endian words of 16 bits with
 * a type in bits 12–15, which say only what changes. 0: row, bits 0–10. 2: an event, x = bits 0–10, p = bit 11. 3: x and p
 * at which the next vector begins. 4 and 5: a vector of 12 or 8 pixels from there on, one event a bit that is set; the
 * next begins behind it. 6: bits 0–11 of the time. 8: bits 12–23, the lower ones then being 0 until they are given. The
 * time begins again after 2^24 µs. Words of other types are passed over; events before the first time or row are left out
 * and counted. See docs.prophesee.ai, “EVT 3.0 Format”.
 *
 * @throws {FormatError} other encodings, words cut off, pixels outside the sensor that the header gives
 */
export const decodeEvt3: EventDecoder = async ({ queue, start, file }) => {
  const header = needHeader(start, file);
  checkEncoding(header, '3', file);
  const store = new EventStore(file, sensorIn(header, file));
  await queue.take(header.bytes);
  const clock = new WrappingClock(2 ** 12);
  let high = -1;
  let low = 0;
  let y = -1;
  let base = 0;
  let polarity = 0;
  let early = 0;
  const event = (x: number, p: number, byte: number): void => {
    if (high < 0 || y < 0) early += 1;
    else store.add(x, y, high * 4096 + low, p, byte);
  };
  const vector = (bits: number, pixels: number, byte: number): void => {
    for (let i = 0; i < pixels; i++) if ((bits >>> i) & 1) event(base + i, polarity, byte);
    base += pixels;
  };
  await eachBlock(queue, wordBytes, file, (block, at) => {
    for (let k = 0; k < block.byteLength; k += wordBytes) {
      const word = block.getUint16(k, true);
      switch (word >>> 12) {
        case ADDR_Y:
          y = word & 0x7ff;
          break;
        case ADDR_X:
          event(word & 0x7ff, (word >>> 11) & 1, at + k);
          break;
        case VECT_BASE_X:
          base = word & 0x7ff;
          polarity = (word >>> 11) & 1;
          break;
        case VECT_12:
          vector(word & 0xfff, 12, at + k);
          break;
        case VECT_8:
          vector(word & 0xff, 8, at + k);
          break;
        case TIME_LOW:
          low = word & 0xfff;
          break;
        case TIME_HIGH:
          high = clock.at(word & 0xfff);
          low = 0;
          break;
      }
    }
  });
  return { store, kind: 'event camera, Prophesee EVT 3.0', known: rawSensors, facts: leftOut(early) };
};
