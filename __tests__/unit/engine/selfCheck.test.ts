/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import * as backends from '@/lib/engine/backends';
import { SELF_CHECK_LIMIT, selfCheck } from '@/lib/engine/selfCheck';
import { chooseBackend, tensorCount, tensorRunner } from '@/lib/engine/session';
import { LEAKY_SCAN } from '@/lib/numerics/tensors/leakyScan';
import { useCpu } from '../numerics/cpuBackend';

beforeEach(useCpu);

/** Puts another scan in place of the cpu's own while the work lasts. */
async function withScan(change: (y: Float32Array) => Float32Array, work: () => Promise<void>) {
  const own = tf.getKernel(LEAKY_SCAN, 'cpu');
  tf.unregisterKernel(LEAKY_SCAN, 'cpu');
  tf.registerKernel({
    ...own,
    kernelFunc: (args) => {
      const info = own.kernelFunc(args) as tf.TensorInfo;
      const cpu = args.backend as tf.KernelBackend & { makeTensorInfo(shape: number[], dtype: string, values: Float32Array): tf.TensorInfo };
      return cpu.makeTensorInfo(info.shape, 'float32', change(cpu.readSync(info.dataId) as Float32Array));
    },
  });
  try {
    await work();
  } finally {
    tf.unregisterKernel(LEAKY_SCAN, 'cpu');
    tf.registerKernel(own);
  }
}

describe('selfCheck', () => {
  it('passes on the cpu backend, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const error = await selfCheck();
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(1e-5);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[string, (y: Float32Array) => Float32Array]>([
    ['zeros', (y) => y.map(() => 0)],
    ['a small error everywhere', (y) => y.map((v) => v * 1.001)],
    ['one wrong number', (y) => y.map((v, k) => (k === y.length - 1 ? v + 0.01 : v))],
    ['not-a-number', (y) => y.map((v, k) => (k === 7 ? Number.NaN : v))],
  ])('finds %s', async (_name, change) => {
    await withScan(change, async () => {
      expect((await selfCheck()) <= SELF_CHECK_LIMIT[32]).toBe(false);
    });
  });
});

describe('chooseBackend', () => {
  it('reports the backend that passed', async () => {
    const status = await chooseBackend('cpu');
    expect(status).toMatchObject({ state: 'ready', report: { backend: 'cpu', bits: 32, device: 'plain JavaScript' }, refused: [] });
    expect(status.report?.error).toBeLessThan(1e-5);
  });

  it('refuses a backend that computes wrongly, and says by how much', async () => {
    for (const name of ['webgl', 'wasm'] as const) {
      jest.spyOn(backends.BACKENDS[name], 'load').mockRejectedValue(new Error('not here'));
    }
    await withScan((y) => y.map(() => 0), async () => {
      const status = await chooseBackend('cpu');
      expect(status).toMatchObject({ state: 'failed', report: null });
      expect(status.refused.map((r) => r.backend)).toEqual(['cpu', 'webgl', 'wasm']);
      expect(status.refused[0].reason).toMatch(/self-check is off by .*, the limit is 0\.0001/);
      expect(status.refused[1].reason).toBe('not here');
    });
  });

  it('goes on to the next backend in order', async () => {
    for (const name of ['webgl', 'wasm'] as const) {
      jest.spyOn(backends.BACKENDS[name], 'load').mockRejectedValue(new Error('not here'));
    }
    const status = await chooseBackend(null);
    expect(status.report?.backend).toBe('cpu');
    expect(status.refused.map((r) => r.backend)).toEqual(['webgl', 'wasm']);
  });

  it('gives a runner with the limits of its backend', async () => {
    const { report } = await chooseBackend('cpu');
    if (!report) throw new Error('cpu was refused');
    expect(tensorRunner(report)).toMatchObject({ backend: 'cpu', bits: 32, limits: { textureSide: Infinity } });
    expect(tensorCount()).toBe(tf.memory().numTensors);
  });
});
