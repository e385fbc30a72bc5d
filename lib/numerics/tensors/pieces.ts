/**
 * Long work on tensors cut into pieces. A device only queues what it is asked for, so each yield names a
 * tensor of the piece to wait for. The answer is that tensor's first number, or null where nobody waits,
 * as inside a gradient.
 */
import * as tf from '@tensorflow/tfjs-core';
import { sparing } from '../pieces';

export interface Piece {
  readonly wait: tf.Tensor;
  /** Share of the work that is done. */
  readonly done: number;
}

export type TensorPieces<T> = Generator<Piece, T, number | null>;

/** All of the work at one go. */
export function allAtOnce<T>(work: TensorPieces<T>): T {
  let next = work.next(null);
  while (!next.done) next = work.next(null);
  return next.value;
}

async function firstNumber(tensor: tf.Tensor, read: (tensor: tf.Tensor) => Promise<Float32Array>): Promise<number> {
  if (tensor.size === 1) return (await read(tensor))[0];
  // In its own rank: tfjs' WebGL slice of a list does not compile where its source is packed.
  const one = tf.slice(tensor, tensor.shape.map(() => 0), tensor.shape.map(() => 1));
  try {
    return (await read(one))[0];
  } finally {
    one.dispose();
  }
}

/**
 * The work with pauses, in a scope of its own: what it leaves on the device besides the tensors it returns
 * is disposed of, also where a pause or a read throws.
 */
export async function pacedOnDevice<T extends Readonly<Record<string, tf.Tensor | null>>>(
  work: TensorPieces<T>,
  read: (tensor: tf.Tensor) => Promise<Float32Array>,
  pause: (done: number) => Promise<void>,
): Promise<T> {
  const now = sparing(pause);
  let result: T | undefined;
  tf.engine().startScope();
  try {
    let next = work.next(null);
    while (!next.done) {
      const answer = await firstNumber(next.value.wait, read);
      await now(next.value.done);
      next = work.next(answer);
    }
    result = next.value;
    return result;
  } finally {
    tf.engine().endScope(result as tf.TensorContainer);
  }
}

/** Work as one part of a longer one, from one share of it to another. */
export function* partOnDevice<T>(work: TensorPieces<T>, from: number, to: number): TensorPieces<T> {
  let next = work.next(null);
  while (!next.done) next = work.next(yield { wait: next.value.wait, done: from + (to - from) * next.value.done });
  return next.value;
}
