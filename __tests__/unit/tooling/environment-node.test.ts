/** @jest-environment node */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';

describe('the node test environment', () => {
  it('has no document', () => {
    expect(typeof document).toBe('undefined');
  });

  it('has one set of typed arrays, as a browser has', async () => {
    expect(structuredClone(new Float64Array(2))).toBeInstanceOf(Float64Array);
    expect(await new Blob(['a']).arrayBuffer()).toBeInstanceOf(ArrayBuffer);
  });

  it('runs tfjs with gradients on the cpu backend', async () => {
    expect(await tf.setBackend('cpu')).toBe(true);
    const gradient = tf.grad((x) => tf.sum(tf.exp(x)))(tf.tensor1d([0, 0]));
    expect(Array.from(await gradient.data())).toEqual([1, 1]);
  });
});
