import * as tf from '@tensorflow/tfjs-core';
import { multiply } from './multiply';
import type { TensorPieces } from './pieces';

/** Multiply–adds of one piece: tens of milliseconds on wasm, some hundred in plain JavaScript. */
const BLOCK = 2 ** 27;

/** A·B, `[T, M]·[M, N]` → `[T, N]`; a large one is made of blocks of rows. */
export function* product(a: tf.Tensor2D, b: tf.Tensor2D): TensorPieces<tf.Tensor2D> {
  const [rows, inner] = a.shape;
  const height = Math.max(1, Math.floor(BLOCK / (inner * b.shape[1])));
  if (height >= rows) return multiply(a, b);
  const blocks: tf.Tensor2D[] = [];
  for (let from = 0; from < rows; from += height) {
    const block = tf.tidy(() => multiply(tf.slice(a, [from, 0], [Math.min(height, rows - from), inner]) as tf.Tensor2D, b));
    blocks.push(block);
    yield { wait: block, done: blocks.length * height / rows };
  }
  const joined = tf.concat(blocks, 0);
  blocks.forEach((block) => block.dispose());
  return joined;
}
