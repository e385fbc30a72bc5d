import type { Dataset, DatasetPart } from '@/lib/datasets/types';
import { architecture, type Architecture } from '@/lib/networks/training/architecture';
import { freshState, type LearnedState } from '@/lib/networks/training/device';
import { initialParameters } from '@/lib/networks/training/initialise';
import type { BlockSpec, LearningSpec, NetworkSpec, NeuronSpec } from '@/lib/networks/training/spec';
import { Trainer } from '@/lib/networks/training/trainer';
import type { Reader } from '@/lib/networks/tensors';
import { randomStream } from '@/lib/numerics/random';

export const read: Reader = async (tensor) => (await tensor.data()) as Float32Array;

interface ToyShape {
  readonly steps?: number;
  readonly shape?: readonly number[];
  readonly classes?: number;
  readonly train?: number;
  readonly validation?: number;
  readonly test?: number;
  readonly seed?: number;
  readonly content?: Dataset['content'];
  /** Largest value. */
  readonly high?: number;
}

/** Series, or pictures, of random values whose classes differ in which channels are bright. */
export function toyDataset({ steps = 5, shape = [3], classes = 3, train = 12, validation = 7, test = 6, seed = 1, content = 'series', high = 2 }: ToyShape = {}): Dataset {
  const size = shape.reduce((a, b) => a * b, 1);
  const part = (name: string, count: number): DatasetPart => {
    const random = randomStream(seed, `toy/${name}`);
    const labels = Uint16Array.from({ length: count }, (_, i) => i % classes);
    const values = Uint8Array.from({ length: count * steps * size }, (_, k) => {
      const label = labels[Math.floor(k / (steps * size))];
      return Math.min(255, Math.floor((k % size) % classes === label ? 128 + 128 * random.uniform() : 128 * random.uniform()));
    });
    return { labels, store: { kind: 'bytes', values, scale: high / 255 } };
  };
  return {
    name: 'Toy', origin: 'generated', sentence: 'Name the bright channel.', notes: [], classes: Array.from({ length: classes }, (_, k) => `class ${k}`),
    content, steps: content === 'pictures' ? 1 : steps, shape,
    parts: { train: part('train', train), validation: part('validation', validation), test: part('test', test) },
  };
}

export const block = (more: Partial<BlockSpec> = {}): BlockSpec => ({ kind: 'dense', units: 4, kernel: 3, norm: false, pool: 1, dropout: 0, ...more });

export const neuron = (more: Partial<NeuronSpec> = {}): NeuronSpec => ({
  kind: 'psu', tau: 2, threshold: 0.5, matrices: 'released', surrogate: 'atan', width: 2, learnWidth: true, learnTau: false, learnThreshold: false, start: 'released', ...more,
});

export const learning = (more: Partial<LearningSpec> = {}): LearningSpec => ({
  epochs: 2, batch: 4, rate: 0.01, decay: 0, schedule: 'constant', warmup: 0, minRate: 0, loss: 'cross-entropy', smoothing: 0, clip: 0, ...more,
});

export function planFor(dataset: Dataset, blocks: readonly BlockSpec[], of: NeuronSpec, steps = dataset.steps): Architecture {
  const network: NetworkSpec = { steps, blocks, neuron: of };
  return architecture(network, dataset.shape, dataset.classes.length);
}

export interface TrainerToy {
  readonly dataset?: Dataset;
  readonly blocks?: readonly BlockSpec[];
  readonly neuron?: NeuronSpec;
  readonly learning?: LearningSpec;
  readonly seed?: number;
  readonly steps?: number;
  readonly weights?: Float32Array;
  readonly change?: (state: LearnedState) => LearnedState;
}

/** A trainer on a toy, from its seed or from given numbers. */
export function toyTrainer({ dataset = toyDataset(), blocks = [block(), block()], neuron: of = neuron(), learning: how = learning(), seed = 1, steps, weights, change = (s) => s }: TrainerToy = {}): Trainer {
  const plan = planFor(dataset, blocks, of, steps);
  return new Trainer({ plan, learning: how, dataset, show: 'repeat', seed, read }, change(freshState(plan, weights ?? initialParameters(plan, seed))));
}

export const noPause = async () => undefined;
