/** Data as a training gives them, from a seed: made anew they are the same. */
import type { ColourKey, NeuronKind } from '@/lib/figures/neuronColours';
import type { CurvePoint } from '@/lib/figures/training/curvePath';
import type { CurveSeries } from '@/lib/figures/training/curves';
import type { SheetPicture } from '@/lib/figures/training/contactLayout';
import type { ConfusionSpec, CurvesSpec, DensitySpec, EvolutionSpec, SheetSpec, StackedSpec, TrainingSpec } from '@/lib/figures/training/spec';

/** Equally likely numbers in 0…1 from a seed. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** About normal: the sum of twelve. */
const bell = (next: () => number): number => Array.from({ length: 12 }, next).reduce((sum, v) => sum + v, -6);

/** From `from` towards `to`, quick at first, over several seeds. */
function learned(seed: number, epochs: number, from: number, to: number, pace: number, noise: number, seeds = 5): CurvePoint[] {
  const next = chance(seed);
  const ends = Array.from({ length: seeds }, () => to + noise * bell(next));
  return Array.from({ length: epochs + 1 }, (_, x) => {
    const values = ends.map((end) => end + (from - end) * Math.exp(-x / pace) + 0.3 * noise * bell(next));
    const mean = values.reduce((sum, v) => sum + v, 0) / seeds;
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / seeds);
    return seeds > 1 ? [x, mean, mean - deviation, mean + deviation] : [x, mean];
  });
}

const named: readonly [string, NeuronKind, number, number][] = [
  ['LIF', 'lif', 0.962, 4], ['PSU', 'psu', 0.957, 3.2], ['IPSU', 'ipsu', 0.966, 2.6], ['RPSU', 'rpsu', 0.949, 3.8], ['PPSU', 'ppsu', 0.971, 2.8], ['PSN', 'psn', 0.944, 2.2],
];

export const accuracy: CurvesSpec = {
  figure: 'curves', label: 'Accuracy on the digits', xLabel: 'epoch', yLabel: 'accuracy', unit: 'share', better: 'higher',
  series: named.map(([label, colour, to, pace], k): CurveSeries => ({ label, colour, seeds: 5, points: learned(k + 1, 30, 0.1, to, pace, 0.006) })),
  references: [{ label: 'chance', value: 0.1 }, { label: 'linear', value: 0.902 }],
};

export const loss: CurvesSpec = {
  figure: 'curves', label: 'Loss', xLabel: 'epoch', yLabel: 'cross-entropy', log: true, better: 'lower',
  series: (['lif', 'psu'] as const).flatMap((colour, k): CurveSeries[] => [
    { label: colour.toUpperCase(), colour, points: learned(11 + k, 30, 2.3, 0.21 - 0.03 * k, 4 - k, 0.004, 1) },
    { label: '', colour, style: 'thin', points: learned(21 + k, 30, 2.3, 0.031 - 0.012 * k, 4 - k, 0.0008, 1) },
  ]),
};

export const gradients: CurvesSpec = {
  figure: 'curves', label: 'Gradient by time step', xLabel: 'time step', yLabel: 'gradient norm', log: true,
  series: (['lif', 'psu', 'psn'] as const).map((colour, k): CurveSeries => {
    const next = chance(40 + k);
    return { label: colour.toUpperCase(), colour, points: Array.from({ length: 64 }, (_, t) => [t, 10 ** (-[7, 2.4, 0.6][k] * (1 - t / 63) - 1 + 0.15 * bell(next))]) };
  }),
};

const digits = Array.from({ length: 10 }, (_, k) => String(k));

/** Mistakes of digits that look alike. */
export function counts(labels: readonly string[], seed: number, each: number, wrong: number): Float32Array {
  const next = chance(seed);
  const size = labels.length;
  const cells = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const n = Math.round(each * (0.9 + 0.2 * next()));
    for (let k = 0; k < n; k++) {
      const twin = (row + (row % 2 ? size - 3 : 5)) % size;
      const column = next() > wrong ? row : next() < 0.5 ? twin : Math.floor(next() * size);
      cells[row * size + column]++;
    }
  }
  return cells;
}

export const confusion: ConfusionSpec = { figure: 'confusion', label: 'Answers of PSU', labels: digits, counts: counts(digits, 5, 100, 0.09), colour: 'psu' };

const spoken = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'];
export const confusionOfWords: ConfusionSpec = { figure: 'confusion', label: 'Answers of LIF', labels: spoken, counts: counts(spoken, 6, 110, 0.2), colour: 'lif' };

const EDGES = Float32Array.from({ length: 73 }, (_, k) => -3 + k / 12);
function potentials(seed: number, mean: number, deviation: number, n = 20_000): Float32Array {
  const next = chance(seed);
  const bins = new Float32Array(72);
  for (let k = 0; k < n; k++) {
    const bin = Math.floor((mean + deviation * bell(next) * (next() < 0.15 ? 1.7 : 1) + 3) * 12);
    if (bin >= 0 && bin < 72) bins[bin]++;
  }
  return bins;
}

export const density: DensitySpec = {
  figure: 'density', label: 'Membrane potentials', edges: EDGES, threshold: 1, xLabel: 'H',
  series: [
    { label: 'layer 1', counts: potentials(1, 0.3, 0.75) },
    { label: 'layer 2', counts: potentials(2, -0.1, 0.6) },
    { label: 'layer 3', counts: potentials(3, -0.6, 0.45) },
    { label: 'output', counts: potentials(4, 0.5, 0.9) },
  ],
};

const SIZE = 32;
function weights(progress: number): Float32Array {
  const next = chance(77);
  return Float32Array.from({ length: SIZE * SIZE }, (_, k) => {
    const [row, column] = [Math.floor(k / SIZE), k % SIZE];
    const drawn = (2 * next() - 1) / Math.sqrt(SIZE);
    const lag = row - column;
    if (lag < 0) return 0;
    const taught = lag === 0 ? 1 : 0.62 ** lag * Math.cos(0.55 * lag) - 0.12 * Math.exp(-((lag - 9) ** 2) / 8);
    return (1 - 0.7 * progress) * drawn + progress * taught;
  });
}

export const evolution: EvolutionSpec = {
  figure: 'evolution', label: 'A of IPSU', size: SIZE, colours: 'charge',
  frames: [['start', 0], ['epoch 1', 0.2], ['epoch 5', 0.55], ['epoch 15', 0.85], ['now', 1]].map(([label, progress]) => ({ label: String(label), values: weights(Number(progress)) })),
};

const bar = (label: string, colour: ColourKey, ...values: number[]) => ({ label, colour, values });
export const stacked: StackedSpec = {
  figure: 'stacked', label: 'A step of training', parts: ['forward', 'backward', 'update'],
  bars: [bar('LIF', 'lif', 61.3, 148.2, 3.1), bar('PSU', 'psu', 8.4, 14.9, 3.2), bar('IPSU', 'ipsu', 22.7, 41.6, 4.4), bar('PPSU', 'ppsu', 31.2, 58.3, 5.1), bar('PSN', 'psn', 14.1, 29.8, 4.6)],
};

/** The seven bars of a digit on a pocket calculator: top, upper left, upper right, middle, lower left, lower right, bottom. */
const BARS = ['1110111', '0010010', '1011101', '1011011', '0111010', '1101011', '1101111', '1010010', '1111111', '1111011'];

function digitPicture(digit: number, seed: number): Uint8Array {
  const next = chance(seed);
  const [slant, weight, dx, dy] = [0.3 * (next() - 0.3), 1.2 + next(), 2 * (next() - 0.5), 2 * (next() - 0.5)];
  const on = [...BARS[digit]].map((bit) => bit === '1');
  const ends = [[9, 6, 19, 6], [9, 6, 9, 14], [19, 6, 19, 14], [9, 14, 19, 14], [9, 14, 9, 22], [19, 14, 19, 22], [9, 22, 19, 22]];
  return Uint8Array.from({ length: 784 }, (_, k) => {
    const y = Math.floor(k / 28) - dy;
    const x = (k % 28) - dx + slant * (y - 14);
    const near = Math.min(...ends.map(([x1, y1, x2, y2], b) => (on[b] ? Math.hypot(Math.max(x1 - x, 0, x - x2), Math.max(y1 - y, 0, y - y2)) : 99)));
    return Math.round(255 * Math.max(0, Math.min(1, 1.4 - near / weight)) * (0.85 + 0.15 * next()));
  });
}

export const sheet: SheetSpec = {
  figure: 'sheet', label: 'Answers one by one', colour: 'psu',
  pictures: [3, 4, 5, 8].flatMap((digit) =>
    Array.from({ length: 8 }, (_, k): SheetPicture => {
      const said = k % 4 === 1 ? (digit * 3 + k) % 10 : digit;
      return { rows: 28, columns: 28, values: digitPicture(digit, 100 * digit + k), label: String(digit), caption: said === digit ? `said ${said}` : `said ${said}, is ${digit}`, wrong: said !== digit };
    }),
  ),
};

/** Every kind, with what is pointed at and chosen in its picture. */
export const TRAINING: Record<string, { spec: TrainingSpec; cursor?: { step: number; neuron: number }; selected?: { step: number; neuron: number } }> = {
  accuracy: { spec: accuracy },
  loss: { spec: loss, cursor: { step: 12, neuron: 0 } },
  gradients: { spec: gradients },
  confusion: { spec: confusion, selected: { step: 9, neuron: 4 } },
  'confusion-words': { spec: confusionOfWords, cursor: { step: 3, neuron: 3 } },
  density: { spec: density },
  evolution: { spec: evolution },
  'evolution-difference': { spec: { ...evolution, difference: true }, cursor: { step: 5, neuron: 14 } },
  stacked: { spec: stacked },
  sheet: { spec: sheet, selected: { step: 12, neuron: 0 } },
};
