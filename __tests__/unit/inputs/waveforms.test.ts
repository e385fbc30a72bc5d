import fc from 'fast-check';

import { WAVEFORMS, waveform, type Waveform, type WaveformParams } from '@/lib/inputs/waveforms';

const PLAIN: WaveformParams = {
  mean: 0, amplitude: 1, period: 4, onset: 0, width: 1, gap: 1, rate: 0.5, noise: 0, spread: 0,
};
const KINDS = Object.keys(WAVEFORMS) as Waveform[];
const RANDOM: Waveform[] = ['gaussian', 'uniform', 'bernoulli'];

function make(kind: Waveform, params: Partial<WaveformParams>, steps: number, channels = 1, seed = 1): number[] {
  return Array.from(waveform(kind, { ...PLAIN, ...params }, { steps, channels, seed }));
}

function expectClose(actual: number[], expected: number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
}

const average = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: number[]) => Math.sqrt(average(values.map((v) => (v - average(values)) ** 2)));

const params = fc.record({
  mean: fc.double({ min: -4, max: 4, noNaN: true }),
  amplitude: fc.double({ min: -4, max: 4, noNaN: true }),
  period: fc.double({ min: 1, max: 64, noNaN: true }),
  onset: fc.nat(40),
  width: fc.integer({ min: 1, max: 20 }),
  gap: fc.integer({ min: 1, max: 20 }),
  rate: fc.double({ min: 0, max: 1, noNaN: true }),
  noise: fc.double({ min: 0, max: 2, noNaN: true }),
  spread: fc.double({ min: 0, max: 1, noNaN: true }),
});
const shape = fc.record({ steps: fc.integer({ min: 1, max: 40 }), channels: fc.integer({ min: 1, max: 6 }), seed: fc.nat() });

describe('waveforms by hand', () => {
  it('zero is silent whatever the mean', () => {
    expect(make('zero', { mean: 3, spread: 1 }, 2, 2)).toEqual([0, 0, 0, 0]);
  });

  it('constant is the mean', () => {
    expect(make('constant', { mean: 0.5, amplitude: 9 }, 3)).toEqual([0.5, 0.5, 0.5]);
  });

  it('step adds the amplitude from the onset on', () => {
    expect(make('step', { mean: 1, amplitude: 2, onset: 2 }, 4)).toEqual([1, 1, 3, 3]);
  });

  it('ramp ends at mean plus amplitude', () => {
    expect(make('ramp', { mean: 1, amplitude: 3 }, 4)).toEqual([1, 2, 3, 4]);
    expect(make('ramp', { mean: 1, amplitude: 3 }, 1)).toEqual([1]);
  });

  it('sine passes mean, top, mean, bottom in a period of four', () => {
    expectClose(make('sine', { mean: 1, amplitude: 2, period: 4 }, 5), [1, 3, 1, -1, 1]);
  });

  it('spread shifts the phase of a sine over the neurons', () => {
    // t/4 + n/4 cycles for N = 4: at t = 0 a quarter of a cycle from neuron to neuron.
    expectClose(make('sine', { spread: 1 }, 2, 4), [0, 1, 0, -1, 1, 0, -1, 0]);
    expectClose(make('sine', { spread: 0.5 }, 1, 2), [0, 1]);
  });

  it('chirp follows the integral of its rising frequency', () => {
    // T = 3: (t + 7t²/4)/8 cycles: 0, 11/32, 9/8.
    expectClose(make('chirp', { period: 8 }, 3), [0, Math.sin((2 * Math.PI * 11) / 32), Math.SQRT1_2]);
  });

  it('chirp turns eight times as fast at its end as at its start', () => {
    const values = make('chirp', { period: 800 }, 8001);
    // At a zero crossing the slope is 2π times the frequency; 8001 steps hold 45 whole cycles.
    expect((values[8000] - values[7999]) / (values[1] - values[0])).toBeCloseTo(8, 1);
  });

  it('pulse lasts its width', () => {
    expect(make('pulse', { mean: 1, amplitude: 2, onset: 1, width: 2 }, 5)).toEqual([1, 3, 3, 1, 1]);
  });

  it('paired pulse begins again one gap later, and overlapping pulses do not add up', () => {
    expect(make('paired-pulse', { onset: 1, width: 1, gap: 3 }, 6)).toEqual([0, 1, 0, 0, 1, 0]);
    expect(make('paired-pulse', { onset: 1, width: 3, gap: 2 }, 7)).toEqual([0, 1, 1, 1, 1, 1, 0]);
  });

  it('spread scales the level from 1 − spread to 1 + spread', () => {
    expect(make('constant', { mean: 2, spread: 0.5 }, 1, 3)).toEqual([1, 2, 3]);
    expect(make('step', { mean: 1, amplitude: 1, onset: 1, spread: 1 }, 2, 2)).toEqual([0, 2, 0, 4]);
    expect(make('constant', { mean: 2, spread: 1 }, 1, 1)).toEqual([2]);
  });
});

describe('random waveforms', () => {
  it('gaussian has the mean and the amplitude as standard deviation', () => {
    const values = make('gaussian', { mean: 2, amplitude: 3 }, 20_000);
    expect(average(values)).toBeCloseTo(2, 0);
    expect(deviation(values) / 3).toBeCloseTo(1, 1);
  });

  it('uniform stays within mean ± amplitude and comes near both ends', () => {
    const values = make('uniform', { mean: 1, amplitude: 2 }, 5_000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
    expect(Math.min(...values)).toBeLessThan(-0.98);
    expect(Math.max(...values)).toBeLessThanOrEqual(3);
    expect(Math.max(...values)).toBeGreaterThan(2.98);
  });

  it('bernoulli has two values, and the higher as often as the rate says', () => {
    const values = make('bernoulli', { mean: 1, amplitude: 2, rate: 0.25 }, 20_000);
    expect([...new Set(values)].sort()).toEqual([1, 3]);
    expect(average(values)).toBeCloseTo(1.5, 1);
    expect(make('bernoulli', { rate: 0 }, 3)).toEqual([0, 0, 0]);
    expect(make('bernoulli', { rate: 1 }, 3)).toEqual([1, 1, 1]);
  });

  it('spread scales the expected value over the neurons', () => {
    const gaussian = make('gaussian', { mean: 2, amplitude: 1e-9, spread: 0.5 }, 1, 3);
    expectClose(gaussian, [1, 2, 3]);
    // Rates 0 and 1 for the two neurons.
    expect(make('bernoulli', { rate: 0.5, spread: 1 }, 3, 2)).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it('another seed gives another array', () => {
    for (const kind of RANDOM) expect(make(kind, {}, 64, 1, 1)).not.toEqual(make(kind, {}, 64, 1, 2));
  });

  it('noise is not the stream of the random values', () => {
    expect(make('zero', { noise: 1 }, 16)).not.toEqual(make('gaussian', {}, 16));
  });

  it('noise has its standard deviation', () => {
    expect(deviation(make('constant', { mean: 5, noise: 0.5 }, 20_000))).toBeCloseTo(0.5, 1);
  });
});

describe('every waveform', () => {
  it('gives T·N finite values, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), params, shape, (kind, p, s) => {
        const data = waveform(kind, p, s);
        expect(data).toHaveLength(s.steps * s.channels);
        expect(data.every(Number.isFinite)).toBe(true);
        expect(waveform(kind, p, s)).toEqual(data);
      }),
    );
  });

  it('stays within (1 + spread)·(|mean| + |amplitude|) without noise', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS.filter((kind) => kind !== 'gaussian')), params, shape, (kind, p, s) => {
        const bound = (1 + p.spread) * (Math.abs(p.mean) + Math.abs(p.amplitude)) + 1e-5;
        expect(waveform(kind, { ...p, noise: 0 }, s).every((value) => Math.abs(value) <= bound)).toBe(true);
      }),
    );
  });

  it('depends on no number that its table leaves out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), params, params, shape, (kind, p, q, s) => {
        const used = Object.fromEntries(WAVEFORMS[kind].uses.map((name) => [name, p[name]]));
        expect(waveform(kind, { ...q, ...used }, s)).toEqual(waveform(kind, p, s));
      }),
    );
  });

  it.each(KINDS)('%s changes with every number that its table names', (kind) => {
    const base: WaveformParams = { mean: 0.5, amplitude: 1, period: 7, onset: 2, width: 2, gap: 5, rate: 0.4, noise: 0, spread: 0 };
    const other: WaveformParams = { mean: 0.9, amplitude: 2, period: 5, onset: 4, width: 3, gap: 6, rate: 0.9, noise: 1, spread: 1 };
    for (const name of WAVEFORMS[kind].uses) {
      expect(make(kind, { ...base, [name]: other[name] }, 32, 3)).not.toEqual(make(kind, base, 32, 3));
    }
  });
});

describe('a waveform that cannot be', () => {
  it('says what is wrong', () => {
    expect(() => make('sine', { period: 0 }, 4)).toThrow('The period of a sine is 0; it should be above 0 steps.');
    expect(() => make('zero', {}, 0)).toThrow(RangeError);
    expect(() => make('zero', {}, 4, 1.5)).toThrow('whole number of neurons from 1 on, not 1.5');
  });
});
