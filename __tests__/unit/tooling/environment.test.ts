import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { gunzipSync, gzipSync } from 'fflate';

describe('the jsdom test environment', () => {
  it('has one set of typed arrays, as a browser has', async () => {
    expect(structuredClone(new Float32Array(2))).toBeInstanceOf(Float32Array);
    expect(new TextEncoder().encode('a')).toBeInstanceOf(Uint8Array);
    expect(await new Blob(['a']).arrayBuffer()).toBeInstanceOf(ArrayBuffer);
  });

  it('reads blobs, as text and as a stream', async () => {
    const blob = new Blob(['spike', 's']);
    expect(await blob.text()).toBe('spikes');
    const { value } = await blob.stream().getReader().read();
    expect(new TextDecoder().decode(value)).toBe('spikes');
  });

  it('hashes through crypto.subtle', async () => {
    const digest = await crypto.subtle.digest('SHA-256', new Uint8Array([1, 2, 3]));
    expect(new Uint8Array(digest)).toHaveLength(32);
  });

  it('packs and unpacks with fflate', () => {
    const bytes = new Uint8Array([1, 2, 3, 4]);
    expect(gunzipSync(gzipSync(bytes))).toEqual(bytes);
  });

  it('runs tfjs with gradients on the cpu backend', async () => {
    expect(await tf.setBackend('cpu')).toBe(true);
    const gradient = tf.grad((x) => tf.sum(tf.square(x)))(tf.tensor1d([1, 2, 3]));
    expect(Array.from(await gradient.data())).toEqual([2, 4, 6]);
  });
});
