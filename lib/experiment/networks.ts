/** Networks to start from, small enough for a laptop and shaped after those of the paper's experiments. */
import { defaultBlock, type Recipe } from './recipe';

type Block = Recipe['blocks'][number];

export interface NetworkPreset {
  readonly id: string;
  readonly label: string;
  /** One plain sentence. */
  readonly sentence: string;
  readonly blocks: readonly Block[];
}

const dense = (units: number, more: Partial<Block> = {}): Block => ({ ...defaultBlock(), units, ...more });
const conv2d = (units: number, more: Partial<Block> = {}): Block => ({ ...defaultBlock(), kind: 'conv2d', norm: true, units, ...more });
const conv1d = (units: number, more: Partial<Block> = {}): Block => ({ ...defaultBlock(), kind: 'conv1d', norm: true, units, ...more });

export const NETWORKS: readonly NetworkPreset[] = [
  { id: 'mlp', label: 'Two dense layers', sentence: '128 and 128 neurons; no filters, no batch norm.', blocks: [dense(128), dense(128)] },
  { id: 'one', label: 'One dense layer', sentence: '256 neurons and nothing else.', blocks: [dense(256)] },
  { id: 'small', label: 'One small dense layer', sentence: '100 neurons, quick to train.', blocks: [dense(100)] },
  { id: 'convnet', label: 'Small ConvNet', sentence: 'Filters over the picture at each step, with batch norm and pools, as the paper does for CIFAR, made small.', blocks: [conv2d(8, { pool: 2 }), conv2d(16, { pool: 2 }), dense(64)] },
  { id: 'seq-conv', label: 'Sequential 1-D ConvNet', sentence: 'Filters along the row or column of each step, after the net of the sequential CIFAR experiments.', blocks: [conv1d(16), conv1d(32, { pool: 2 }), dense(64)] },
  { id: 'event-conv', label: 'Event ConvNet', sentence: 'Filters over frames of events in two polarities, after the paper’s net for event cameras.', blocks: [conv2d(8, { pool: 2 }), conv2d(16, { pool: 2 }), dense(64)] },
  { id: 'shd-mlp', label: 'SHD-like dense layers', sentence: 'Two dense layers with batch norm and dropout, after the paper’s net for spoken digits.', blocks: [dense(128, { norm: true, dropout: 0.2 }), dense(128, { norm: true, dropout: 0.2 })] },
];

export const networkPreset = (id: string): NetworkPreset => NETWORKS.find((n) => n.id === id) ?? NETWORKS[0];
