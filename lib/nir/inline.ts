import { FormatError, shown } from '../formats/FormatError';
import { count } from '../numerics/words';
import { NIR_LIMITS, type NirEdge, type NirNode } from './types';

/** A node, or a graph that stands where a node could. */
export type Member = NirNode | { readonly name: string; readonly members: readonly Member[]; readonly edges: readonly NirEdge[] };

/**
 * Puts the nodes of sub-graphs in their place. What led to a sub-graph leads to the nodes behind its Input, what left it
 * comes from the nodes before its Output; these two are left out.
 *
 * @throws {FormatError} sub-graphs without exactly one Input and one Output, names that occur twice, too many edges
 */
export function inline(file: string, members: readonly Member[], edges: readonly NirEdge[]): { nodes: NirNode[]; edges: NirEdge[] } {
  const nodes: NirNode[] = [];
  let wires = [...edges];
  for (const member of members) {
    if (!('members' in member)) {
      nodes.push(member);
      continue;
    }
    const { name } = member;
    const inner = inline(file, member.members, member.edges);
    const [inputs, outputs] = ['Input', 'Output'].map((type) => inner.nodes.filter((node) => node.type === type).map((node) => node.name));
    if (inputs.length !== 1 || outputs.length !== 1) {
      throw new FormatError(file, shown(name), `the graph “${shown(name)}” within the graph has ${inputs.length} inputs and ${outputs.length} outputs; one of each is read.`);
    }
    const called = (node: string) => `${name}.${node}`;
    nodes.push(...inner.nodes.filter((node) => node.name !== inputs[0] && node.name !== outputs[0]).map((node) => ({ ...node, name: called(node.name) })));
    const ends = (from: boolean, at: string) => inner.edges.filter((edge) => edge[from ? 0 : 1] === at).map((edge) => edge[from ? 1 : 0]);
    const [firsts, lasts] = [ends(true, inputs[0]), ends(false, outputs[0])];
    if (firsts.includes(outputs[0])) throw new FormatError(file, shown(name), `the graph “${shown(name)}” within the graph has an edge from its input straight to its output, which is not read.`);
    const within = inner.edges.filter(([from, to]) => from !== inputs[0] && to !== outputs[0]).map(([from, to]): NirEdge => [called(from), called(to)]);
    const joined: NirEdge[] = [];
    for (const [from, to] of wires) {
      const starts = from === name ? lasts.map(called) : [from];
      const targets = to === name ? firsts.map(called) : [to];
      // Many edges to a graph of many edges would multiply: they are counted before they are made.
      if (joined.length + within.length + starts.length * targets.length > NIR_LIMITS.edges) {
        throw new FormatError(file, shown(name), `the graph has more than ${count(NIR_LIMITS.edges)} edges once “${shown(name)}” is taken apart.`);
      }
      for (const start of starts) for (const end of targets) joined.push([start, end]);
    }
    wires = [...joined, ...within];
  }
  if (new Set(nodes.map((node) => node.name)).size < nodes.length) throw new FormatError(file, 'nodes', 'two nodes of the graph have the same name.');
  return { nodes, edges: wires };
}
