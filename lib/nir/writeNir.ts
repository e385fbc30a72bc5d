import { shown } from '../formats/FormatError';
import { writeHdf5, type Hdf5Entry } from '../formats/hdf5Write';
import type { NirGraph, NirNode, NirParameter } from './types';

/** Parameters that count or choose; the nir package expects whole numbers there. */
const WHOLE_NUMBERS: ReadonlySet<string> = new Set([
  'shape', 'input_shape', 'input_type', 'stride', 'padding', 'dilation', 'groups', 'kernel_size', 'start_dim', 'end_dim',
]);

const isWhole = (key: string, { data }: NirParameter): boolean => WHOLE_NUMBERS.has(key) && data.every(Number.isSafeInteger);
const isSingle = ({ data }: NirParameter): boolean => data.every((value) => Math.fround(value) === value);

function entriesOf({ name, type, parameters, texts }: NirNode): Hdf5Entry[] {
  const root = `/node/nodes/${name}`;
  const all = Object.entries(parameters);
  // One precision a node: libraries compute with all its parameters together.
  const real = all.every(([key, value]) => isWhole(key, value) || isSingle(value)) ? 'f32' : 'f64';
  return [
    { path: `${root}/type`, shape: [], type: 'text', data: [type] },
    ...Object.entries(texts).map(([key, text]): Hdf5Entry => ({ path: `${root}/${key}`, shape: [], type: 'text', data: [text] })),
    ...all.map(([key, value]): Hdf5Entry => ({ path: `${root}/${key}`, type: isWhole(key, value) ? 'i64' : real, ...value })),
  ];
}

/**
 * Writes a graph as the nir package does: `/version`, `/node/type`, `/node/nodes/<name>/{type, parameters}` and
 * `/node/edges`, n × 2 names, texts of variable length in UTF-8. Numbers take 32 bits where these hold all numbers of a
 * node exactly, else 64.
 *
 * @throws {RangeError} names of nodes that are empty, `.`, hold a slash or a zero, or occur twice
 */
export async function writeNir({ version, nodes, edges }: NirGraph): Promise<Uint8Array> {
  const wrong = nodes.find(({ name }) => name === '' || name === '.' || /[/\0]/.test(name));
  if (wrong) throw new RangeError(`The node “${shown(wrong.name)}” has a name that HDF5 cannot keep.`);
  if (new Set(nodes.map(({ name }) => name)).size < nodes.length) throw new RangeError('Two nodes of the graph have the same name.');
  return writeHdf5([
    { path: '/version', shape: [], type: 'text', data: [version] },
    { path: '/node/type', shape: [], type: 'text', data: ['NIRGraph'] },
    ...nodes.flatMap(entriesOf),
    { path: '/node/edges', shape: [edges.length, 2], type: 'text', data: edges.flat() },
  ]);
}
