import { calibrate } from '@/lib/figures/calibration';
import { fixed, percent, tickPlaces, trimmed } from '@/lib/figures/format';
import {
  calibrationSentence, emptyRasterSentence, inputSentence, membraneSentence, rasterSentence, resetSentence,
} from '@/lib/figures/sentences';

describe('numbers', () => {
  it('have a true minus sign, equal decimals and no negative zero', () => {
    expect(fixed(-0.5, 2)).toBe('\u22120.50');
    expect(fixed(-0.001, 2)).toBe('0.00');
    expect(fixed(NaN, 2)).toBe('–');
    expect(trimmed(0.5)).toBe('0.5');
    expect(trimmed(1)).toBe('1');
    expect(trimmed(100, 0)).toBe('100');
  });

  it('call only exact shares 0 % and 100 %', () => {
    expect(percent(0.881)).toBe('88.1\u202f%');
    expect(percent(1)).toBe('100\u202f%');
    expect(percent(0)).toBe('0\u202f%');
    expect(percent(0.99999)).toBe('over 99.9\u202f%');
    expect(percent(0.00001)).toBe('under 0.1\u202f%');
    expect(percent(0.5512, 0)).toBe('55\u202f%');
  });

  it('take the decimals of an axis from its step', () => {
    expect(tickPlaces([0, 0.5, 1])).toBe(1);
    expect(tickPlaces([0, 0.1])).toBe(1);
    expect(tickPlaces([0, 0.05])).toBe(2);
    expect(tickPlaces([0, 20])).toBe(0);
  });
});

describe('sentences', () => {
  const raster = { agreement: 0.881, chance: 0.55, rateLif: 0.301, rateParallel: 0.209, name: 'PSU', baseline: 'LIF' };

  it('tell how two rasters agree', () => {
    expect(rasterSentence({ ...raster, firstDivergence: { step: 1, neuron: 4 } })).toBe(
      '88.1\u202f% of the bits agree; by chance it would be 55\u202f%. LIF fires 0.301 a step, PSU 0.209. They first part at step 1, neuron 4.',
    );
    expect(rasterSentence({ ...raster, agreement: 1, rateParallel: 0.301, firstDivergence: null })).toBe(
      'All bits agree; by chance it would be 55\u202f%. LIF and PSU both fire 0.301 a step.',
    );
  });

  it('say why a raster is empty, however near the miss', () => {
    expect(emptyRasterSentence({ highest: 0.83, threshold: 1 })).toBe('No spikes: the highest H is 0.83, the threshold 1.');
    expect(emptyRasterSentence({ highest: 0.9996, threshold: 1 })).toBe('No spikes: the highest H is 0.9996, the threshold 1.');
    expect(emptyRasterSentence({ highest: NaN, threshold: 1 })).toBe('No spikes: H holds no finite value.');
  });

  it('tell the extent of the membrane potential', () => {
    expect(membraneSentence({ lo: -0.81, hi: 1.02, threshold: 0.5, closest: { value: 0.499, step: 38, neuron: 11 } })).toBe(
      'H runs from \u22120.81 to 1.02; orange is at or above the threshold 0.5. The closest call is 0.499 at step 38, neuron 11.',
    );
    expect(membraneSentence({ lo: -0.81, hi: 0.998, threshold: 1, closest: null })).toBe(
      'H runs from \u22120.81 to 0.998; all of it below the threshold 1.',
    );
  });

  it('tell the input', () => {
    expect(inputSentence({ mean: 0.45, deviation: 0.5, lo: -1.2, hi: 2 })).toBe(
      'X has mean 0.45 and standard deviation 0.50, from \u22121.20 to 2.00; teal is positive, violet negative.',
    );
    expect(inputSentence({ mean: 0.45, deviation: 0.5, lo: 0, hi: 2 })).toContain('darker teal is more');
    expect(inputSentence({ mean: 1, deviation: 0, lo: 1, hi: 1 })).toBe('X is 1.00 everywhere.');
  });

  it('compare expected and true resets', () => {
    expect(resetSentence({ meanProbability: 0.482, trueRate: 0.301, name: 'PSU', baseline: 'LIF' })).toBe(
      'PSU expects a reset in 48.2\u202f% of the cells; the LIF resets in 30.1\u202f%.',
    );
    expect(resetSentence({ meanProbability: null, trueRate: 0.301, name: 'PSN', baseline: 'IF' })).toBe(
      'PSN has no reset probability; the IF resets in 30.1\u202f% of the cells.',
    );
  });

  it('tell how far a probability is off, and where most', () => {
    const half = calibrate(Float32Array.of(0.75, 0.75, 0.25, 0.25), Uint8Array.of(0, 0, 0, 1));
    expect(calibrationSentence(half, 'PSU', 'PLIF')).toBe(
      'P is off by 0.500 on average over 4 cells; where PSU says 0.75, the PLIF resets 0.00 of the time.',
    );
    expect(calibrationSentence(calibrate(Float32Array.of(1), Uint8Array.of(1)), 'PSU', 'LIF')).toBe('P is off by 0.000 on average over 1 cell.');
    expect(calibrationSentence(calibrate(new Float32Array(0), new Uint8Array(0)), 'PSN', 'LIF')).toBe('PSN has no reset probability to compare.');
  });
});
