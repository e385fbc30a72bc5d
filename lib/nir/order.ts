import type { NirGraph } from './types';

/** In which order the nodes of a graph take their turn within a step. */
export interface Order {
  /** Places in `graph.nodes`; all of them. */
  readonly nodes: readonly number[];
  /** Places in `graph.edges` of those that lead back: they carry the value of the step before. */
  readonly delayed: ReadonlySet<number>;
  /** Places in `graph.nodes` of those that no Input leads to. */
  readonly unreached: readonly number[];
}

/**
 * Walks from the Inputs along the edges, as deep as they go, nearer nodes first and then by name, so that the order in
 * which a file lists its edges changes nothing. An edge that leads back to a node on the way to it closes a circle and
 * is delayed by one step; without these edges every node comes after all that lead to it.
 */
export function orderOf({ nodes, edges }: Pick<NirGraph, 'nodes' | 'edges'>): Order {
  const place = new Map(nodes.map(({ name }, i) => [name, i]));
  const next: { readonly edge: number; readonly to: number }[][] = nodes.map(() => []);
  edges.forEach(([from, to], edge) => {
    const [start, end] = [place.get(from), place.get(to)];
    if (start !== undefined && end !== undefined) next[start].push({ edge, to: end });
  });

  const distance = nodes.map(({ type }) => (type === 'Input' ? 0 : Infinity));
  const queue = nodes.flatMap(({ type }, i) => (type === 'Input' ? [i] : []));
  for (let k = 0; k < queue.length; k += 1) {
    for (const { to } of next[queue[k]]) {
      if (distance[to] < Infinity) continue;
      distance[to] = distance[queue[k]] + 1;
      queue.push(to);
    }
  }

  const nearer = (a: number, b: number): number => {
    if (distance[a] !== distance[b]) return distance[a] < distance[b] ? -1 : 1;
    return nodes[a].name < nodes[b].name ? -1 : 1;
  };
  for (const list of next) list.sort((a, b) => nearer(a.to, b.to));
  const state = new Uint8Array(nodes.length);
  const [NEW, OPEN, DONE] = [0, 1, 2];
  const delayed = new Set<number>();
  const finished: number[] = [];
  for (const root of nodes.map((_, i) => i).sort(nearer)) {
    if (state[root] !== NEW) continue;
    const path = [{ node: root, at: 0 }];
    state[root] = OPEN;
    while (path.length > 0) {
      const top = path[path.length - 1];
      const step = next[top.node][top.at];
      top.at += 1;
      if (!step) {
        state[top.node] = DONE;
        finished.push(top.node);
        path.pop();
      } else if (state[step.to] === OPEN) delayed.add(step.edge);
      else if (state[step.to] === NEW) {
        state[step.to] = OPEN;
        path.push({ node: step.to, at: 0 });
      }
    }
  }
  return { nodes: finished.reverse(), delayed, unreached: nodes.flatMap((_, i) => (distance[i] === Infinity ? [i] : [])) };
}
