/** @jest-environment node */
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { CHECKPOINT_VERSION, decodeCheckpoint, encodeCheckpoint } from '@/lib/engine/training/file';
import type { Checkpoint, EpochPoint } from '@/lib/engine/training/protocol';
import { defaultRecipe, parseRecipe } from '@/lib/experiment/recipe';
import { writeNpy } from '@/lib/formats/writeNpy';
import { toyDataset } from '../networks/trainingToys';
import { formatErrorOf, readOrRefuse } from '../formats/expectFormatError';
import { largestError } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';
import { toyRecipe, toyRun, trainUntil } from './trainingRuns';

beforeAll(useCpu);

const FILE = 'run.npz';
const decode = (bytes: Uint8Array) => decodeCheckpoint(bytes, FILE);
const plain = <T>(value: T): unknown => JSON.parse(JSON.stringify(value, (_key, v: unknown) => (ArrayBuffer.isView(v) ? Array.from(v as Float32Array) : v)));

/** A file with some of its parts changed. */
function changed(bytes: Uint8Array, change: (files: Record<string, Uint8Array>) => void): Uint8Array {
  const files = unzipSync(bytes);
  change(files);
  return zipSync(files, { level: 0 });
}
const withJson = (bytes: Uint8Array, change: (run: Record<string, unknown>) => unknown) => changed(bytes, (files) => {
  const run = JSON.parse(strFromU8(files['run.json'])) as Record<string, unknown>;
  files['run.json'] = strToU8(JSON.stringify(change(run) ?? run));
});

let made: Checkpoint;
let bytes: Uint8Array;
beforeAll(async () => {
  const run = toyRun(toyRecipe({ blocks: [{ units: 4, norm: true }, { units: 3, norm: true, dropout: 0.1 }], neuron: { kind: 'ipsu' }, learning: { epochs: 2 } }));
  await trainUntil(run);
  made = await run.checkpoint();
  bytes = encodeCheckpoint(made);
  run.dispose();
});

describe('a run as a file', () => {
  it('comes back: arrays and sums to the bit, curves to six digits', () => {
    const back = decode(bytes);
    expect(back.recipe).toEqual(made.recipe);
    expect(back.state).toEqual(made.state);
    expect([back.seconds, back.partial]).toEqual([made.seconds, made.partial]);
    const rounded = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_key, v: unknown) => (typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(6)) : v)));
    expect(rounded(plain(back.history))).toEqual(rounded(plain(made.history)));
    expect(plain(back.test)).toEqual(rounded(plain(made.test)));
    expect(largestError(back.history[1].matrices[0], made.history[1].matrices[0])).toBeLessThan(1e-6);
    expect(back.test?.confusion).toBeInstanceOf(Uint32Array);
    expect(back.history[0].matrices[0]).toBeInstanceOf(Float32Array);
  });

  it('written again is the same file', () => {
    expect(encodeCheckpoint(decode(bytes))).toEqual(bytes);
  });

  it('is a zip of numpy arrays and one text', () => {
    expect(Object.keys(unzipSync(bytes)).sort()).toEqual(['first.npy', 'norm-1-mean.npy', 'norm-1-variance.npy', 'norm-2-mean.npy', 'norm-2-variance.npy', 'run.json', 'second.npy', 'weights.npy']);
  });

  it('without the moments is smaller and reads as if there were none', () => {
    const lean = encodeCheckpoint(made, true);
    expect(lean.length).toBeLessThan(bytes.length);
    const back = decode(lean);
    expect(back.state.weights).toEqual(made.state.weights);
    expect(back.state.first).toEqual(new Float32Array(made.state.weights.length));
  });

  it('that was never trained can be large', () => {
    // Zeros pack beyond what a reader of zips accepts, so they are not packed.
    const count = 400_000;
    const state = { weights: new Float32Array(count).fill(0.5), first: new Float32Array(count), second: new Float32Array(count), step: 0, norms: {} };
    const back = decode(encodeCheckpoint({ recipe: defaultRecipe(), state, history: [], seconds: 0, partial: { samples: 0, loss: 0, right: 0 }, test: null }));
    expect(back.state.first.length).toBe(count);
  });

  it('of long samples keeps their matrices', () => {
    const T = 400;
    const long = { ...made, history: [{ ...made.history[0], matrices: [Float32Array.from({ length: T * T }, (_, k) => Math.sin(k))] }] };
    expect(decode(encodeCheckpoint(long)).history[0].matrices[0]).toHaveLength(T * T);
  });

  const anyNumber = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: -1000, max: 1000 }));
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  const floats = (length: number) => fc.array(fc.float({ noNaN: true, min: Math.fround(-1e29), max: Math.fround(1e29) }), { minLength: length, maxLength: length }).map((v) => Float32Array.from(v));
  const perBlock = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 2, maxLength: 2 });
  const point: fc.Arbitrary<EpochPoint> = fc.record({
    epoch: fc.nat({ max: 500 }), seconds: anyNumber, loss: fc.option(anyNumber), accuracy: fc.option(part), validationLoss: anyNumber, validationAccuracy: part,
    rates: perBlock(part), fired: perBlock(part), operations: fc.record({ additions: anyNumber, multiplications: anyNumber }), times: fc.option(fc.record({ forward: anyNumber, backward: anyNumber, update: anyNumber })),
    membranes: fc.record({ edges: fc.tuple(anyNumber, anyNumber), counts: perBlock(fc.array(fc.nat(), { maxLength: 48 })), above: perBlock(part) }),
    gradients: perBlock(fc.array(anyNumber, { maxLength: 6 })), matrices: perBlock(fc.nat({ max: 9 }).chain(floats)),
  });
  const checkpoints: fc.Arbitrary<Checkpoint> = fc.integer({ min: 0, max: 30 }).chain((count) => fc.record({
    recipe: fc.constantFrom(defaultRecipe(), parseRecipe({ version: 1, seed: 4294967295, task: { id: 'files', file: '東京 \u{1f600}#1' }, neuron: { kind: 'lif', tau: 1.05 } })),
    state: fc.record({
      weights: floats(count), first: floats(count), second: floats(count), step: fc.nat(),
      norms: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }).chain((names) => fc.record(Object.fromEntries([...new Set(names)].map((n) => [String(n), fc.record({ mean: floats(n), variance: floats(n) })])))),
    }),
    history: fc.array(point, { maxLength: 3 }), seconds: anyNumber, partial: fc.record({ samples: fc.nat(), loss: anyNumber, right: fc.nat() }),
    test: fc.option(fc.record({
      samples: fc.nat(), loss: anyNumber, accuracy: part, confusion: fc.array(fc.nat(), { maxLength: 9 }).map((v) => Uint32Array.from(v)), rates: perBlock(part), fired: perBlock(part), operations: fc.record({ additions: anyNumber, multiplications: anyNumber }),
      mistakes: fc.array(fc.record({ sample: fc.nat(), label: fc.nat({ max: 9 }), answer: fc.nat({ max: 9 }), certainty: part }), { maxLength: 5 }),
    })),
  }));

  it('comes back whatever it holds', () => {
    fc.assert(fc.property(checkpoints, (checkpoint) => {
      const once = decode(encodeCheckpoint(checkpoint));
      expect(once.recipe).toEqual(checkpoint.recipe);
      // −0 is 0 in text; arrays keep it.
      expect(once.state.weights).toEqual(checkpoint.state.weights);
      expect(once.state.first).toEqual(checkpoint.state.first);
      expect(once.state.second).toEqual(checkpoint.state.second);
      expect(plain(once.state.norms)).toEqual(plain(checkpoint.state.norms));
      expect(once.state.step).toBe(checkpoint.state.step);
      expect(plain(once.partial)).toEqual(plain(checkpoint.partial));
      expect(once.history).toHaveLength(checkpoint.history.length);
      once.history.forEach((p, k) => {
        const given = checkpoint.history[k];
        expect(Math.abs(p.validationLoss - given.validationLoss)).toBeLessThanOrEqual(1e-5 * Math.abs(given.validationLoss));
        expect([p.epoch, p.loss === null, p.times === null, p.membranes.counts, p.matrices.map((m) => m.length)])
          .toEqual([given.epoch, given.loss === null, given.times === null, given.membranes.counts, given.matrices.map((m) => m.length)]);
      });
      // What was rounded once is not rounded again.
      expect(plain(decode(encodeCheckpoint(once)))).toEqual(plain(once));
    }), { numRuns: 60 });
  });
});

describe('a file that is not whole', () => {
  it('cut off anywhere is refused in words', () => {
    for (let end = 0; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 150))) formatErrorOf(() => decode(bytes.slice(0, end)));
  });

  it('with any byte changed is read or refused in words, and never half', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }), (changes) => {
      const wrong = bytes.slice();
      for (const [at, by] of changes) wrong[at] ^= by;
      const read = readOrRefuse(() => decode(wrong));
      if (read) expect(read.state.weights).toEqual(made.state.weights);
    }), { numRuns: 400 });
  });

  it('with a changed text inside a sound zip is read or refused in words', () => {
    const text = unzipSync(bytes)['run.json'];
    fc.assert(fc.property(fc.nat({ max: text.length - 1 }), fc.integer({ min: 32, max: 126 }), (at, code) => {
      readOrRefuse(() => decode(changed(bytes, (files) => {
        const wrong = text.slice();
        wrong[at] = code;
        files['run.json'] = wrong;
      })));
    }), { numRuns: 150 });
  });

  it('with anything at all in place of its text, or of one of its parts, is read or refused in words', () => {
    const keys = ['recipe', 'step', 'seconds', 'partial', 'history', 'test', 'norms', 'format', 'version'];
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...keys), (value, key) => {
      readOrRefuse(() => decode(changed(bytes, (files) => void (files['run.json'] = strToU8(JSON.stringify(value))))));
      readOrRefuse(() => decode(withJson(bytes, (run) => ({ ...run, [key]: value }))));
    }), { numRuns: 100 });
  });

  it.each<[string, (files: Record<string, Uint8Array>) => void, RegExp]>([
    ['no text', (files) => void delete files['run.json'], /no run\.json/],
    ['a text that is no JSON', (files) => void (files['run.json'] = strToU8('{"format":')), /not readable as JSON/],
    ['NaN in its text', (files) => void (files['run.json'] = strToU8(strFromU8(files['run.json']).replace(/"seconds":[^,]+/, '"seconds":NaN'))), /not readable as JSON/],
    ['another zip’s text', (files) => void (files['run.json'] = strToU8('{"format":"other"}')), /does not say that it is a training run/],
    ['no weights', (files) => void delete files['weights.npy'], /list of entries has no weights\.npy/],
    ['no statistics of a batch norm', (files) => void delete files['norm-2-variance.npy'], /list of entries has no norm-2-variance\.npy/],
    ['moments of another length', (files) => void (files['second.npy'] = writeNpy(new Float32Array(3), [3])), /the array second has the shape \[3\]; \[\d+\] was expected/],
    ['statistics of another length', (files) => void (files['norm-1-mean.npy'] = writeNpy(new Float32Array(5), [5])), /norm-1-mean has the shape \[5\]; \[4\] was expected/],
    ['weights in two axes', (files) => void (files['weights.npy'] = writeNpy(new Float32Array(4), [2, 2])), /the array weights has the shape \[2, 2\]/],
    ['weights that are not finite', (files) => void (files['weights.npy'] = writeNpy(Float32Array.of(1, NaN), [2])), /the array weights holds a number that is not finite/],
    ['moments that are not finite', (files) => void (files['first.npy'] = writeNpy(new Float32Array(made.state.weights.length).fill(Infinity), [made.state.weights.length])), /the array first holds a number/],
    ['weights that are no array', (files) => void (files['weights.npy'] = strToU8('hello')), /NUMPY/],
  ])('with %s is refused', (_name, change, sentence) => {
    expect(formatErrorOf(() => decode(changed(bytes, change))).message).toMatch(sentence);
  });
});

describe('a hostile text', () => {
  const long = (n: number, value: unknown = 0) => new Array(n).fill(value);
  const inPoint = (more: Record<string, unknown>) => (run: Record<string, unknown>) => ({ ...run, history: [{ ...(run.history as object[])[0], ...more }] });

  it.each<[string, (run: Record<string, unknown>) => unknown, RegExp]>([
    ['another version', (run) => ({ ...run, version: CHECKPOINT_VERSION + 1 }), /this app reads version 1 training files/],
    ['a version that is text', (run) => ({ ...run, version: '1' }), /version 1/],
    ['another format', (run) => ({ ...run, format: 'x' }), /does not say/],
    ['a negative step', (run) => ({ ...run, step: -1 }), /a count is not a whole number from 0/],
    ['half a step', (run) => ({ ...run, step: 1.5 }), /a count is not a whole number/],
    ['an endless step', (run) => ({ ...run, step: 1e300 }), /a count is not a whole number/],
    ['negative counts', (run) => ({ ...run, partial: { samples: -4, loss: 0, right: 0 } }), /a count is not/],
    ['seconds that are null', (run) => ({ ...run, seconds: null }), /not finite/],
    ['a share above 1', inPoint({ validationAccuracy: 1.5 }), /a share is not from 0 to 1/],
    ['a loss that is text', inPoint({ validationLoss: 'low' }), /not finite/],
    ['a huge history', (run) => ({ ...run, history: long(1001, {}) }), /at most 1000 epochs/],
    ['a history that is no list', (run) => ({ ...run, history: { length: 3 } }), /at most 1000 epochs/],
    ['too many blocks', inPoint({ rates: long(9) }), /at most 8 blocks/],
    ['a huge list of gradients', inPoint({ gradients: [long(4097)] }), /at most 4096 numbers/],
    ['a huge matrix', inPoint({ matrices: [long(1_000_001)] }), /at most 1000000 numbers/],
    ['a huge histogram', inPoint({ membranes: { edges: [0, 1], counts: [long(201)], above: [0] } }), /at most 200 numbers/],
    ['three edges', inPoint({ membranes: { edges: [0, 1, 2], counts: [], above: [] } }), /at most 2 numbers/],
    ['a huge confusion matrix', (run) => ({ ...run, test: { confusion: long(1_000_001) } }), /too many cells/],
    ['endless mistakes', (run) => ({ ...run, test: { mistakes: long(101, {}) } }), /at most 100 mistakes/],
    ['too many batch norms', (run) => ({ ...run, norms: long(9, { name: '1', channels: 4 }) }), /at most 8 blocks/],
    ['a batch norm named as what every object has', (run) => ({ ...run, norms: [{ name: '__proto__', channels: 4 }] }), /no number from 1 to 8/],
    ['a batch norm of block 0', (run) => ({ ...run, norms: [{ name: '0', channels: 4 }] }), /no number from 1 to 8/],
    ['a batch norm that would name another file', (run) => ({ ...run, norms: [{ name: '../weights', channels: 4 }] }), /no number from 1 to 8/],
    ['a recipe that is null', (run) => ({ ...run, recipe: null }), /a recipe must be an object/],
    ['a recipe of another version', (run) => ({ ...run, recipe: { version: 9 } }), /version 1 recipes/],
    ['a recipe beyond its limits', (run) => ({ ...run, recipe: { version: 1, blocks: [{ units: 1e9 }] } }), /block 1: neurons or filters must be/],
    ['a list in place of all', () => [], /does not say/],
  ])('%s is refused in one sentence', (_name, change, sentence) => {
    const error = formatErrorOf(() => decode(withJson(bytes, change)));
    expect(error.message).toMatch(sentence);
    expect(error.message).toMatch(/^run\.npz: [^\n]*\.$/);
  });

  it('that names prototypes touches none', () => {
    const wrong = changed(bytes, (files) => {
      files['run.json'] = strToU8(strFromU8(files['run.json']).replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'));
    });
    const back = decode(wrong);
    expect(back.state).toEqual(made.state);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(back).sort()).toEqual(['history', 'partial', 'recipe', 'seconds', 'state', 'test']);
  });

  it('whose history has numbers beyond all curves is refused, not drawn', () => {
    const text = (value: string) => changed(bytes, (files) => void (files['run.json'] = strToU8(strFromU8(files['run.json']).replace(/"validationLoss":[^,]+/, `"validationLoss":${value}`))));
    for (const value of ['1e999', '-1e31', 'null', 'true', '[]']) expect(formatErrorOf(() => decode(text(value))).message).toMatch(/not finite/);
  });

  it('makes a run that does not fit the data refuse, not fail later', () => {
    const step = decode(withJson(bytes, (run) => ({ ...run, step: 1e12 })));
    expect(() => toyRun(step.recipe, toyDataset(), step)).toThrow(/says that 1000000000000 steps were made; its recipe has \d+/);
    const less = decode(withJson(bytes, (run) => ({ ...run, norms: [] })));
    expect(() => toyRun(less.recipe, toyDataset(), less)).toThrow(/batch norm of block 1/);
  });
});
