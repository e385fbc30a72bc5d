/** @jest-environment node */
import * as tf from '@tensorflow/tfjs-core';
import { evaluate } from '@/lib/networks/training/evaluate';
import { probe } from '@/lib/networks/training/probe';
import { batchOf } from '@/lib/networks/training/trainer';
import type { BlockSpec } from '@/lib/networks/training/spec';
import { useCpu } from '../numerics/cpuBackend';
import { block, learning, neuron, noPause, toyDataset, toyTrainer } from './trainingToys';

beforeAll(useCpu);

const NETWORKS: Record<string, { shape: number[]; content: 'series' | 'pictures'; blocks: BlockSpec[] }> = {
  dense: { shape: [4], content: 'series', blocks: [block({ norm: true, dropout: 0.3 }), block({ units: 3 })] },
  conv1d: { shape: [6, 2], content: 'series', blocks: [block({ kind: 'conv1d', norm: true, pool: 2, dropout: 0.2 }), block()] },
  conv2d: { shape: [4, 4, 1], content: 'pictures', blocks: [block({ kind: 'conv2d', norm: true, pool: 2 }), block({ dropout: 0.1 })] },
};

describe('tensors are as many after many steps and epochs as before', () => {
  it.each(['lif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'psn'].flatMap((kind) => Object.keys(NETWORKS).map((name) => [kind, name] as const)))('%s, %s', async (kind, name) => {
    const { shape, content, blocks } = NETWORKS[name];
    const empty = tf.memory();
    const dataset = toyDataset({ steps: 4, shape, content, train: 9, validation: 3 });
    const trainer = toyTrainer({
      dataset, blocks, steps: 4, learning: learning({ batch: 4, clip: 1, smoothing: 0.1, loss: kind === 'psn' ? 'mse' : 'cross-entropy' }),
      neuron: neuron({ kind, learnThreshold: true, learnTau: true }),
    });
    const before = tf.memory();
    for (let epoch = 0; epoch < 4; epoch++) {
      for (let step = 0; step < 3; step++) await trainer.trainStep(step === 1);
      await trainer.flush();
      await evaluate(trainer, 'validation', noPause);
      await probe(trainer);
      await trainer.checkpoint();
    }
    const after = tf.memory();
    expect([after.numTensors, after.numDataBuffers, after.numBytes]).toEqual([before.numTensors, before.numDataBuffers, before.numBytes]);
    // Steps whose report nobody has read belong to the trainer.
    await trainer.trainStep();
    trainer.dispose();
    expect([tf.memory().numTensors, tf.memory().numDataBuffers]).toEqual([empty.numTensors, empty.numDataBuffers]);
  });
});

it('a batch is two tensors, time-major', () => {
  const before = tf.memory().numTensors;
  const { input, labels } = batchOf(toyDataset({ steps: 3, shape: [2, 2, 1] }), 'train', Uint32Array.of(4, 1, 2), 'repeat');
  expect(input.shape).toEqual([3, 3, 2, 2, 1]);
  expect(Array.from(labels.dataSync())).toEqual([1, 1, 2]);
  expect(tf.memory().numTensors).toBe(before + 2);
  tf.dispose([input, labels]);
});
