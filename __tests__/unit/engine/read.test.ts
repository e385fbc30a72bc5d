/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import { contextLost } from '@/lib/engine/backends';
import { ContextLostError, readTensor } from '@/lib/engine/read';
import { useCpu } from '../numerics/cpuBackend';

jest.mock('@/lib/engine/backends', () => ({ ...jest.requireActual('@/lib/engine/backends'), contextLost: jest.fn() }));

const lost = jest.mocked(contextLost);
const never = () => new Promise<never>(() => undefined);
/** A tensor on a device, as far as reading goes; large ones are waited for. */
const fake = (size: number, parts: object) => ({ size, ...parts }) as unknown as tf.Tensor;
const LARGE = 1 << 20;

beforeEach(() => {
  lost.mockReturnValue(false);
  jest.useFakeTimers();
});
afterEach(() => {
  // No watch goes on after its read has ended.
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('readTensor', () => {
  it('reads tensors of any size', async () => {
    await useCpu();
    for (const size of [2, LARGE]) {
      const tensor = tf.fill([size], 3);
      const values = await readTensor(tensor);
      tensor.dispose();
      expect(values).toHaveLength(size);
      expect(values.every((v) => v === 3)).toBe(true);
    }
  });

  it.each([2, LARGE])('does not begin on a lost context (%d numbers)', async (size) => {
    lost.mockReturnValue(true);
    await expect(readTensor(fake(size, {}))).rejects.toThrow(ContextLostError);
    await expect(readTensor(fake(size, {}))).rejects.toThrow('the device took the graphics context away');
  });

  it('does not believe the zeros of a context lost while reading', async () => {
    const dataSync = () => {
      lost.mockReturnValue(true);
      return new Float32Array(2);
    };
    await expect(readTensor(fake(2, { dataSync }))).rejects.toThrow(ContextLostError);
    lost.mockReturnValue(false);
    const data = async () => dataSync();
    await expect(readTensor(fake(LARGE, { data }))).rejects.toThrow(ContextLostError);
  });

  it('stops waiting once the context is lost', async () => {
    const read = expect(readTensor(fake(LARGE, { data: never }))).rejects.toThrow(ContextLostError);
    lost.mockReturnValue(true);
    await jest.advanceTimersByTimeAsync(300);
    await read;
  });

  it('reads synchronously what stays pending too long', async () => {
    const dataSync = jest.fn(() => Float32Array.of(4));
    const read = readTensor(fake(LARGE, { data: never, dataSync }));
    await jest.advanceTimersByTimeAsync(1000);
    expect(dataSync).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(600);
    expect(Array.from(await read)).toEqual([4]);
  });

  it('hands on what goes wrong', async () => {
    const data = () => Promise.reject(new Error('out of memory'));
    await expect(readTensor(fake(LARGE, { data }))).rejects.toThrow('out of memory');
    const dataSync = () => {
      throw new Error('out of memory');
    };
    const read = expect(readTensor(fake(LARGE, { data: never, dataSync }))).rejects.toThrow('out of memory');
    await jest.advanceTimersByTimeAsync(1600);
    await read;
  });
});
