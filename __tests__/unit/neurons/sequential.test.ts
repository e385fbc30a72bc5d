/** @jest-environment node */
import { runCell } from '@/lib/neurons/sequential/cell';
import { cellConstants, type SequentialSettings } from '@/lib/neurons/sequential/conventions';
import { randomStream } from '@/lib/numerics/random';
import { gaussians, largestError } from '../numerics/arrays';

const BASE: SequentialSettings = {
  model: 'lif', library: 'psu', reset: 'soft', decayInput: true, detachReset: true, delayReset: true, resetValue: 0, tau: 2,
};
const psu = BASE;
const jelly: SequentialSettings = { ...BASE, library: 'spikingjelly' };
const snn: SequentialSettings = { ...BASE, library: 'snntorch' };

const run = (settings: SequentialSettings, x: ArrayLike<number>, theta = 1, channels = 1) =>
  runCell(cellConstants(settings), x, x.length / channels, channels, theta);

interface Trace {
  x: number[];
  H: number[];
  S: number[];
  V: number[];
}

/** Worked out on paper, τ = 2 and θ = 1; every number is exact in binary. */
const BY_HAND: [string, SequentialSettings, Trace][] = [
  ['PSU release, soft reset', psu, { x: [3, 1, 2, 0], H: [1.5, 0.75, 1.375, 0.1875], S: [1, 0, 1, 0], V: [0.5, 0.75, 0.375, 0.1875] }],
  ['PSU release, hard reset', { ...psu, reset: 'hard' }, { x: [3, 1, 2, 0], H: [1.5, 0.5, 1.25, 0], S: [1, 0, 1, 0], V: [0, 0.5, 0, 0] }],
  ['PSU release, no reset', { ...psu, reset: 'none' }, { x: [3, 1, 2, 0], H: [1.5, 1.25, 1.625, 0.8125], S: [1, 1, 1, 0], V: [1.5, 1.25, 1.625, 0.8125] }],
  ['PSU release, at the threshold', psu, { x: [2, 1, 2, 0], H: [1, 1, 1.5, 0.25], S: [0, 0, 1, 0], V: [1, 1, 0.5, 0.25] }],
  ['SpikingJelly, soft reset, at the threshold', jelly, { x: [2, 1, 2, 0], H: [1, 0.5, 1.25, 0.125], S: [1, 0, 1, 0], V: [0, 0.5, 0.25, 0.125] }],
  ['SpikingJelly, soft reset, input not decayed', { ...jelly, decayInput: false }, { x: [1, 0.5, 0.75, 0], H: [1, 0.5, 1, 0], S: [1, 0, 1, 0], V: [0, 0.5, 0, 0] }],
  ['SpikingJelly, hard reset to −½', { ...jelly, reset: 'hard', resetValue: -0.5 }, { x: [3, 3, 0, 4], H: [1, 1, -0.5, 1.5], S: [1, 1, 0, 1], V: [-0.5, -0.5, -0.5, -0.5] }],
  ['SpikingJelly, hard reset to ¼, input not decayed', { ...jelly, reset: 'hard', resetValue: 0.25, decayInput: false }, { x: [0.75, 0.5, 0.5, 0], H: [1, 0.75, 1, 0.25], S: [1, 0, 1, 0], V: [0.25, 0.75, 0.25, 0.25] }],
  ['snnTorch, subtract, delayed', snn, { x: [1.5, 1, 0, 1.25], H: [1.5, 0.75, 0.375, 1.4375], S: [1, 0, 0, 1], V: [1.5, 0.75, 0.375, 1.4375] }],
  ['snnTorch, zero, delayed', { ...snn, reset: 'hard' }, { x: [1.5, 1, 0, 1.25], H: [1.5, 1, 0.5, 1.5], S: [1, 0, 0, 1], V: [1.5, 1, 0.5, 1.5] }],
  ['snnTorch, subtract, not delayed', { ...snn, delayReset: false }, { x: [1.5, 1, 0, 1.25], H: [1.5, 1.25, 0.125, 1.3125], S: [1, 1, 0, 1], V: [0.5, 0.25, 0.125, 0.3125] }],
  ['snnTorch, subtract, not delayed, far above the threshold', { ...snn, delayReset: false }, { x: [3, 0, 0, 0], H: [3, 0, 0.5, 0.25], S: [1, 0, 0, 0], V: [2, 1, 0.5, 0.25] }],
  ['snnTorch, zero, not delayed', { ...snn, reset: 'hard', delayReset: false }, { x: [1.5, 1, 0, 1.25], H: [1.5, 1, 0.5, 1.5], S: [1, 0, 0, 1], V: [0, 1, 0.5, 0] }],
  ['snnTorch, no reset', { ...snn, reset: 'none' }, { x: [1.5, 1, 0, 1.25], H: [1.5, 1.75, 0.875, 1.6875], S: [1, 1, 0, 1], V: [1.5, 1.75, 0.875, 1.6875] }],
  ['IF of BrainCog, hard reset', { ...psu, model: 'if', reset: 'hard' }, { x: [0.5, 0.75, 0.5, 0.25], H: [0.5, 1.25, 0.5, 0.75], S: [0, 1, 0, 0], V: [0.5, 0, 0.5, 0.75] }],
  ['IF of SpikingJelly, soft reset', { ...jelly, model: 'if' }, { x: [0.5, 0.5, 1.5, 0], H: [0.5, 1, 1.5, 0.5], S: [0, 1, 1, 0], V: [0.5, 0, 0.5, 0.5] }],
  ['IF of SpikingJelly, hard reset to ¼', { ...jelly, model: 'if', reset: 'hard', resetValue: 0.25 }, { x: [0.25, 0.5, 0.5, 0], H: [0.5, 1, 0.75, 0.75], S: [0, 1, 0, 0], V: [0.5, 0.25, 0.75, 0.75] }],
  ['PLIF of BrainCog, untrained', { ...psu, model: 'plif' }, { x: [3, 1, 2, 0], H: [1.5, 0.75, 1.375, 0.1875], S: [1, 0, 1, 0], V: [0.5, 0.75, 0.375, 0.1875] }],
];

describe('four steps by hand', () => {
  it.each(BY_HAND)('%s', (_name, settings, { x, H, S, V }) => {
    const trace = run(settings, x);
    expect(Array.from(trace.membrane, (v) => v + 0)).toEqual(H);
    expect(Array.from(trace.spikes)).toEqual(S);
    expect(Array.from(trace.carried, (v) => v + 0)).toEqual(V);
  });

  it('keeps neurons apart', () => {
    const two = run(psu, [3, 0, 1, 3, 2, 1, 0, 2], 1, 2);
    expect(Array.from(two.membrane.filter((_, k) => k % 2 === 0))).toEqual([1.5, 0.75, 1.375, 0.1875]);
    expect(Array.from(two.membrane.filter((_, k) => k % 2 === 1))).toEqual([0, 1.5, 0.75, 1.375]);
  });

  it('resets by θ where it subtracts', () => {
    expect(Array.from(run(psu, [3, 0], 0.5).carried)).toEqual([1, 0.5]);
    expect(Array.from(run(psu, [3, 0], 0.5).spikes)).toEqual([1, 0]);
  });
});

describe('conventions that are other neurons', () => {
  const x = gaussians(12, 200, 0.6);
  const spikes = (s: SequentialSettings) => Array.from(run(s, x, 0.5).spikes);
  const hard = (s: SequentialSettings): SequentialSettings => ({ ...s, reset: 'hard' });

  it.each<[string, SequentialSettings, SequentialSettings]>([
    ['soft and hard reset', psu, hard(psu)],
    ['a reset and none', psu, { ...psu, reset: 'none' }],
    ['SpikingJelly with and without decay of the input', jelly, { ...jelly, decayInput: false }],
    ['SpikingJelly with other reset values', hard(jelly), hard({ ...jelly, resetValue: -0.5 })],
    ['snnTorch with and without delay', snn, { ...snn, delayReset: false }],
    ['snnTorch subtract and zero', { ...snn, delayReset: false }, hard({ ...snn, delayReset: false })],
    ['snnTorch and the PSU release', snn, psu],
    ['snnTorch without delay and the PSU release', { ...snn, delayReset: false }, psu],
    ['LIF and IF', psu, { ...psu, model: 'if' }],
    ['τ = 2 and τ = 3', psu, { ...psu, tau: 3 }],
  ])('%s', (_name, a, b) => {
    expect(spikes(a)).not.toEqual(spikes(b));
  });
});

describe('conventions that are the same neuron', () => {
  const x = gaussians(12, 200, 0.6);

  it('SpikingJelly with decayed input and soft reset is the LIF of the PSU release away from ties', () => {
    const [a, b] = [run(jelly, x, 0.5), run(psu, x, 0.5)];
    expect(a.spikes).toEqual(b.spikes);
    expect(largestError(a.membrane, b.membrane)).toBeLessThan(1e-14);
  });

  it('snnTorch without delay and SpikingJelly without decay of the input, as long as the rest stays at or below θ', () => {
    for (const tau of [1.5, 2]) {
      const random = randomStream(4, 'uniform');
      const u = Float64Array.from({ length: 400 }, () => 1.2 * random.uniform());
      const a = run({ ...snn, delayReset: false, tau }, u);
      const b = run({ ...jelly, decayInput: false, tau }, u);
      expect(Math.max(...b.carried)).toBeLessThanOrEqual(1);
      expect(a.spikes).toEqual(b.spikes);
      expect(largestError(a.carried, b.carried)).toBeLessThan(1e-14);
      expect(run({ ...snn, tau }, u).spikes).not.toEqual(b.spikes);
    }
  });

  it('snnTorch without delay leaves SpikingJelly where the rest stays above θ', () => {
    expect(Array.from(run({ ...snn, delayReset: false }, [3, 0, 0]).spikes)).toEqual([1, 0, 0]);
    expect(Array.from(run({ ...jelly, decayInput: false }, [3, 0, 0]).spikes)).toEqual([1, 1, 0]);
  });

  it('snnTorch zero has the same membrane with and without delay, and carries on another', () => {
    const zero: SequentialSettings = { ...snn, reset: 'hard' };
    const [late, now] = [run(zero, x, 0.5), run({ ...zero, delayReset: false }, x, 0.5)];
    expect(late.membrane).toEqual(now.membrane);
    expect(late.carried).not.toEqual(now.carried);
  });

  it('an untrained PLIF is its LIF', () => {
    for (const s of [psu, jelly, snn]) expect(run({ ...s, model: 'plif', tau: 3 }, x)).toEqual(run({ ...s, tau: 3 }, x));
  });

  it('a PLIF of SpikingJelly leaves the input whole where it does not decay, an IF always', () => {
    const whole = { ...jelly, decayInput: false, reset: 'hard', resetValue: 0.25, tau: 4 } as const;
    expect(cellConstants({ ...whole, model: 'plif' })).toMatchObject({ leak: 0.75, gain: 1, offset: 0.0625 });
    expect(cellConstants({ ...whole, model: 'plif', decayInput: true })).toMatchObject({ leak: 0.75, gain: 0.25, offset: 0.0625 });
    expect(cellConstants({ ...whole, model: 'if' })).toEqual(cellConstants({ ...whole, model: 'if', decayInput: true }));
    expect(run({ ...whole, model: 'plif' }, x)).toEqual(run(whole, x));
  });

  it('a detached reset changes no value', () => {
    expect(run({ ...jelly, detachReset: false }, x)).toEqual(run(jelly, x));
  });

  it('options of one library leave the others alone', () => {
    const other = { decayInput: false, resetValue: 2, delayReset: false };
    expect(cellConstants({ ...psu, ...other })).toEqual(cellConstants(psu));
    expect(cellConstants({ ...snn, decayInput: false, resetValue: 2 })).toEqual(cellConstants(snn));
    expect(cellConstants({ ...jelly, delayReset: false, resetValue: 2 })).toEqual(cellConstants(jelly));
  });
});
