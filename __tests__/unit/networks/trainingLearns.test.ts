/** @jest-environment node */
import { makeTask } from '@/lib/datasets/tasks';
import { evaluate } from '@/lib/networks/training/evaluate';
import { epochOrder } from '@/lib/networks/training/trainer';
import { whole } from '@/lib/numerics/pieces';
import { useCpu } from '../numerics/cpuBackend';
import { block, learning, neuron, noPause, toyDataset, toyTrainer, type TrainerToy } from './trainingToys';

beforeAll(useCpu);

async function trained(toy: TrainerToy, epochs: number): Promise<{ before: number; after: number; losses: number[] }> {
  const trainer = toyTrainer({ ...toy, learning: { ...(toy.learning ?? learning()), epochs } });
  try {
    const before = (await evaluate(trainer, 'test', noPause)).accuracy;
    const losses = [];
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let step = 0; step < trainer.stepsPerEpoch; step++) await trainer.trainStep();
      losses.push((await trainer.flush())?.loss ?? NaN);
    }
    return { before, after: (await evaluate(trainer, 'test', noPause)).accuracy, losses };
  } finally {
    trainer.dispose();
  }
}

describe('a toy of three classes', () => {
  const dataset = toyDataset({ steps: 4, shape: [6], train: 90, test: 60, seed: 4 });

  it.each(['lif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'psn'])('is learned by %s in a few epochs', async (kind) => {
    const { after, losses } = await trained({ dataset, blocks: [block({ units: 24 })], neuron: neuron({ kind, threshold: 0.3 }), learning: learning({ batch: 15, rate: 0.02 }) }, 10);
    expect(after).toBeGreaterThan(0.95);
    expect(losses[9]).toBeLessThan(0.5 * losses[0]);
  });

  it('is learned through filters, batch norm, pool and dropout', async () => {
    const rows = toyDataset({ steps: 4, shape: [6, 1], train: 90, test: 60, seed: 5 });
    const blocks = [block({ kind: 'conv1d', units: 6, norm: true, pool: 1, dropout: 0.1 }), block({ units: 20, norm: true })];
    const { after } = await trained({ dataset: rows, blocks, neuron: neuron({ kind: 'psu', threshold: 0.3 }), learning: learning({ batch: 15, rate: 0.02 }) }, 10);
    expect(after).toBeGreaterThan(0.9);
  });

  it('is not learned where labels say nothing of it', async () => {
    const order = epochOrder(90, 9, 0);
    const { train, ...others } = dataset.parts;
    const shuffled = { ...dataset, parts: { ...others, train: { ...train, labels: train.labels.map((_, k) => train.labels[order[k]]) } } };
    const { after } = await trained({ dataset: shuffled, blocks: [block({ units: 24 })], neuron: neuron({ kind: 'psu', threshold: 0.3 }), learning: learning({ batch: 15, rate: 0.02 }) }, 10);
    expect(after).toBeLessThan(0.75);
  });
});

describe('temporal XOR', () => {
  it('is solved by IPSU, which learns how to weigh steps, and not by what keeps nothing of the first pulse', async () => {
    const dataset = whole(makeTask('temporal-xor', { seed: 2, train: 240, validation: 10, test: 100, delay: 4 }));
    const toy = { dataset, blocks: [block({ units: 24 })], learning: learning({ batch: 10, rate: 0.03 }) };
    const { before, after } = await trained({ ...toy, neuron: neuron({ kind: 'ipsu' }) }, 4);
    expect(Math.abs(before - 0.5)).toBeLessThan(0.2);
    expect(after).toBeGreaterThan(0.95);
    // At τ = 1.05 a PSU has forgotten all but a millionth after four steps.
    expect((await trained({ ...toy, neuron: neuron({ kind: 'psu', tau: 1.05, matrices: 'consistent' }) }, 2)).after).toBeLessThan(0.65);
  }, 20_000);
});
