/** @jest-environment node */
import { learnedOperator, operatorOf } from '@/lib/neurons/formula';
import { leakKernel } from '@/lib/neurons/kernels';
import { learnedNumbers, type LearnedSpec } from '@/lib/neurons/learned';
import { parallelNeuron, PARALLEL_NEURONS, type NeuronSettings } from '@/lib/neurons/parallel';
import { largestError } from '../numerics/arrays';

const SETTINGS: NeuronSettings = { steps: 64, tau: 3, matrices: 'released', sweeps: 0, window: 8, lambda: 1 };
const RELEASED: LearnedSpec = { start: 'released', seed: 7, bias: 0, edits: [] };

function numbers(kind: string, spec: Partial<LearnedSpec> = {}, settings: Partial<NeuronSettings> = {}) {
  const made = learnedNumbers(parallelNeuron(kind), { ...SETTINGS, ...settings }, { ...RELEASED, ...spec });
  if (!made) throw new Error(`${kind} learns nothing.`);
  return made;
}

const lower = (W: Float32Array, T: number) => Array.from(W).filter((_, k) => k % T <= Math.floor(k / T));
const upper = (W: Float32Array, T: number) => Array.from(W).filter((_, k) => k % T > Math.floor(k / T));
const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;

describe('learnedNumbers', () => {
  it('are none for neurons that learn nothing', () => {
    const learning = PARALLEL_NEURONS.filter((n) => learnedNumbers(n, SETTINGS, RELEASED));
    expect(learning.map((n) => n.kind).sort()).toEqual(['ipsu', 'masked-psn', 'ppsu', 'psn', 'rpsu', 'sliding-psn']);
  });

  it.each(['ipsu', 'rpsu', 'ppsu'])('start %s at N(0, 2/T) below the diagonal and 0 above, bias 0', (kind) => {
    const { weights, bias } = numbers(kind);
    const w = lower(weights, 64);
    expect(weights).toHaveLength(64 * 64);
    expect(w).toHaveLength(2080);
    expect(Math.abs(Math.sqrt(mean(w.map((v) => v * v))) / Math.sqrt(2 / 64) - 1)).toBeLessThan(0.08);
    expect(Math.abs(mean(w))).toBeLessThan(0.02);
    expect(w.some((v) => Math.abs(v) > 2 * Math.sqrt(2 / 64))).toBe(true);
    expect(upper(weights, 64).every((v) => v === 0)).toBe(true);
    expect(Array.from(bias)).toEqual(new Array(64).fill(0));
  });

  it.each(['psn', 'masked-psn'])('start %s at U(±1/√T) everywhere, bias −1', (kind) => {
    const { weights, bias } = numbers(kind);
    const largest = Math.max(...weights.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(1 / 8);
    expect(largest).toBeGreaterThan(0.99 / 8);
    expect(Math.abs(mean(Array.from(weights, (v) => v * v)) * 3 * 64 - 1)).toBeLessThan(0.08);
    expect(upper(weights, 64).some((v) => v !== 0)).toBe(true);
    expect(Array.from(bias)).toEqual(new Array(64).fill(-1));
  });

  it('start the sliding PSN at …, ¼, ½, 1, bias −1', () => {
    const { weights, bias } = numbers('sliding-psn', {}, { window: 4 });
    expect(Array.from(weights)).toEqual([0.125, 0.25, 0.5, 1]);
    expect(bias[0]).toBe(-1);
  });

  it('are the same for the same seed and others for another', () => {
    expect(numbers('ipsu')).toEqual(numbers('ipsu'));
    expect(numbers('ipsu', { seed: 8 }).weights).not.toEqual(numbers('ipsu').weights);
  });

  it('start at zero when asked', () => {
    for (const kind of ['ipsu', 'psn', 'sliding-psn']) expect(numbers(kind, { start: 'zero' }).weights.every((v) => v === 0)).toBe(true);
  });

  it.each(['ipsu', 'rpsu', 'ppsu', 'psn', 'masked-psn', 'sliding-psn'])('start %s at the kernel of the LIF when asked', (kind) => {
    for (const matrices of ['released', 'consistent'] as const) {
      for (const tau of [1, 2, 3.5]) {
        const settings = { ...SETTINGS, matrices, tau, window: 64 };
        const made = numbers(kind, { start: 'lif' }, settings);
        const spec = learnedOperator(parallelNeuron(kind).formula(settings));
        if (!spec) throw new Error('no learned operator');
        const learned = operatorOf(spec, 64, made);
        expect(largestError(learned.matrix(), operatorOf(leakKernel(matrices, tau), 64, null).matrix())).toBeLessThan(1e-7);
      }
    }
  });

  it('add to the bias', () => {
    expect(numbers('ipsu', { bias: 0.5 }).bias[3]).toBe(0.5);
    expect(numbers('psn', { bias: 0.5 }).bias[3]).toBe(-0.5);
  });

  it('take single cells set by hand, the last one last, and leave the others', () => {
    const before = numbers('ipsu').weights;
    const after = numbers('ipsu', { edits: [[2, 1, 9], [2, 1, -3], [63, 0, 1.5]] }).weights;
    expect(after[2 * 64 + 1]).toBe(-3);
    expect(after[63 * 64]).toBe(1.5);
    expect(after.filter((v, k) => v !== before[k])).toHaveLength(2);
  });

  it('ignore cells that the matrix does not have', () => {
    expect(numbers('ipsu', { edits: [[64, 0, 9], [0, 64, 9], [4000, 4000, 9]] })).toEqual(numbers('ipsu'));
    expect(numbers('sliding-psn', { edits: [[0, 8, 9]] })).toEqual(numbers('sliding-psn'));
    expect(numbers('sliding-psn', { edits: [[0, 7, 9]] }).weights[7]).toBe(9);
  });
});
