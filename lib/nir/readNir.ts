import { FormatError, shown } from '../formats/FormatError';
import { openHdf5 } from '../formats/hdf5';
import type { Hdf5File } from '../formats/hdf5File';
import { plainSource, type FileLike, type Pace } from '../formats/source';
import { count } from '../numerics/words';
import { contentOf, namesIn, wordAt } from './hdf5Graph';
import { inline, type Member } from './inline';
import { NIR_LIMITS, type NirEdge, type NirGraph, type NirNode, type NirParameter } from './types';

/** What may still be read of one file. */
interface Room {
  nodes: number;
  edges: number;
  numbers: number;
}

function readEdges(hdf5: Hdf5File, path: string, room: Room): NirEdge[] {
  const { file } = hdf5;
  const found = contentOf(hdf5, path, 2 * room.edges);
  // A graph without edges is written as an empty array of whatever type.
  if (found && (found.kind === 'numbers' ? found.parameter.data.length === 0 : found.kind === 'texts' && found.texts.length === 0)) return [];
  if (!found || found.kind !== 'texts' || found.shape.length !== 2 || found.shape[1] !== 2) {
    throw new FormatError(file, path, `${path} should be rows of two names, from and to.`);
  }
  room.edges -= found.shape[0];
  return Array.from({ length: found.shape[0] }, (_, i) => [found.texts[2 * i], found.texts[2 * i + 1]] as const);
}

function readNode(hdf5: Hdf5File, path: string, name: string, type: string, room: Room): NirNode {
  const parameters: [string, NirParameter][] = [];
  const texts: [string, string][] = [];
  for (const key of namesIn(hdf5, path, NIR_LIMITS.parametersOfNode) ?? []) {
    if (key === 'type') continue;
    // Groups beside the parameters are notes for people (`metadata`), and nothing is computed from them.
    const content = contentOf(hdf5, `${path}/${key}`, room.numbers);
    if (content?.kind === 'numbers') {
      room.numbers -= content.parameter.data.length;
      parameters.push([key, content.parameter]);
    } else if (content?.kind === 'texts' && content.texts.length === 1) {
      texts.push([key, content.texts[0]]);
    }
  }
  return { name, type, parameters: Object.fromEntries(parameters), texts: Object.fromEntries(texts) };
}

/** Nodes of the graph at a path; those of a sub-graph are read where `depth` allows it. */
async function readMembers(hdf5: Hdf5File, path: string, room: Room, depth: number, pace: Pace): Promise<{ members: Member[]; edges: NirEdge[] }> {
  const { file } = hdf5;
  const names = namesIn(hdf5, `${path}/nodes`, room.nodes);
  if (!names) throw new FormatError(file, `${path}/nodes`, `the file has no group ${path}/nodes; a NIR graph keeps its nodes there.`);
  room.nodes -= names.length;
  const members: Member[] = [];
  for (const name of names) {
    const place = `${path}/nodes/${name}`;
    const type = wordAt(hdf5, `${place}/type`);
    if (!type) throw new FormatError(file, place, `the node “${shown(name)}” does not say its type.`);
    if (type !== 'NIRGraph') members.push(readNode(hdf5, place, name, type, room));
    else if (depth > 0) members.push({ name, ...(await readMembers(hdf5, place, room, depth - 1, pace)) });
    else throw new FormatError(file, place, `the node “${shown(name)}” is a graph within a graph within a graph; one level is read.`);
    await pace(0, file);
  }
  return { members, edges: readEdges(hdf5, `${path}/edges`, room) };
}

/**
 * Reads a .nir file: HDF5 with `/version`, `/node/type` = NIRGraph, `/node/nodes/<name>/{type, parameters}` and
 * `/node/edges`, n × 2 names. A graph within the graph is taken apart, its nodes called `<graph>.<node>`; `metadata` is
 * left out. Unknown types of nodes are kept. Layout: nir/serialization.py of the nir package.
 *
 * @throws {FormatError} anything missing, damaged, not finite or beyond `NIR_LIMITS`
 */
export async function readNir(file: FileLike, pace: Pace): Promise<NirGraph> {
  if (file.size > NIR_LIMITS.fileBytes) {
    throw new FormatError(file.path, 'file', `the file has ${count(file.size)} bytes; the limit for a NIR graph is ${count(NIR_LIMITS.fileBytes)}.`);
  }
  const hdf5 = await openHdf5(plainSource(file), pace);
  try {
    if (wordAt(hdf5, '/node/type') !== 'NIRGraph') {
      throw new FormatError(file.path, '/node/type', 'the file does not say NIRGraph at /node/type, so it is no NIR graph.');
    }
    const room: Room = { nodes: NIR_LIMITS.nodes, edges: NIR_LIMITS.edges, numbers: NIR_LIMITS.numbers };
    const { members, edges } = await readMembers(hdf5, '/node', room, 1, pace);
    const graph = { version: wordAt(hdf5, '/version') ?? '', ...inline(file.path, members, edges) };
    const names = new Set(graph.nodes.map(({ name }) => name));
    for (const ends of graph.edges) {
      const lost = ends.find((name) => !names.has(name));
      if (lost !== undefined) {
        throw new FormatError(file.path, '/node/edges', `/node/edges has one from “${shown(ends[0])}” to “${shown(ends[1])}”, but there is no node “${shown(lost)}”.`);
      }
    }
    return graph;
  } finally {
    hdf5.close();
  }
}
