/** @jest-environment node */
import fc from 'fast-check';

import { packedAedat4 } from '../../../setup/aedat4Samples';
import { aedat4, dat, evt2, evt2Words, evt3, evt3Words, type CameraEvent } from '../../../setup/eventFiles';
import { FormatError } from '@/lib/formats/FormatError';
import { SPIKE_LIMITS } from '@/lib/formats/limits';
import { eventKind, readEventSpikes } from '@/lib/formats/spikes/events';
import type { SpikeOptions, SpikeReading } from '@/lib/formats/spikes/types';
import { trainOf, type Raster } from '@/lib/recording/raster';
import { aedat2, aedat3, nmnist } from '../../datasets/samples';
import { realFile, whenPresent } from '../whenPresent';
import { fileOf, rasterProblem, readingProblem } from './checkReading';

async function read(bytes: Uint8Array, name: string, options: SpikeOptions = {}): Promise<SpikeReading> {
  const reading = await readEventSpikes({ file: fileOf(bytes, name), options, pace: async () => undefined });
  expect(readingProblem(reading)).toBeNull();
  return reading;
}

async function refusal(bytes: Uint8Array, name: string, options: SpikeOptions = {}): Promise<FormatError> {
  const error = await readEventSpikes({ file: fileOf(bytes, name), options, pace: async () => undefined }).then(
    () => new Error('A FormatError was expected, and nothing was thrown.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FormatError)) throw error;
  return error;
}

const fact = (reading: SpikeReading, label: string): string | undefined => reading.facts.find(([found]) => found === label)?.[1];

/** All spikes as `neuron@time`, sorted. */
function spikesOf(raster: Raster): string[] {
  const found: string[] = [];
  for (let n = 0; n < raster.neurons; n++) for (const time of trainOf(raster, n)) found.push(`${n}@${time}`);
  return found.sort();
}

const expected = (events: readonly CameraEvent[], width: number, height: number): string[] =>
  events.map(([x, y, t, p]) => `${p * width * height + y * width + x}@${t}`).sort();

const events: readonly CameraEvent[] = [[1, 2, 10, 1], [33, 0, 64, 0], [5, 33, 4095, 1], [5, 33, 4096, 0]];

const makers: Record<string, (events: readonly CameraEvent[]) => Uint8Array> = {
  nmnist,
  aedat2: (list) => aedat2(list.map(([x, y, t, p]) => [(x << 8) | (y << 1) | p, t])),
  aedat3: (list) => aedat3([list.slice(0, 2), list.slice(2)]),
  aedat4: (list) => aedat4([list.slice(0, 2), list.slice(2)]),
  dat,
  evt2,
  evt3,
};
const endings: Record<string, string> = { nmnist: 'bin', dat: 'dat', evt2: 'raw', evt3: 'raw' };
const nameOf = (kind: string): string => `events.${endings[kind] ?? 'aedat'}`;
const sides: Record<string, number> = { aedat2: 128, aedat3: 128 };

describe('every kind of recording', () => {
  it.each(Object.keys(makers))('is told apart: %s', (kind) => {
    expect(eventKind(makers[kind](events), nameOf(kind))).toBe(kind);
  });

  it.each([
    ['text', new TextEncoder().encode('% a comment\n1 2 3\n'), 'a.txt'],
    ['text that ends in its comments', new TextEncoder().encode('% a comment\n'), 'a.txt'],
    ['AEDAT 1', new TextEncoder().encode('#!AER-DAT1.0\r\n'), 'a.aedat'],
    ['raw words without a header', new Uint8Array(16), 'a.raw'],
    ['nothing', new Uint8Array(0), 'a.dat'],
  ])('is none of them: %s', (_, bytes, name) => {
    expect(eventKind(bytes, name)).toBeNull();
  });

  it.each(Object.keys(makers))('gives neuron p·H·W + y·W + x: %s', async (kind) => {
    const side = sides[kind] ?? 34;
    const reading = await read(makers[kind](events), nameOf(kind));
    expect(reading).toMatchObject({ format: kind, likeness: kind, raster: { neurons: 2 * side * side, unit: 'µs', dt: null, name: 'events' } });
    expect(spikesOf(reading.raster)).toEqual(expected(events, side, side));
    expect(fact(reading, 'Pixels')).toBe(`${side} × ${side}, as the file says`);
    expect(reading.questions.map(({ id }) => id)).toEqual(['edges']);
  });

  it.each(Object.keys(makers))('comes back as it was written: %s', async (kind) => {
    const side = sides[kind] ?? 34;
    const pixel = fc.integer({ min: 0, max: 33 });
    const event = fc.tuple(pixel, pixel, fc.integer({ min: 0, max: 8e6 }), fc.constantFrom(0, 1));
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 30 }), async (list) => {
        const { raster, questions } = await readEventSpikes({ file: fileOf(makers[kind](list), nameOf(kind)), options: {}, pace: async () => undefined });
        expect(rasterProblem(raster)).toBeNull();
        const polarities = list.some(([, , , p]) => p === 1) ? 2 : 1;
        expect(raster.neurons).toBe(polarities * side * side);
        expect(spikesOf(raster)).toEqual(expected(list, side, side));
        const keys = list.map(([x, y, t, p]) => `${x} ${y} ${t} ${p}`);
        expect(questions.some(({ id }) => id === 'duplicates')).toBe(new Set(keys).size < keys.length);
      }),
      { numRuns: 60 },
    );
  });

  it('counts events that come late or twice', async () => {
    const { questions, raster } = await read(dat([[1, 1, 9, 0], [1, 1, 5, 0], [1, 1, 9, 0], [2, 1, 7, 0]]), 'a.dat');
    expect(questions.find(({ id }) => id === 'unsorted')?.sentence).toBe('1 spike comes after a later one of the same neuron; they were sorted by time.');
    expect(questions.find(({ id }) => id === 'duplicates')?.sentence).toBe('1 spike repeats another of the same neuron at the same time; they are kept.');
    expect(Array.from(trainOf(raster, 35))).toEqual([5, 9, 9]);
  });

  it('has a limit of events, and of pixels', async () => {
    const limits: { spikes: number } = SPIKE_LIMITS;
    const replaced = jest.replaceProperty(limits, 'spikes', 3);
    for (const kind of Object.keys(makers)) expect((await refusal(makers[kind](events), nameOf(kind))).message).toMatch(/the file holds (4 events; the limit is 3|more than 3 events, which is the limit)\.$/);
    replaced.restore();
    const wide = '% Data file containing CD\n% Width 2000\n% Height 1100\n';
    expect((await refusal(dat(events, { header: wide }), 'a.dat')).message).toBe('a.dat: the header gives a camera of 2,000 × 1,100 pixels; with two polarities the limit is 4,194,304 neurons.');
    const far = dat([[9000, 9000, 1, 0]], { header: '% Data file containing CD\n' });
    expect((await refusal(far, 'a.dat')).message).toMatch(/9,001 × 9,001 pixels/);
  });

  it('waits while it reads, and can be ended', async () => {
    const stop = new Error('stop');
    const long = dat(Array.from({ length: 300_000 }, (_, k) => [k % 34, 0, k, 0]));
    const paces: number[] = [];
    await readEventSpikes({ file: fileOf(long, 'a.dat'), options: {}, pace: async (bytes) => void paces.push(bytes) });
    expect(paces.reduce((sum, bytes) => sum + bytes, 0)).toBe(long.length);
    await expect(readEventSpikes({ file: fileOf(long, 'a.dat'), options: {}, pace: () => Promise.reject(stop) })).rejects.toBe(stop);
  });
});

describe('clocks', () => {
  it('goes on after 2^32 µs in DAT, also for an event from just before', async () => {
    const times = [2 ** 32 - 10, 2 ** 32 + 5, 2 ** 32 - 1, 2 ** 32 + 2 ** 31, 2 ** 33 - 1, 2 ** 33 + 1];
    const { raster } = await read(dat(times.map((t) => [0, 0, t, 0])), 'a.dat');
    expect(Array.from(trainOf(raster, 0))).toEqual([...times].sort((a, b) => a - b));
  });

  it('goes on after 2^34 µs in EVT 2.0', async () => {
    const times = [2 ** 34 - 65, 2 ** 34 + 3];
    expect(Array.from(trainOf((await read(evt2(times.map((t) => [0, 0, t, 0])), 'a.raw')).raster, 0))).toEqual(times);
  });

  it('goes on after 2^24 µs in EVT 3.0, again and again', async () => {
    const times = [0, 1, 2, 3, 4, 5].map((k) => k * 6e6 + k);
    const { raster } = await read(evt3(times.map((t) => [0, 0, t, 0])), 'a.raw');
    expect(Array.from(trainOf(raster, 0))).toEqual(times);
    expect(times[5]).toBeGreaterThan(2 ** 24);
  });
});

describe('EVT 2.0', () => {
  it('leaves out what comes before the first time, and passes over other words', async () => {
    // A trigger, two early events, the time 64·2, an event at +3 µs, an extension.
    const words = [0xa0000001, 0x00000800, 0x10000800, 0x80000002, 0x10c01002, 0xe0000000];
    const reading = await read(evt2Words(words), 'a.raw');
    expect(spikesOf(reading.raster)).toEqual([`${34 * 34 + 2 * 34 + 2}@131`]);
    expect(fact(reading, 'Left out')).toBe('2 events before the first time or row');
  });

  it.each([
    ['% evt 2.1\n', /the encoding EVT 2\.1; EVT 2\.0 and 3\.0 are read/],
    ['% format EVT21;height=34;width=34\n', /the encoding EVT 2\.1;/],
    ['% evt 4.0\n', /the encoding EVT 4;/],
    ['% evt 2.0\n% geometry 34xmany\n', /the header gives the height “many”; it should be a whole number of pixels/],
    ['% evt 2.0\n% geometry 0x34\n', /a camera of 0 × 34 pixels; there should be at least one/],
  ])('refuses the header %j', async (header, sentence) => {
    expect((await refusal(evt2(events, header), 'a.raw')).message).toMatch(sentence);
  });

  it.each([
    [[[303, 239, 1, 0]], 304, 240],
    [[[310, 239, 1, 0]], 320, 320],
    [[[310, 321, 1, 0]], 640, 480],
    [[[640, 1, 1, 0]], 1280, 720],
    [[[1300, 1, 1, 0]], 1301, 2],
  ] as const)('takes the sensor from its size, or from the events: %j', async (list, width, height) => {
    for (const words of [`geometry ${width}x${height}`, `format EVT2;width=${width};height=${height}`, `Width ${width}\n% Height ${height}`]) {
      expect((await read(evt2(list, `% ${words}\n% evt 2.0\n`), 'a.raw')).raster.neurons).toBe(width * height);
    }
    const reading = await read(evt2(list, '% evt 2.0\n'), 'a.raw');
    expect(reading.raster.neurons).toBe(width * height);
    expect(fact(reading, 'Pixels')).toMatch(width === 1301 ? /as far as events reach/ : /the smallest sensor that holds all events/);
  });
});

describe('EVT 3.0', () => {
  // The first two are examples of the Rust package evt3, whose output equals that of Prophesee's own decoder.
  it.each([
    ['one event', [0x8000, 0x6064, 0x0032, 0x2864], [[100, 50, 100, 1]]],
    ['a vector of 12', [0x8000, 0x60c8, 0x0064, 0x3000, 0x4e38], [3, 4, 5, 9, 10, 11].map((x): CameraEvent => [x, 100, 200, 0])],
    ['vectors one behind the other', [0x8001, 0x6001, 0x0002, 0x380a, 0x4801, 0x5081], [[10, 2, 4097, 1], [21, 2, 4097, 1], [22, 2, 4097, 1], [29, 2, 4097, 1]]],
    ['a time whose low part is not given yet', [0x8000, 0x6fff, 0x0000, 0x2001, 0x8001, 0x2002], [[1, 0, 4095, 0], [2, 0, 4096, 0]]],
    ['rows with a bit for the camera, other words', [0x8000, 0x6001, 0x0805, 0xa000, 0x7123, 0xe000, 0xf000, 0x2001], [[1, 5, 1, 0]]],
  ] as const)('reads %s', async (_, words, list) => {
    const reading = await read(evt3Words(words, '% evt 3.0\n% geometry 1280x720\n'), 'a.raw');
    expect(spikesOf(reading.raster)).toEqual(expected(list, 1280, 720));
  });

  it('leaves out what comes before the first time or row', async () => {
    const reading = await read(evt3Words([0x2001, 0x0001, 0x2002, 0x8000, 0x2003], '% evt 3.0\n'), 'a.raw');
    expect(reading.raster.times).toHaveLength(1);
    expect(fact(reading, 'Left out')).toBe('2 events before the first time or row');
  });

  it('refuses a vector that leaves the sensor', async () => {
    const { message, place } = await refusal(evt3Words([0x8000, 0x6000, 0x0000, 0x301e, 0x4fff]), 'a.raw');
    expect(message).toMatch(/lies at x 34, y 0; the camera has 34 × 34 pixels/);
    expect(message).toContain(place);
  });
});

describe('AEDAT 4', () => {
  const first = 1_600_000_000_000_000;
  const list = [
    ...Array.from({ length: 24 }, (_, k): CameraEvent => [(13 * k) % 346, (29 * k) % 260, first + 7 * k, k % 3 === 0 ? 1 : 0]),
    ...Array.from({ length: 12 }, (_, k): CameraEvent => [k % 4, 259, first + 200 + 5 * k, 1]),
  ];

  it.each(['lz4', 'lz4High', 'zstd', 'zstdHigh'] as const)('reads what others wrote and packed: %s', async (name) => {
    const reading = await read(packedAedat4(name), 'a.aedat4');
    expect(reading.raster.neurons).toBe(2 * 346 * 260);
    expect(spikesOf(reading.raster)).toEqual(expected(list, 346, 260));
    expect(fact(reading, 'Compression')).toBe(name.startsWith('lz4') ? 'LZ4' : 'Zstandard');
    expect(fact(reading, 'Pixels')).toBe('346 × 260, as the file says');
  });

  it('reads up to the end where the header names no end', async () => {
    expect((await read(aedat4([events.slice(0, 1), events.slice(1)], { end: -1 }), 'a.aedat')).raster.times).toHaveLength(4);
  });

  it('lets a stream be chosen', async () => {
    const stream = (id: number): string => `<node name="${id}"><attr key="typeIdentifier" type="string">EVTS</attr></node>`;
    const bytes = aedat4([events.slice(0, 1), events.slice(1)], { xml: `<dv><node name="outInfo">${stream(3)}${stream(5)}</node></dv>`, stream: (k) => (k === 0 ? 3 : 5) });
    const reading = await read(bytes, 'a.aedat');
    expect(reading).toMatchObject({ options: { entry: '3' }, choices: { entries: ['3', '5'] } });
    expect(reading.raster.times).toHaveLength(1);
    expect((await read(bytes, 'a.aedat', { entry: '5' })).raster.times).toHaveLength(3);
    expect((await refusal(bytes, 'a.aedat', { entry: '4' })).message).toBe('a.aedat: the header names no stream 4 of events; it names 3, 5.');
  });

  const word = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
    const copy = bytes.slice();
    new DataView(copy.buffer).setUint32(at, value, true);
    return copy;
  };
  const plain = aedat4([events], { end: -1 });
  const packet = 14 + 4 + new DataView(plain.buffer).getUint32(14, true);
  it.each<[string, Uint8Array, RegExp]>([
    ['a header of 4 GiB', word(plain, 14, 0xffffffff), /the header at byte 14 claims 4,294,967,295 bytes; from 1 to 1 MiB are read/],
    ['a header that points outside', word(plain, 18, 0x7fffffff), /the data of the header at byte 14 point to byte/],
    ['a packet of 2 GiB', word(plain, packet + 4, 0x7fffffff), /the packet at byte \d+ claims 2,147,483,647 bytes; the limit is 64 MiB/],
    ['a packet of less than nothing', word(plain, packet + 4, 0xffffff00), /the packet at byte \d+ claims \u2212256 bytes/],
    ['a packet cut off', plain.subarray(0, plain.length - 3), /the packet at byte \d+ is cut off/],
    ['a vector of 4 G events', word(plain, packet + 8 + 4 + 28, 0xffffffff), /the data of the packet at byte \d+ point to byte \d+ of \d+/],
    ['an end before the beginning', aedat4([events], { end: 20 }), /end the packets at byte 20/],
    ['another compression', aedat4([events], { compression: 9, end: -1 }), /the compression 9; 0 \(none\), 1 and 2 \(LZ4\), 3 and 4 \(Zstandard\) are read/],
    ['LZ4 that is none', aedat4([events], { compression: 1, end: -1 }), /do not begin as an LZ4 frame does/],
    ['Zstandard that is none', aedat4([events], { compression: 3, end: -1 }), /do not begin as a Zstandard frame does/],
    ['no stream of events', aedat4([events], { xml: '<dv></dv>', end: -1 }), /the header names no stream of events/],
    ['a time below 0', aedat4([[[0, 0, -5, 0]]], { end: -1 }), /is at -5 µs; times should be from 0 up to 2\^53/],
    ['a pixel below 0', aedat4([[[-1, 0, 5, 0]]], { end: -1 }), /lies at x -1, y 0/],
  ])('refuses %s', async (_, bytes, sentence) => {
    const { message, place } = await refusal(bytes, 'a.aedat');
    expect(message).toMatch(sentence);
    expect(message).toContain(place);
  });
});

describe('what is refused', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    ['DAT cut off', dat(events).subarray(0, -3), 'a.dat', /records have 8 bytes each, but from byte \d+ to the end of the file there are only 5; it may be cut off/],
    ['EVT 2.0 cut off', evt2(events).subarray(0, -1), 'a.raw', /records have 4 bytes each, but from byte \d+ to the end of the file there are only 3/],
    ['EVT 3.0 cut off', evt3(events).subarray(0, -1), 'a.raw', /records have 2 bytes each/],
    ['DAT of triggers', dat(events, { type: 14 }), 'a.dat', /have type 14 and 8 bytes/],
    ['DAT of another size', dat(events, { size: 16 }), 'a.dat', /have type 12 and 16 bytes/],
    ['DAT of another version', dat(events, { header: '% Data file containing CD\n% Version 1\n' }), 'a.dat', /version 1 of DAT; version 2 is read/],
    ['DAT outside its sensor', dat([[34, 0, 1, 0]]), 'a.dat', /the event at byte 71 lies at x 34, y 0; the camera has 34 × 34 pixels/],
    ['a header and no events', evt3Words([]), 'a.raw', /the file holds no events/],
    ['a header without an end', evt3Words([], '% evt 3.0\n% and so'), 'a.raw', /the header goes on at byte 10, but no events follow it/],
    ['only triggers', evt2Words([0xa0000001]), 'a.raw', /the file holds no events/],
    ['a pixel outside N-MNIST', nmnist([[34, 0, 0, 0]]), 'a.bin', /N-MNIST has 34 × 34 pixels/],
    ['an empty file', new Uint8Array(0), 'a.dat', /the file is empty/],
    ['no recording', new Uint8Array(40), 'a.raw', /does not begin, at byte 0, as a recording of an event camera does/],
  ])('%s', async (_, bytes, name, sentence) => {
    const { message, place } = await refusal(bytes, name);
    expect(message).toMatch(sentence);
    expect(message.startsWith(`${name}: `)).toBe(true);
    expect(place).not.toBe('');
  });
});

// Counted with numpy from the bytes, as Prophesee and N-MNIST describe them.
whenPresent('real recordings of event cameras', () => {
  it.each([
    ['events/sample_nmnist.bin', { events: 4325, first: 654, last: 311175, on: 2145, neurons: 2 * 34 * 34, duplicates: 1, from: [7, 15, 1], to: [21, 14, 1] }],
    ['events/sample_ncars.dat', { events: 2009, first: 0, last: 99952, on: 1350, neurons: 2 * 78 * 42, duplicates: 0, from: [25, 8, 0], to: [75, 28, 1] }],
    ['events/evt2_sample.raw', { events: 539481, first: 1317888, last: 1367888, on: 367855, neurons: 2 * 640 * 480, duplicates: 0, from: [237, 121, 1], to: [210, 142, 1] }],
  ])('reads %s', async (path, { events: total, first, last, on, neurons, duplicates, from, to }) => {
    const { raster, questions } = await read(realFile(path), path);
    expect(raster.times).toHaveLength(total);
    expect(raster.neurons).toBe(neurons);
    const times = raster.times.slice().sort();
    expect([times[0], times[total - 1], raster.end]).toEqual([first, last, last]);
    const pixels = neurons / 2;
    expect(total - raster.offsets[pixels]).toBe(on);
    const width = { 1156: 34, 3276: 78, 307200: 640 }[pixels] ?? 0;
    for (const [event, time] of [[from, first], [to, last]] as const) {
      const [x, y, p] = event;
      expect(Array.from(trainOf(raster, p * pixels + y * width + x))).toContain(time);
    }
    expect(questions.find(({ id }) => id === 'duplicates')?.sentence.split(' ')[0]).toBe(duplicates ? String(duplicates) : undefined);
    expect(questions.some(({ id }) => id === 'unsorted')).toBe(false);
  });
});
