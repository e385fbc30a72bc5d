/** @jest-environment node */
import fc from 'fast-check';
import { FormatError } from '@/lib/formats/FormatError';
import { loadHdf5 } from '@/lib/formats/hdf5Library';
import { writeHdf5, type Hdf5Entry } from '@/lib/formats/hdf5Write';
import { checkGraph } from '@/lib/nir/check';
import { NIR_LIMITS, type NirGraph, type NirNode } from '@/lib/nir/types';
import { writeNir } from '@/lib/nir/writeNir';
import { fuzzRuns, mutations } from '../formats/spikes/mutate';
import { realFile, whenPresent } from '../formats/whenPresent';
import { chain, fileOf, graphOf, node, read, run } from './graphs';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

/** In the order of names, as HDF5 gives them. */
const sorted = ({ nodes, ...rest }: NirGraph): NirGraph => ({ ...rest, nodes: [...nodes].sort((a, b) => (Buffer.from(a.name).compare(Buffer.from(b.name)))) });

async function refusal(bytes: Uint8Array): Promise<FormatError> {
  const error: unknown = await read('a.nir', bytes).catch((thrown: unknown) => thrown);
  if (!(error instanceof FormatError)) throw new Error(`A FormatError was expected, not ${String(error)}.`);
  expect(error.message.startsWith('a.nir: ')).toBe(true);
  expect(error.message).toMatch(/[.?]$/);
  return error;
}

const word = (path: string, text: string): Hdf5Entry => ({ path, shape: [], type: 'text', data: [text] });
const edges = (path: string, pairs: readonly (readonly [string, string])[]): Hdf5Entry => ({ path, shape: [pairs.length, 2], type: 'text', data: pairs.flat() });
const numbers = (path: string, data: readonly number[], shape: readonly number[] = [data.length], type: 'f32' | 'f64' | 'i64' = 'f64'): Hdf5Entry => ({ path, shape, type, data });
const root = [word('/version', '1.0'), word('/node/type', 'NIRGraph')];
const ends = [word('/node/nodes/a/type', 'Input'), numbers('/node/nodes/a/shape', [1], [1], 'i64'), word('/node/nodes/b/type', 'Output'), numbers('/node/nodes/b/shape', [1], [1], 'i64')];

describe('a graph that is written and read', () => {
  it('is the same', async () => {
    const graph = chain([1, 4, 4], [
      node('conv.1', 'Conv2d', { weight: [[[[0.1, 0.2], [0.3, 0.4]]]], bias: [0.5], stride: [1, 1], padding: 'same', dilation: 1, groups: 1, input_shape: [4, 4] }),
      node('größe', 'IF', { r: [1], v_threshold: [1], v_reset: [0] }),
      node('something new', 'Strange', { knob: [[1, 2], [3, 4]] }),
    ], [1, 4, 4]);
    const back = await read('a.nir', await writeNir(graph));
    expect(sorted(back)).toEqual(sorted(graph));
  });

  it('is the same whatever it holds', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => !/[/\0]/.test(text) && text.isWellFormed() && text !== '.');
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.float({ noNaN: true, noDefaultInfinity: true }));
    const parameter = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }).chain((shape) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return fc.array(value, { minLength: size, maxLength: size }).map((data) => ({ shape, data: Float64Array.from(data) }));
    });
    const key = fc.constantFrom('tau', 'weight', 'stride', 'shape', 'padding', 'v_leak');
    const one = fc.record({ type: fc.constantFrom('LIF', 'Conv2d', 'Ω'), parameters: fc.dictionary(key, parameter, { noNullPrototype: true }), text: fc.constantFrom('', 'same', 'ä') });
    const graphs = fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).chain((names) =>
      fc.tuple(fc.array(one, { minLength: names.length, maxLength: names.length }), fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 6 }))
        .map(([rest, wires]): NirGraph => ({
          version: '1.0', edges: wires,
          nodes: names.map((each, i): NirNode => ({ name: each, type: rest[i].type, parameters: rest[i].parameters, texts: rest[i].text ? { word: rest[i].text } : {} })),
        })));
    await fc.assert(fc.asyncProperty(graphs, async (graph) => {
      const back = await read('a.nir', await writeNir(graph));
      expect(sorted(back)).toEqual(sorted(graph));
    }), { numRuns: 60 });
  });

  it('runs to the same spikes', async () => {
    const graph = chain([2], [node('w', 'Linear', { weight: [[0.3, 0.1], [0.7, -0.2]] }), node('n', 'LIF', { tau: [3, 4], r: [1, 1], v_leak: [0, 0.1], v_threshold: [0.2, 0.3] })], [2]);
    const rows = Array.from({ length: 50 }, (_, t) => [Math.sin(t), 1]);
    const back = await read('a.nir', await writeNir(graph));
    expect(run(back, rows).recorded[0].spikes).toEqual(run(graph, rows).recorded[0].spikes);
    expect(run(graph, rows).recorded[0].raster.times.length).toBeGreaterThanOrEqual(5);
  });

  it.each(['', '.', 'a/b', 'a\0b'])('refuses the name “%s”', async (name) => {
    await expect(writeNir(graphOf([node(name, 'Input', { shape: [1] })], []))).rejects.toThrow(RangeError);
  });

  it('refuses a name twice, and data that do not fill their shape', async () => {
    await expect(writeNir(graphOf([node('a', 'Input'), node('a', 'Output')], []))).rejects.toThrow('the same name');
    await expect(writeHdf5([numbers('/a', [1, 2], [3])])).rejects.toThrow('/a has 2 entries, which do not fill its shape 3.');
  });

  it('refuses a path twice', async () => {
    await expect(writeHdf5([numbers('/a', [1]), numbers('/a', [2])])).rejects.toThrow('Two entries of the HDF5 file have the same path.');
  });

  it('leaves nothing behind where a file cannot be written', async () => {
    const h5 = await loadHdf5('a.nir');
    const free = jest.spyOn(h5, '_free');
    const written = () => h5.FS.analyzePath('/written.h5').exists;
    await expect(writeHdf5([numbers('/a', [1]), numbers('/a/b', [1])])).rejects.toThrow('/a/b could not be written to the HDF5 file.');
    expect(free).toHaveBeenCalledTimes(2);
    expect(written()).toBe(false);
    const failing = jest.spyOn(h5 as typeof h5 & { create_dataset(): number }, 'create_dataset').mockImplementation(() => {
      throw new Error('broken');
    });
    await expect(writeHdf5([numbers('/a', [1])])).rejects.toThrow('broken');
    expect(free).toHaveBeenCalledTimes(3);
    expect(written()).toBe(false);
    failing.mockRestore();
    const closed = jest.spyOn(h5, 'close_file');
    jest.spyOn(h5, 'open').mockReturnValue(BigInt(-1));
    await expect(writeHdf5([numbers('/a', [1])])).rejects.toThrow('The HDF5 file could not be begun.');
    expect(closed).not.toHaveBeenCalled();
  });
});

describe('a graph within the graph', () => {
  const inner = (name: string, lines: readonly (readonly [string, string])[], more: Hdf5Entry[] = []): Hdf5Entry[] => [
    word(`/node/nodes/${name}/type`, 'NIRGraph'),
    ...['input', 'output'].flatMap((end) => [word(`/node/nodes/${name}/nodes/${end}/type`, end === 'input' ? 'Input' : 'Output'), numbers(`/node/nodes/${name}/nodes/${end}/shape`, [1])]),
    word(`/node/nodes/${name}/nodes/lif/type`, 'IF'), numbers(`/node/nodes/${name}/nodes/lif/r`, [1]), numbers(`/node/nodes/${name}/nodes/lif/v_threshold`, [1]),
    word(`/node/nodes/${name}/nodes/w/type`, 'Scale'), numbers(`/node/nodes/${name}/nodes/w/scale`, [1]),
    edges(`/node/nodes/${name}/edges`, lines), ...more,
  ];
  const circle = [['input', 'lif'], ['lif', 'w'], ['w', 'lif'], ['lif', 'output']] as const;

  it('is taken apart', async () => {
    const graph = await read('a.nir', await writeHdf5([...root, ...ends, ...inner('sub', circle), edges('/node/edges', [['a', 'sub'], ['sub', 'b']])]));
    expect(graph.nodes.map(({ name, type }) => `${name} ${type}`).sort()).toEqual(['a Input', 'b Output', 'sub.lif IF', 'sub.w Scale']);
    expect(graph.edges.map((edge) => edge.join(' ')).sort()).toEqual(['a sub.lif', 'sub.lif b', 'sub.lif sub.w', 'sub.w sub.lif']);
    expect(checkGraph(graph).problems).toEqual([]);
  });

  it('is refused where it cannot be', async () => {
    const straight = await refusal(await writeHdf5([...root, ...ends, ...inner('sub', [['input', 'output'], ['input', 'lif'], ['lif', 'output']]), edges('/node/edges', [])]));
    expect(straight.message).toContain('straight to its output');
    const deep = inner('sub', circle, [word('/node/nodes/sub/nodes/deep/type', 'NIRGraph')]);
    expect((await refusal(await writeHdf5([...root, ...ends, ...deep, edges('/node/edges', [])]))).message).toContain('one level is read');
    const two = inner('sub', circle, [word('/node/nodes/sub/nodes/in2/type', 'Input')]);
    expect((await refusal(await writeHdf5([...root, ...ends, ...two, edges('/node/edges', [])]))).message).toContain('has 2 inputs and 1 outputs');
  });

  it('does not multiply its edges without end', async () => {
    const many = Array.from({ length: 150 }, (_, i) => `n${i}`);
    const wide = [
      ...['input', 'output'].map((end) => word(`/node/nodes/sub/nodes/${end}/type`, end === 'input' ? 'Input' : 'Output')),
      ...many.map((name) => word(`/node/nodes/sub/nodes/${name}/type`, 'IF')),
      word('/node/nodes/sub/type', 'NIRGraph'),
      edges('/node/nodes/sub/edges', many.flatMap((name) => [['input', name], [name, 'output']] as const)),
    ];
    const error = await refusal(await writeHdf5([...root, ...ends, ...wide, edges('/node/edges', [['sub', 'sub'], ['a', 'sub']])]));
    expect(error.message).toContain('more than 10,000 edges');
  });
});

describe('a file that is no graph', () => {
  it.each<[string, Hdf5Entry[], string]>([
    ['another HDF5 file', [numbers('/x', [1])], 'does not say NIRGraph at /node/type'],
    ['no nodes', [...root, edges('/node/edges', [])], 'the file has no group /node/nodes'],
    ['no edges', [...root, ...ends], '/node/edges should be rows of two names'],
    ['edges of three', [...root, ...ends, { path: '/node/edges', shape: [1, 3], type: 'text', data: ['a', 'b', 'a'] }], '/node/edges should be rows of two names'],
    ['edges of numbers', [...root, ...ends, numbers('/node/edges', [1, 2], [1, 2])], '/node/edges should be rows of two names'],
    ['an edge to nowhere', [...root, ...ends, edges('/node/edges', [['a', 'lost']])], 'from “a” to “lost”, but there is no node “lost”'],
    ['a node without a type', [...root, ...ends, numbers('/node/nodes/c/tau', [1]), edges('/node/edges', [])], 'the node “c” does not say its type'],
    ['a number that is not one', [...root, ...ends, word('/node/nodes/c/type', 'LI'), numbers('/node/nodes/c/tau', [1, NaN]), edges('/node/edges', [])], '/node/nodes/c/tau has NaN at place 1'],
    ['an infinite one', [...root, ...ends, word('/node/nodes/c/type', 'LI'), numbers('/node/nodes/c/tau', [-Infinity]), edges('/node/edges', [])], '/node/nodes/c/tau has -Infinity at place 0'],
    ['many axes', [...root, ...ends, word('/node/nodes/c/type', 'LI'), numbers('/node/nodes/c/tau', [1], Array(9).fill(1) as number[]), edges('/node/edges', [])], '/node/nodes/c/tau has 9 axes; the limit is 8.'],
    ['many edges', [...root, ...ends, edges('/node/edges', Array.from({ length: 10_001 }, () => ['a', 'b'] as const))], '/node/edges has 20,002 entries; there is room for 20,000.'],
    ['many nodes', [...root, ...Array.from({ length: 1001 }, (_, i) => word(`/node/nodes/n${i}/type`, 'IF')), edges('/node/edges', [])], '/node/nodes holds 1,001 entries; the limit is 1,000.'],
    ['many parameters', [...root, word('/node/nodes/c/type', 'LI'), ...Array.from({ length: 64 }, (_, i) => numbers(`/node/nodes/c/p${i}`, [1])), edges('/node/edges', [])], '/node/nodes/c holds 65 entries; the limit is 64.'],
    ['a long name', [...root, word(`/node/nodes/${'x'.repeat(201)}/type`, 'LI'), edges('/node/edges', [])], 'longer than 200 characters'],
    ['a long text', [...root, ...ends, word('/node/nodes/c/type', 'x'.repeat(1000)), edges('/node/edges', [])], 'holds a text of more than 200 characters'],
  ])('%s', async (_, entries, sentence) => {
    expect((await refusal(await writeHdf5(entries))).message).toContain(sentence);
  });

  it('has too many bytes, or is none', async () => {
    const huge = { ...fileOf('a.nir', new Uint8Array(1)), size: NIR_LIMITS.fileBytes + 1 };
    const { readNir } = await import('@/lib/nir/readNir');
    await expect(readNir(huge, async () => undefined)).rejects.toThrow('the limit for a NIR graph is 268,435,456');
    await refusal(new Uint8Array([1, 2, 3]));
  });

  it('ends as the pace says', async () => {
    const { readNir } = await import('@/lib/nir/readNir');
    const bytes = await writeNir(chain([1], [], [1]));
    const stop = new Error('stop');
    await expect(readNir(fileOf('a.nir', bytes), async () => { throw stop; })).rejects.toBe(stop);
    // And the library is free for the next file.
    await expect(read('a.nir', bytes)).resolves.toMatchObject({ version: '1.0' });
  });
});

it('reads or refuses damaged files', async () => {
  const graph = chain([1], [node('w', 'Affine', { weight: [[2]], bias: [1] }), node('n', 'LIF', { tau: [2], r: [1], v_leak: [0], v_threshold: [1] })], [1]);
  const bytes = await writeNir(graph);
  let readable = 0;
  const runs = fuzzRuns(1000);
  for (const damaged of mutations(bytes, [], runs)) {
    const back: unknown = await read('a.nir', damaged).catch((thrown: unknown) => thrown);
    if (back instanceof Error) {
      if (!(back instanceof FormatError)) throw back;
      continue;
    }
    readable += 1;
    const found = back as NirGraph;
    const { problems } = checkGraph(found);
    if (problems.length > 0) continue;
    try {
      run(found, [[1]]);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  expect(readable).toBeGreaterThan(runs / 20);
  expect(readable).toBeLessThan(runs);
}, 120_000);

whenPresent('real files', () => {
  it.each(['lif_norse', 'two_lif_neurons', 'braille_noDelay_noBias_subtract', 'cnn_sinabs'])('%s can be written again', async (name) => {
    const graph = await read(`${name}.nir`, realFile(`nir/${name}.nir`));
    expect(graph.version).toMatch(/^0\.[12]\.\d$/);
    expect(await read('again.nir', await writeNir(graph))).toEqual(graph);
  });

  it('holds the numbers that are in the file', async () => {
    const { nodes, edges: wires } = await read('lif_norse.nir', realFile('nir/lif_norse.nir'));
    const lif = nodes.find(({ type }) => type === 'LIF')!;
    expect(lif).toEqual(node('1', 'LIF', { r: [1], tau: [0.0024999999441206455], v_leak: [0], v_threshold: [0.10000000149011612] }));
    expect(wires.map((edge) => edge.join(' → ')).sort()).toEqual(['0 → 1', '1 → output', 'input → 0']);
  });
});
