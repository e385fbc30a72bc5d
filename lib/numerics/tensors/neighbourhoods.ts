import * as tf from '@tensorflow/tfjs-core';

export const GATHER = 'GatherNeighbourhoods';
export const SCATTER = 'ScatterNeighbourhoods';

/** Size of a picture and of the window around each of its values; both sides of the window are odd. */
export interface WindowAttributes extends tf.NamedAttrMap {
  rows: number;
  columns: number;
  channels: number;
  /** Sides of the window. */
  down: number;
  across: number;
}

const hasKernel = (name: string) => tf.getKernel(name, tf.getBackend()) !== undefined;

/** The same from tfjs' own operations, for graphics devices: shifted copies side by side. */
function fromShifts(x: tf.Tensor4D, { down, across, channels }: WindowAttributes): tf.Tensor2D {
  const [up, left] = [(down - 1) / 2, (across - 1) / 2];
  const padded = tf.pad(x, [[0, 0], [up, up], [left, left], [0, 0]]);
  const parts = Array.from({ length: down * across }, (_, k) => tf.slice(padded, [0, Math.floor(k / across), k % across, 0], x.shape));
  return tf.reshape(parts.length === 1 ? parts[0] : tf.concat(parts, 3), [-1, down * across * channels]);
}

/**
 * Every value's neighbourhood side by side, `[R, rows, columns, channels]` → `[R·rows·columns, down·across·channels]`,
 * zeros beyond the edge: what turns a filter into one product of matrices.
 *
 * A kernel of our own where the backend computes in JavaScript's memory: tfjs' pad, slice and concat copy everything
 * several times there. Its gradient is its transpose, and the other way round.
 */
export function neighbourhoods(x: tf.Tensor4D, window: WindowAttributes): tf.Tensor2D {
  return hasKernel(GATHER) ? (tf.engine().runKernel(GATHER, { x }, window) as tf.Tensor2D) : fromShifts(x, window);
}

const scatter = (patches: tf.Tensor, window: WindowAttributes): tf.Tensor => tf.engine().runKernel(SCATTER, { patches }, window) as tf.Tensor;

tf.registerGradient({ kernelName: GATHER, gradFunc: (dy, _saved, attributes) => ({ x: () => scatter(dy as tf.Tensor, attributes as WindowAttributes) }) });
tf.registerGradient({
  kernelName: SCATTER,
  gradFunc: (dy, _saved, attributes) => ({ patches: () => neighbourhoods(dy as tf.Tensor4D, attributes as WindowAttributes) }),
});
