import { dvs128Pixels, readAedat3, streamAedat2 } from '../../aedat';
import { readWhole } from '../../byteQueue';
import { SPIKE_LIMITS } from '../../limits';
import { nmnistPixels, readNmnist } from '../../nmnist';
import type { EventDecoder } from './source';
import { EventStore } from './store';

const dvs128 = { width: dvs128Pixels, height: dvs128Pixels };

/** @throws {FormatError} see `readNmnist` */
export const decodeNmnist: EventDecoder = async ({ source, file, pace }) => {
  const bytes = await readWhole(source, SPIKE_LIMITS.fileBytes, pace);
  const { x, y, t, p } = readNmnist(bytes, file, { events: SPIKE_LIMITS.spikes, anyOrder: true }).events;
  const store = new EventStore(file, { width: nmnistPixels, height: nmnistPixels });
  for (let k = 0; k < t.length; k++) store.add(x[k], y[k], t[k], p[k], 0);
  return { store, kind: 'event camera, N-MNIST' };
};

/** @throws {FormatError} see `streamAedat2` */
export const decodeAedat2: EventDecoder = async ({ source, start, file, pace }) => {
  const store = new EventStore(file, dvs128);
  await streamAedat2(source, start, SPIKE_LIMITS.spikes, pace, (x, y, t, p, byte) => store.add(x, y, t, p, byte));
  return { store, kind: 'event camera, AEDAT 2 of a DVS128' };
};

/** @throws {FormatError} see `readAedat3` */
export const decodeAedat3: EventDecoder = async ({ source, start, file, pace }) => {
  const store = new EventStore(file, dvs128);
  await readAedat3(source, start, pace, (x, y, t, p, byte) => store.add(x, y, t, p, byte));
  return { store, kind: 'event camera, AEDAT 3.1 of a DVS128' };
};
