/**
 * An order in which items that are alike stand side by side: the leaves of a tree of average-linkage clustering, its branches
 * turned so that neighbours are as near as can be.
 */
import { average, type Branch, type Tree } from './linkage';

/** Items up to which the best of all orders of the tree is found: its time grows with the cube. */
export const MOST_OPTIMAL = 400;

const leavesOf = (tree: Tree): number[] => {
  const leaves: number[] = [];
  const open: Tree[] = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'number') leaves.push(next);
    else open.push(next.right, next.left);
  }
  return leaves;
};

/** Branches, those inside before those outside. A tree may be as deep as it has leaves: no recursion. */
function fromInside(tree: Tree): Branch[] {
  const branches: Branch[] = [];
  const open: Tree[] = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'number') continue;
    branches.push(next);
    open.push(next.left, next.right);
  }
  return branches.reverse();
}

/** Optimal leaf ordering (Bar-Joseph, Gifford & Jaakkola 2001): the least sum of distances of neighbours that a turned tree can have. */
function optimalOrder(tree: Tree, distances: Float64Array, n: number): number[] {
  // best[u·n + w]: the least sum of the branch in which u and w lie in different halves, with u and w at its ends.
  const best = new Float64Array(n * n);
  const leaves = new Map<Tree, number[]>();
  const inside = (part: Tree): number[] => {
    let known = leaves.get(part);
    if (!known) leaves.set(part, (known = leavesOf(part)));
    return known;
  };
  /** What can stand at the other end where `leaf` stands at one. */
  const opposite = (part: Tree, leaf: number): number[] => {
    if (typeof part === 'number') return [part];
    return inside(part.left).includes(leaf) ? inside(part.right) : inside(part.left);
  };
  const sides = (part: Tree): readonly (readonly [ends: number[], others: number[]])[] =>
    typeof part === 'number' ? [[[part], [part]]] : [[inside(part.left), inside(part.right)], [inside(part.right), inside(part.left)]];

  const reach = new Float64Array(n);
  for (const { left, right } of fromInside(tree)) {
    for (const [us, ms] of sides(left)) {
      for (const u of us) {
        for (const k of inside(right)) {
          let least = Infinity;
          for (const m of ms) least = Math.min(least, best[u * n + m] + distances[m * n + k]);
          reach[k] = least;
        }
        for (const [ws, ks] of sides(right)) {
          for (const w of ws) {
            let least = Infinity;
            for (const k of ks) least = Math.min(least, reach[k] + best[k * n + w]);
            best[u * n + w] = best[w * n + u] = least;
          }
        }
      }
    }
  }

  const order: number[] = [];
  const open: { part: Tree; from: number; to: number }[] = [];
  const push = (part: Tree, from: number, to: number) => open.push({ part, from, to });
  {
    let [from, to, least] = [0, 0, Infinity];
    if (typeof tree !== 'number') {
      for (const u of inside(tree.left)) for (const w of inside(tree.right)) if (best[u * n + w] < least) [from, to, least] = [u, w, best[u * n + w]];
    }
    push(tree, from, to);
  }
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, from, to } = next;
    if (typeof part === 'number') {
      order.push(part);
      continue;
    }
    const [first, second] = inside(part.left).includes(from) ? [part.left, part.right] : [part.right, part.left];
    let [end, start, least] = [from, to, Infinity];
    for (const m of opposite(first, from)) {
      for (const k of opposite(second, to)) {
        const sum = best[from * n + m] + distances[m * n + k] + best[k * n + to];
        if (sum < least) [end, start, least] = [m, k, sum];
      }
    }
    push(second, start, to);
    push(first, from, end);
  }
  return order;
}

/** Turns each branch once, from the inside out, so that the nearest two of its four ends meet. */
function greedyOrder(tree: Tree, distances: Float64Array, n: number): number[] {
  const orders = new Map<Tree, number[]>();
  const orderOf = (part: Tree): number[] => (typeof part === 'number' ? [part] : (orders.get(part) as number[]));
  for (const branch of fromInside(tree)) {
    const [left, right] = [orderOf(branch.left), orderOf(branch.right)];
    const [a, b, c, d] = [left[0], left[left.length - 1], right[0], right[right.length - 1]];
    const gaps = [distances[b * n + c], distances[b * n + d], distances[a * n + c], distances[a * n + d]];
    const way = gaps.indexOf(Math.min(...gaps));
    orders.set(branch, [...(way >= 2 ? [...left].reverse() : left), ...(way % 2 === 1 ? [...right].reverse() : right)]);
    orders.delete(branch.left);
    orders.delete(branch.right);
  }
  return orderOf(tree);
}

/**
 * Seriation. Up to 400 items it is the optimal leaf ordering of average-linkage clustering; for more, the branches of the same
 * tree are turned one by one, which is not the best of all orders but takes only the square of their number. The same
 * matrix gives the same order; of an order and its reverse, the one that begins with the smaller item.
 *
 * @param matrix `[size, size]` distances, row by row; where they are not symmetric their mean counts, and NaN is as far as any
 * @returns a permutation of 0 … size − 1
 * @throws {RangeError} a matrix of another size
 */
export function seriate(matrix: ArrayLike<number>, size: number): Uint32Array {
  if (matrix.length !== size * size) throw new RangeError(`A matrix of ${size} items has ${size * size} numbers, not ${matrix.length}.`);
  if (size === 0) return new Uint32Array(0);
  const distances = symmetric(matrix, size);
  const tree = average(distances, size);
  const order = size <= MOST_OPTIMAL ? optimalOrder(tree, distances, size) : greedyOrder(tree, distances, size);
  return Uint32Array.from(order[0] <= order[size - 1] ? order : order.reverse());
}

function symmetric(matrix: ArrayLike<number>, n: number): Float64Array {
  const distances = new Float64Array(n * n);
  let farthest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const mean = (matrix[i * n + j] + matrix[j * n + i]) / 2;
      distances[i * n + j] = i === j ? 0 : mean;
      if (mean > farthest && mean < Infinity) farthest = mean;
    }
  }
  for (let k = 0; k < n * n; k++) if (!Number.isFinite(distances[k])) distances[k] = farthest;
  return distances;
}
