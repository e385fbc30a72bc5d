import fc from 'fast-check';
import { timesIn } from '@/components/compare/Around';
import { verdict } from '@/components/compare/PairPicker';
import { binWidth } from '@/components/compare/RateStrip';
import { rasterFromEvents, rasterOfSpikes } from '@/lib/recording/raster';
import { comparePair } from '@/lib/spiketrains/compare/pair';
import { whole } from '@/lib/numerics/pieces';

const report = (a: number[], b: number[], neurons = 1) =>
  whole(comparePair(rasterOfSpikes('A', a, a.length / neurons, neurons), rasterOfSpikes('B', b, b.length / neurons, neurons)));

describe('the verdict', () => {
  test.each([
    ['equal', [0, 1, 0, 1], [0, 1, 0, 1], 'A and B are the same, spike for spike: 2 spikes.'],
    ['silent', [0, 0], [0, 0], 'Neither A nor B holds a spike.'],
    ['shifted', [1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0], 'A and B agree on 75.0\u202f% of all cells, and share 0 of their 1 and 1 spikes; 1 more is only shifted, by up to 2 steps. They part first at step 0, in neuron 0.'],
    ['missed', [1, 0, 0, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0, 0, 0], 'A and B agree on 87.5\u202f% of all cells, and share 1 of their 2 and 1 spikes. They part first at step 7, in neuron 0.'],
  ])('of two that are %s', (_name, a, b, sentence) => {
    expect(verdict(report(a, b))).toBe(sentence);
  });
});

test('the verdict of cells that are equal where spikes are not', () => {
  const events = (name: string, times: readonly number[]) => rasterFromEvents(times.map(() => 0), times, 1, { name, unit: 'ms', start: 0, end: 10, dt: null });
  const said = verdict(whole(comparePair(events('A', [1.1, 5.2]), events('B', [1.7, 5.8]))));
  expect(said).toMatch(/^A and B fill the same 2 cells of 1 ms, but not with the same spikes: their SPIKE-distance is 0\.\d+\.$/);
});

describe('the width of a bin', () => {
  test('is whole steps on a grid', () => {
    expect(binWidth(0, 128, 1)).toBe(1);
    expect(binWidth(0, 256, 1)).toBe(2);
    expect(binWidth(0, 0.1, 1e-4)).toBeCloseTo(1e-3, 12);
  });

  test('stays while the window pans, and never makes too many bins', () => {
    fc.assert(fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), (width, start) => {
      const bin = binWidth(0, width, null);
      expect(width / bin).toBeLessThanOrEqual(160 * (1 + 1e-6));
      expect(width / bin).toBeGreaterThan(60);
      // A window that pans has the same width but for rounding, which may cross from one round number to the next.
      const panned = binWidth(start, start + width, null) / bin;
      expect([0.4, 0.5, 1, 2, 2.5].some((ratio) => Math.abs(panned / ratio - 1) < 1e-6)).toBe(true);
    }));
  });
});

test('times as people type them', () => {
  expect([...timesIn('1, 2.5;3\n 4e1')!]).toEqual([1, 2.5, 3, 40]);
  expect([...timesIn('  ')!]).toEqual([]);
  expect(timesIn('1, soon')).toBeNull();
});
