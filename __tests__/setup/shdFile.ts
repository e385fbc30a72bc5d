/**
 * Makes HDF5 files in the form of SHD, byte by byte and fast: spikes as sequences of 16-bit floats and 16-bit units,
 * which the library can read but not write.
 */

/** One sample: times in seconds and units, as many of each. */
export interface ShdSample {
  readonly times: ArrayLike<number>;
  readonly units: ArrayLike<number>;
  readonly label: number;
}

export const UNDEFINED = 0xffffffffffffffffn;
export const align = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** The bits of the 16-bit float nearest to a number from 0 to 65504. */
export function halfBits(value: number): number {
  if (value < 2 ** -14) return Math.round(value * 2 ** 24);
  const exponent = Math.floor(Math.log2(value));
  // A fraction that rounds up to 1024 carries into the exponent, as it should.
  return ((exponent + 15) << 10) + Math.round((value / 2 ** exponent - 1) * 1024);
}

/** Little-endian numbers, one after another. */
export class Bytes {
  readonly list: number[] = [];
  u8(...values: number[]): this {
    this.list.push(...values);
    return this;
  }
  u16(value: number): this {
    return this.u8(value & 255, value >> 8);
  }
  u32(value: number): this {
    return this.u16(value & 0xffff).u16(value >>> 16);
  }
  u64(value: number | bigint): this {
    const whole = BigInt(value);
    return this.u32(Number(whole & 0xffffffffn)).u32(Number(whole >> 32n));
  }
}

export const whole16 = () => new Bytes().u8(0x10, 0, 0, 0).u32(2).u16(0).u16(16).list;
export const float16 = () => new Bytes().u8(0x11, 0x20, 15, 0).u32(2).u16(0).u16(16).u8(10, 5, 0, 10).u32(15).list;
export const text = (bytes: number) => new Bytes().u8(0x13, 1, 0, 0).u32(bytes).list;
export const sequence = (of: number[]) => new Bytes().u8(0x19, 0, 0, 0).u32(16).u8(...of).list;

export type Message = readonly [type: number, body: number[]];

/** An object header, version 1. */
export function header(messages: readonly Message[]): number[] {
  const bodies = new Bytes();
  for (const [type, body] of messages) {
    const length = align(body.length);
    bodies.u16(type).u16(length).u32(0).u8(...body, ...Array<number>(length - body.length).fill(0));
  }
  return new Bytes().u8(1, 0).u16(messages.length).u32(1).u32(bodies.list.length).u32(0).u8(...bodies.list).list;
}

const group = (links: readonly [name: string, address: number][]): number[] =>
  header([
    [0x02, new Bytes().u8(0, 0).u64(UNDEFINED).u64(UNDEFINED).list],
    [0x0a, [0, 0]],
    ...links.map(([name, address]): Message => [0x06, new Bytes().u8(1, 0, name.length, ...new TextEncoder().encode(name)).u64(address).list]),
  ]);

const column = (type: number[], length: number, address: number, bytes: number): number[] =>
  header([
    [0x01, new Bytes().u8(1, 1, 0, 0).u32(0).u64(length).list],
    [0x03, type],
    [0x05, [2, 2, 2, 0]],
    [0x08, new Bytes().u8(3, 1).u64(address).u64(bytes).list],
  ]);

const superblockBytes = 96;
const collectionHead = 16;
const objectHead = 16;

export interface ShdOptions {
  /** Names of the classes; left out where empty. */
  readonly names?: readonly string[];
  /** Names of data sets to leave out. */
  readonly without?: readonly ('times' | 'units' | 'labels')[];
}

/**
 * The bytes of an SHD file.
 * @param count samples
 * @param sample each of them, asked for twice: its length first, then its numbers
 */
export function shdBytes(count: number, sample: (i: number) => ShdSample, { names = [], without = [] }: ShdOptions = {}): Uint8Array {
  const lengths = Array.from({ length: count }, (_, i) => [sample(i).times.length, sample(i).units.length]);
  const heapBytes = (i: number) => Math.max(4096, collectionHead + lengths[i].reduce((sum, length) => sum + objectHead + align(2 * length), 0) + objectHead);
  const nameBytes = Math.max(1, ...names.map((name) => name.length));

  // Sizes do not depend on addresses, so headers are made once to be measured and once for good.
  const parts = (at: Record<string, number>): [string, number[]][] => [
    ['times', column(sequence(float16()), count, at.timesData, 16 * count)],
    ['units', column(sequence(whole16()), count, at.unitsData, 16 * count)],
    ['labels', column(whole16(), count, at.labelsData, 2 * count)],
    ['keys', column(text(nameBytes), names.length, at.keysData, nameBytes * names.length)],
    ['spikes', group((['times', 'units'] as const).filter((name) => !without.includes(name)).map((name) => [name, at[name]]))],
    ['extra', group(names.length > 0 ? [['keys', at.keys]] : [])],
    ['root', group([['spikes', at.spikes], ['extra', at.extra], ...(without.includes('labels') ? [] : ([['labels', at.labels]] as [string, number][]))])],
  ];
  const at: Record<string, number> = { timesData: 0, unitsData: 0, labelsData: 0, keysData: 0, times: 0, units: 0, labels: 0, keys: 0, spikes: 0, extra: 0 };
  let end = superblockBytes;
  const place = (name: string, bytes: number) => {
    at[name] = end;
    end = align(end + bytes);
  };
  for (const [name, body] of parts(at)) place(name, body.length);
  place('timesData', 16 * count);
  place('unitsData', 16 * count);
  place('labelsData', 2 * count);
  place('keysData', nameBytes * names.length);
  const heaps = lengths.map((_, i) => {
    const address = end;
    end += align(heapBytes(i));
    return address;
  });

  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  bytes.set(
    new Bytes().u8(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 0, 8, 8, 0).u16(4).u16(16).u32(0)
      .u64(0).u64(UNDEFINED).u64(end).u64(UNDEFINED).u64(0).u64(at.root).u32(0).u32(0).u64(0).u64(0).list,
  );
  for (const [name, body] of parts(at)) bytes.set(body, at[name]);
  names.forEach((name, i) => bytes.set(new TextEncoder().encode(name), at.keysData + nameBytes * i));
  for (let i = 0; i < count; i += 1) {
    const { times, units, label } = sample(i);
    view.setUint16(at.labelsData + 2 * i, label, true);
    const size = align(heapBytes(i));
    bytes.set([0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0], heaps[i]);
    view.setUint32(heaps[i] + 8, size, true);
    let object = heaps[i] + collectionHead;
    [times, units].forEach((values, which) => {
      const descriptor = at[which === 0 ? 'timesData' : 'unitsData'] + 16 * i;
      view.setUint32(descriptor, values.length, true);
      view.setBigUint64(descriptor + 4, BigInt(heaps[i]), true);
      view.setUint32(descriptor + 12, which + 1, true);
      view.setUint16(object, which + 1, true);
      view.setUint16(object + 2, 1, true);
      view.setUint32(object + 8, 2 * values.length, true);
      for (let k = 0; k < values.length; k += 1) view.setUint16(object + objectHead + 2 * k, which === 0 ? halfBits(values[k]) : values[k], true);
      object += objectHead + align(2 * values.length);
    });
    // What is left of the collection is its free space, object 0.
    view.setUint32(object + 8, heaps[i] + size - object, true);
  }
  return bytes;
}

/**
 * A large file in the form of SHD: 20 classes in turn, each with spikes along a line of its own and some noise.
 * @param mebi about how many MiB it has; 130 is about half of SHD's training part
 * @param spikes of each sample
 */
export function largeShdBytes(mebi = 130, spikes = 8000): Uint8Array {
  const count = Math.max(1, Math.floor((mebi * 1024 * 1024) / (4 * spikes + 100)));
  const classes = 20;
  // One sample a class is made, and written again and again.
  const made = Array.from({ length: classes }, (_, label): ShdSample => {
    let state = label + 1;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const times = Float64Array.from({ length: spikes }, () => random() * 0.8).sort();
    const units = Uint16Array.from(times, (time) => (random() < 0.8 ? Math.floor((label * 33 + time * 200 + random() * 20) % 700) : Math.floor(random() * 700)));
    return { times, units, label };
  });
  const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'null', 'eins', 'zwei', 'drei', 'vier', 'fuenf', 'sechs', 'sieben', 'acht', 'neun'];
  return shdBytes(count, (i) => made[i % classes], { names });
}
