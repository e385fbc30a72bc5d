/** How the parameters of a node are asked for; what is wrong with one is a RangeError that names the node. */
import { shown } from '../formats/FormatError';
import { shapeText, sizeOf, type NirNode, type NirParameter, type Shape } from './types';

/** `The node “conv1” (Conv2d)`. */
export const called = ({ name, type }: Pick<NirNode, 'name' | 'type'>): string => `The node “${shown(name)}” (${shown(type)})`;

/** @throws {RangeError} always, one sentence about a node */
export function refuse(node: NirNode, sentence: string): never {
  throw new RangeError(`${called(node)} ${sentence}`);
}

export const has = (node: NirNode, key: string): boolean => Object.hasOwn(node.parameters, key);

/** @throws {RangeError} where the node has none */
export function parameter(node: NirNode, key: string): NirParameter {
  return has(node, key) ? node.parameters[key] : refuse(node, `has no ${key}.`);
}

/** Axes of length 1 in front say nothing: a batch of one. */
export function withoutBatch(shape: Shape, axes = 0): Shape {
  let from = 0;
  while (shape.length - from > axes && shape[from] === 1) from += 1;
  return shape.slice(from);
}

/** Whether values of one shape can go where another is expected; what was flattened only needs the same number. */
export function fits(expected: Shape, given: Shape, flattened: boolean): boolean {
  if (flattened) return sizeOf(expected) === sizeOf(given);
  const [one, other] = [withoutBatch(expected), withoutBatch(given)];
  return one.length === other.length && one.every((length, i) => length === other[i]);
}

/**
 * A parameter spread over a shape as numpy does: axes are matched from the last, an axis of length 1 is repeated.
 * @throws {RangeError} where it does not fit
 */
export function spreadOver(node: NirNode, key: string, shape: Shape, otherwise?: number): Float64Array {
  const size = sizeOf(shape);
  if (otherwise !== undefined && !has(node, key)) return new Float64Array(size).fill(otherwise);
  const found = parameter(node, key);
  if (found.data.length === 1) return new Float64Array(size).fill(found.data[0]);
  const axes = withoutBatch(found.shape);
  const offset = shape.length - axes.length;
  if (offset < 0 || axes.some((length, i) => length !== 1 && length !== shape[offset + i])) {
    return refuse(node, `has ${key} of shape ${shapeText(found.shape)}, which does not fit its ${shapeText(shape)} neurons.`);
  }
  if (found.data.length === size) return found.data;
  const out = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let rest = i;
    let at = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      const place = rest % shape[axis];
      rest = (rest - place) / shape[axis];
      const length = axis >= offset ? axes[axis - offset] : 1;
      if (length > 1) at += place * stride;
      stride *= length;
    }
    out[i] = found.data[at];
  }
  return out;
}

/**
 * `many` whole numbers: as many as there are, or one for all.
 * @throws {RangeError} another count, fractions, numbers below `least`
 */
export function wholes(node: NirNode, key: string, many: number, least: number, otherwise?: number): number[] {
  if (otherwise !== undefined && !has(node, key)) return Array<number>(many).fill(otherwise);
  const { data } = parameter(node, key);
  if (data.length !== 1 && data.length !== many) return refuse(node, `has ${data.length} numbers for ${key}; it should be 1 or ${many}.`);
  const values = Array.from({ length: many }, (_, i) => data[data.length === 1 ? 0 : i]);
  const wrong = values.find((value) => !Number.isSafeInteger(value) || value < least);
  return wrong === undefined ? values : refuse(node, `has ${key} ${wrong}; it should be a whole number from ${least} on.`);
}
