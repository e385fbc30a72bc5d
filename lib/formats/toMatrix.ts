import type { TimeMatrix } from '@/lib/recording/types';

import { count } from '@/lib/numerics/words';
import { FormatError } from './FormatError';
import { LIMITS } from './limits';

/**
 * The shape `[T, N]` of an array as the Lab takes it, or null where it is none: `[T]` is one channel,
 * and of three or more axes those of length 1 are dropped until two are left.
 */
export function matrixShape(shape: readonly number[]): [number, number] | null {
  if (shape.length === 1) return [shape[0], 1];
  const kept = [...shape];
  while (kept.length > 2 && kept.includes(1)) kept.splice(kept.indexOf(1), 1);
  return kept.length === 2 ? [kept[0], kept[1]] : null;
}

/**
 * Turns numbers into an input of the Lab.
 *
 * @param data `[T, N]` or, with `transpose`, `[N, T]`
 * @param shape lengths of its two axes
 * @throws {FormatError} no values, T beyond `LIMITS.steps`, N beyond `LIMITS.channels`, values that
 * are NaN, infinite or beyond `LIMITS.magnitude`; step and channel are counted from 0
 */
export function toMatrix(
  data: ArrayLike<number>,
  shape: readonly [number, number],
  transpose: boolean,
  file: string,
): TimeMatrix {
  const [steps, channels] = transpose ? [shape[1], shape[0]] : shape;
  if (steps === 0 || channels === 0) {
    throw new FormatError(file, 'shape', `the shape [${shape.join(', ')}] holds no values.`);
  }
  if (steps > LIMITS.steps || channels > LIMITS.channels) {
    throw new FormatError(
      file,
      'shape',
      `the shape [T, N] is [${steps}, ${channels}]; the limits are ${count(LIMITS.steps)} steps and ${count(LIMITS.channels)} channels.`,
    );
  }
  const matrix = new Float32Array(steps * channels);
  for (let t = 0; t < steps; t += 1) {
    for (let n = 0; n < channels; n += 1) {
      const value = data[transpose ? n * steps + t : t * channels + n];
      if (!(Math.abs(value) <= LIMITS.magnitude)) {
        const place = `step ${t}, channel ${n}`;
        const expected = Number.isFinite(value)
          ? `the limit is ${count(LIMITS.magnitude)} either way`
          : 'inputs should be finite numbers';
        throw new FormatError(file, place, `the value at ${place} (from 0) is ${value}; ${expected}.`);
      }
      matrix[t * channels + n] = value;
    }
  }
  return { steps, channels, data: matrix };
}
