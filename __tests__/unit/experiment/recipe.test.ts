/** @jest-environment node */
import fc from 'fast-check';
import { ExperimentError } from '@/lib/experiment/kinds';
import { NETWORKS, networkPreset } from '@/lib/experiment/networks';
import { defaultBlock, defaultRecipe, MAX_BLOCKS, neuronLabel, parseRecipe, RECIPE_FIELDS, recipeSchema, TASK_IDS, TRAINED_NEURONS, type RecipeField } from '@/lib/experiment/recipe';
import { architecture, parameterCount } from '@/lib/networks/training/architecture';
import { initialParameters } from '@/lib/networks/training/initialise';

/** Where each number of the table stands in a recipe. */
const PLACES: Record<RecipeField, { make: (v: unknown) => unknown; place: string }> = {
  ...Object.fromEntries((['seed', 'steps'] as const).map((n) => [n, { make: (v: unknown) => ({ version: 1, [n]: v }), place: '' }])),
  ...Object.fromEntries((['units', 'kernel', 'pool', 'dropout'] as const).map((n) => [n, { make: (v: unknown) => ({ version: 1, blocks: [{}, { [n]: v }] }), place: 'Block 2: ' }])),
  ...Object.fromEntries((['tau', 'threshold', 'width'] as const).map((n) => [n, { make: (v: unknown) => ({ version: 1, neuron: { [n]: v } }), place: 'Neuron: ' }])),
  ...Object.fromEntries((['epochs', 'batch', 'rate', 'minRate', 'decay', 'warmup', 'smoothing', 'clip'] as const).map((n) => [n, { make: (v: unknown) => ({ version: 1, learning: { [n]: v } }), place: 'Learning: ' }])),
  delay: { make: (v: unknown) => ({ version: 1, task: { delay: v } }), place: 'Task: ' },
} as Record<RecipeField, { make: (v: unknown) => unknown; place: string }>;

const oneSentence = /^[A-Z][^\n]*\.$/;

function messageOf(value: unknown): string {
  try {
    parseRecipe(value);
  } catch (error) {
    expect(error).toBeInstanceOf(ExperimentError);
    expect((error as Error).message).toMatch(oneSentence);
    return (error as Error).message;
  }
  throw new Error(`Nothing was wrong with ${JSON.stringify(value)}.`);
}

describe('the default recipe', () => {
  it('takes every number from the table', () => {
    const { blocks: [block], neuron, learning, task, seed, steps } = defaultRecipe();
    const found: Record<string, unknown> = { ...block, ...neuron, ...learning, delay: task.delay, seed, steps };
    for (const name of Object.keys(RECIPE_FIELDS) as RecipeField[]) expect([name, found[name]]).toEqual([name, RECIPE_FIELDS[name].start]);
    expect(task.seed).toBe(RECIPE_FIELDS.seed.start);
  });

  it('is two dense blocks of PSU with α learned, and valid', () => {
    expect(defaultRecipe()).toMatchObject({
      version: 1, task: { id: 'digits-rows', show: 'rows', file: '' }, neuron: { kind: 'psu', surrogate: 'atan', matrices: 'released', learnWidth: true, learnTau: false, learnThreshold: false, start: 'released' },
      learning: { schedule: 'constant', loss: 'cross-entropy' },
    });
    expect(defaultRecipe().blocks).toEqual([defaultBlock(), defaultBlock()]);
    expect(parseRecipe({ version: 1 })).toEqual(defaultRecipe());
    expect(parseRecipe(JSON.parse(JSON.stringify(defaultRecipe())))).toEqual(defaultRecipe());
  });

  it('is made afresh each time', () => {
    const first = defaultRecipe();
    first.blocks[0].units = 7;
    first.blocks.pop();
    first.learning.epochs = 99;
    expect(defaultRecipe()).toEqual(parseRecipe({ version: 1 }));
  });
});

describe('limits of the numbers', () => {
  it.each(Object.keys(RECIPE_FIELDS) as RecipeField[])('%s is refused beyond its range, in one sentence with the place and the range', (name) => {
    const { min, max, whole, name: plain } = RECIPE_FIELDS[name];
    const { make, place } = PLACES[name];
    for (const value of [min - 1, max + 1, NaN, Infinity, -Infinity, '3', null, [], {}, true, ...(whole ? [min + 0.5] : [])]) {
      const message = messageOf(make(value));
      expect(message.toLowerCase()).toContain(plain.toLowerCase());
      expect(message.startsWith(place)).toBe(true);
      expect(message).toContain(`from ${min} to ${max}`);
    }
    for (const value of [min, max]) expect(() => parseRecipe(make(value))).not.toThrow();
  });

  it('the side of a filter is odd, and the message says of which block', () => {
    for (const kernel of [2, 4, 6]) expect(messageOf({ version: 1, blocks: [{}, {}, { kind: 'conv2d', kernel }] })).toBe('Block 3: the side of a filter must be odd, so that it has a middle.');
    for (const kernel of [1, 3, 5, 7]) expect(() => parseRecipe({ version: 1, blocks: [{ kernel }] })).not.toThrow();
  });
});

describe('other limits', () => {
  it.each<[string, unknown, RegExp]>([
    ['another version', { version: 2 }, /version 1 .*version 2\.$/],
    ['a long version', { version: 'v'.repeat(500) }, /version v{20}\.$/],
    ['no version', {}, /version 1/],
    ['nothing', null, /^A recipe must be an object\.$/],
    ['undefined', undefined, /object/],
    ['a list', [], /object/],
    ['text', 'psu', /^A recipe must be an object\.$/],
    ['no block', { version: 1, blocks: [] }, /1 to 8 blocks/],
    ['too many blocks', { version: 1, blocks: Array.from({ length: MAX_BLOCKS + 1 }, () => ({})) }, /1 to 8 blocks/],
    ['blocks that are no list', { version: 1, blocks: { length: 2 } }, /1 to 8 blocks/],
    ['a block that is a number', { version: 1, blocks: [{}, 3] }, /^Block 2: .*object/],
    ['an unknown block', { version: 1, blocks: [{ kind: 'conv3d' }] }, /^Block 1: .*dense, conv1d, conv2d/],
    ['an unknown neuron', { version: 1, neuron: { kind: 'spsn' } }, /^Neuron: .*lif, psu, ipsu, rpsu, ppsu, psn/],
    ['a neuron named as what every object has', { version: 1, neuron: { kind: 'constructor' } }, /^Neuron: .*lif/],
    ['an unknown surrogate', { version: 1, neuron: { surrogate: 'relu' } }, /^Neuron: .*atan/],
    ['a flag that is text', { version: 1, neuron: { learnTau: 'yes' } }, /^Neuron: .*τ.*on or off/],
    ['a norm that is a number', { version: 1, blocks: [{ norm: 1 }] }, /^Block 1: batch norm must be on or off/],
    ['an unknown schedule', { version: 1, learning: { schedule: 'linear' } }, /^Learning: .*constant, cosine/],
    ['an unknown loss', { version: 1, learning: { loss: 'hinge' } }, /^Learning: .*cross-entropy, mse/],
    ['an unknown task', { version: 1, task: { id: 'mnist' } }, /^Task: .*digits/],
    ['an unknown way to show', { version: 1, task: { show: 'diagonal' } }, /^Task: .*repeat, rows, columns/],
    ['a long file name', { version: 1, task: { file: 'f'.repeat(301) } }, /^Task: .*300 characters/],
    ['half a character', { version: 1, task: { file: 'a\ud800' } }, /^Task: .*whole/],
  ])('%s is refused in one sentence that names it', (_name, value, sentence) => {
    expect(messageOf(value)).toMatch(sentence);
  });

  it('keys it does not know are dropped, those of every object too', () => {
    const parsed = parseRecipe(JSON.parse('{"version":1,"__proto__":{"seed":9},"colour":"red","neuron":{"__proto__":{"tau":50},"constructor":1}}'));
    expect(parsed).toEqual(defaultRecipe());
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect(Object.keys(parsed.neuron)).toEqual(Object.keys(defaultRecipe().neuron));
  });

  it('defaults are not taken from what an object inherits', () => {
    expect(parseRecipe(Object.create({ seed: 5 }, { version: { value: 1, enumerable: true } }) as unknown).seed).toBe(RECIPE_FIELDS.seed.start);
  });
});

const numberOf = (name: RecipeField) => {
  const { min, max, whole } = RECIPE_FIELDS[name];
  return whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
};

describe('parseRecipe', () => {
  const recipes = fc.record({
    version: fc.constant(1), seed: numberOf('seed'), steps: numberOf('steps'),
    task: fc.record({ id: fc.constantFrom(...TASK_IDS), seed: numberOf('seed'), delay: numberOf('delay'), show: fc.constantFrom('repeat', 'rows', 'columns'), file: fc.string({ maxLength: 50, unit: 'grapheme' }) }),
    blocks: fc.array(fc.record({
      kind: fc.constantFrom('dense', 'conv1d', 'conv2d'), units: numberOf('units'), kernel: fc.constantFrom(1, 3, 5, 7), norm: fc.boolean(), pool: numberOf('pool'), dropout: numberOf('dropout'),
    }), { minLength: 1, maxLength: MAX_BLOCKS }),
    neuron: fc.record({
      kind: fc.constantFrom(...TRAINED_NEURONS), tau: numberOf('tau'), threshold: numberOf('threshold'), matrices: fc.constantFrom('released', 'consistent'),
      surrogate: fc.constantFrom('atan', 'sigmoid', 'piecewise-quadratic', 'fast-sigmoid', 'gate', 'box'), width: numberOf('width'),
      learnWidth: fc.boolean(), learnTau: fc.boolean(), learnThreshold: fc.boolean(), start: fc.constantFrom('released', 'lif'),
    }),
    learning: fc.record({
      epochs: numberOf('epochs'), batch: numberOf('batch'), rate: numberOf('rate'), decay: numberOf('decay'), schedule: fc.constantFrom('constant', 'cosine'), warmup: numberOf('warmup'),
      minRate: numberOf('minRate'), loss: fc.constantFrom('cross-entropy', 'mse'), smoothing: numberOf('smoothing'), clip: numberOf('clip'),
    }),
  });

  it('gives a valid recipe back as it was', () => {
    fc.assert(fc.property(recipes, (recipe) => {
      expect(parseRecipe(recipe)).toEqual(recipe);
      // JSON knows no −0.
      expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(JSON.parse(JSON.stringify(recipe)));
    }), { numRuns: 60 });
  });

  it('gives a recipe or one sentence, whatever it is given', () => {
    fc.assert(fc.property(fc.anything({ maxDepth: 3, withNullPrototype: true }), fc.constantFrom('task', 'blocks', 'neuron', 'learning', 'seed', 'steps'), (value, key) => {
      for (const given of [value, { version: 1, [key]: value }]) {
        try {
          const parsed = parseRecipe(given);
          expect(recipeSchema.check(parsed, '')).toEqual(parsed);
        } catch (error) {
          expect(error).toBeInstanceOf(ExperimentError);
          expect((error as Error).message).toMatch(oneSentence);
        }
      }
    }), { numRuns: 200 });
  });
});

describe('network presets', () => {
  const { neuron } = defaultRecipe();
  /** Learned numbers of a preset on inputs of one shape with 10 classes: PSU learns α in each block and no matrix. */
  const count = (id: string, input: readonly number[], more: Partial<typeof neuron> = {}) =>
    parameterCount(architecture({ steps: 8, blocks: networkPreset(id).blocks, neuron: { ...neuron, ...more } }, input, 10));
  const dense = (inputs: number, units: number) => inputs * units + units;

  const COUNTED: [string, readonly number[], number][] = [
    ['mlp', [28], dense(28, 128) + 1 + dense(128, 128) + 1 + dense(128, 10)],
    ['one', [28 * 28], dense(784, 256) + 1 + dense(256, 10)],
    ['small', [28 * 28], dense(784, 100) + 1 + dense(100, 10)],
    // Pictures 28×28 are 14×14 and 7×7 after the pools; batch norm has a gain and a shift a filter.
    ['convnet', [28, 28, 1], dense(9, 8) + 16 + 1 + dense(9 * 8, 16) + 32 + 1 + dense(7 * 7 * 16, 64) + 1 + dense(64, 10)],
    ['seq-conv', [28, 1], dense(3, 16) + 32 + 1 + dense(3 * 16, 32) + 64 + 1 + dense(14 * 32, 64) + 1 + dense(64, 10)],
    ['event-conv', [16, 16, 2], dense(18, 8) + 16 + 1 + dense(9 * 8, 16) + 32 + 1 + dense(4 * 4 * 16, 64) + 1 + dense(64, 10)],
    ['shd-mlp', [70], dense(70, 128) + 256 + 1 + dense(128, 128) + 256 + 1 + dense(128, 10)],
  ];

  it.each(COUNTED)('%s on %j has %d learned numbers, counted by hand', (id, input, expected) => {
    expect(count(id, input)).toBe(expected);
    const blocks = networkPreset(id).blocks.length;
    // Each block of an IPSU learns W of 8 × 8 and b of 8 besides; LIF learns no α, and θ and τ where asked.
    expect(count(id, input, { kind: 'ipsu' })).toBe(expected + 72 * blocks);
    expect(count(id, input, { kind: 'psn', learnThreshold: true, learnTau: true })).toBe(expected + 72 * blocks);
    expect(count(id, input, { kind: 'lif' })).toBe(expected - blocks);
    expect(count(id, input, { kind: 'lif', learnTau: true, learnThreshold: true })).toBe(expected + blocks);
  });

  it('every preset is in that list, is valid, and starts with finite numbers', () => {
    expect(NETWORKS.map(({ id }) => id).sort()).toEqual(COUNTED.map(([id]) => id).sort());
    for (const { blocks, sentence, id } of NETWORKS) {
      expect(sentence).toMatch(/^\S[^\n]*\.$/);
      expect(parseRecipe({ version: 1, blocks }).blocks).toEqual(blocks);
      expect(networkPreset(id).blocks).toBe(blocks);
      const input = { convnet: [8, 8, 1], 'event-conv': [8, 8, 2], 'seq-conv': [8, 1] }[id] ?? [8];
      expect(initialParameters(architecture({ steps: 4, blocks, neuron }, input, 3), 1).every(Number.isFinite)).toBe(true);
    }
    expect(networkPreset('no such').id).toBe('mlp');
  });

  it('neurons have their names', () => {
    expect(TRAINED_NEURONS.map(neuronLabel)).toEqual(['LIF', 'PSU', 'IPSU', 'RPSU', 'PPSU', 'PSN']);
  });
});
