/** A leaf, by its number, or two trees that were joined. */
export type Tree = number | Branch;

export interface Branch {
  readonly left: Tree;
  readonly right: Tree;
}

/**
 * Average-linkage clustering (UPGMA, Sokal & Michener 1958): the two nearest clusters are joined until one is left, where
 * the distance of clusters is the mean of those of their items. Found along chains of nearest neighbours (Murtagh 1983):
 * time and memory O(n²). Of equal distances the cluster with the smaller number counts as nearer, the last of the chain first.
 *
 * @param distances `[n, n]`, symmetric and finite; n at least 1
 */
export function average(distances: Float64Array, n: number): Tree {
  const between = distances.slice();
  const trees: Tree[] = Array.from({ length: n }, (_, k) => k);
  const sizes = new Uint32Array(n).fill(1);
  const alive = Array.from({ length: n }, (_, k) => k);
  const chain: number[] = [];

  const nearest = (of: number, before: number | undefined): number => {
    let [best, least] = [before ?? -1, before === undefined ? Infinity : between[of * n + before]];
    for (const other of alive) {
      if (other === of || !(between[of * n + other] < least)) continue;
      [best, least] = [other, between[of * n + other]];
    }
    return best;
  };

  while (alive.length > 1) {
    if (chain.length === 0) chain.push(alive[0]);
    const top = chain[chain.length - 1];
    const before = chain[chain.length - 2];
    const next = nearest(top, before);
    if (next !== before) {
      chain.push(next);
      continue;
    }
    chain.length -= 2;
    const [keep, gone] = [Math.min(top, before), Math.max(top, before)];
    alive.splice(alive.indexOf(gone), 1);
    for (const other of alive) {
      if (other === keep) continue;
      const [a, b] = [between[keep * n + other], between[gone * n + other]];
      const mean = (sizes[keep] * a + sizes[gone] * b) / (sizes[keep] + sizes[gone]);
      // Rounding must not bring a joined cluster nearer than its parts, or a chain could run in a circle.
      between[keep * n + other] = between[other * n + keep] = Math.min(Math.max(mean, Math.min(a, b)), Math.max(a, b));
    }
    trees[keep] = { left: trees[keep], right: trees[gone] };
    sizes[keep] += sizes[gone];
  }
  return trees[alive[0]];
}
