import fc from 'fast-check';

import { encode, ENCODERS, type Encoder, type EncodeOptions } from '@/lib/inputs/encoders';

const KINDS = Object.keys(ENCODERS) as Encoder[];

function run(kind: Encoder, values: number[], channels = 1, more: Partial<EncodeOptions> = {}): number[] {
  const options = { steps: values.length / channels, channels, seed: 1, ...more };
  return Array.from(encode(kind, Float32Array.from(values), options));
}

const matrix = fc
  .record({ steps: fc.integer({ min: 1, max: 30 }), channels: fc.integer({ min: 1, max: 5 }), seed: fc.nat() })
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      values: fc.array(fc.float({ min: -2, max: 2, noNaN: true }), {
        minLength: shape.steps * shape.channels,
        maxLength: shape.steps * shape.channels,
      }),
    }),
  );

describe('direct', () => {
  it('keeps the values, or multiplies them by the gain', () => {
    expect(run('direct', [1, -2, 0.5])).toEqual([1, -2, 0.5]);
    expect(run('direct', [1, -2, 0.5], 1, { gain: 2 })).toEqual([2, -4, 1]);
  });

  it('leaves the given array alone', () => {
    const given = Float32Array.from([1, 2]);
    encode('direct', given, { steps: 2, channels: 1, seed: 1 })[0] = 9;
    expect(given[0]).toBe(1);
  });
});

describe('rate', () => {
  it('never fires at 0 or below, always at 1 or above', () => {
    expect(run('rate', [0, -1, 0, 1, 2, 1])).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('fires as often as the value says', () => {
    const spikes = run('rate', new Array<number>(20_000).fill(0.3));
    expect(spikes.reduce((a, b) => a + b, 0) / spikes.length).toBeCloseTo(0.3, 1);
  });

  it('gives other spikes for another seed', () => {
    const half = new Array<number>(64).fill(0.5);
    expect(run('rate', half, 1, { seed: 1 })).not.toEqual(run('rate', half, 1, { seed: 2 }));
  });
});

describe('latency', () => {
  it('fires once, the earlier the larger the mean', () => {
    // Means 1, 0.5, 0.25 and 0 over five steps: steps 0, 2, 3 and none.
    const row = [1, 0.5, 0.25, 0];
    expect(run('latency', [row, row, row, row, row].flat(), 4)).toEqual([
      1, 0, 0, 0,
      0, 0, 0, 0,
      0, 1, 0, 0,
      0, 0, 1, 0,
      0, 0, 0, 0,
    ]);
  });

  it('takes the mean over time, clipped to 0…1', () => {
    expect(run('latency', [0, 0, 3])).toEqual([1, 0, 0]);
    expect(run('latency', [-1, -1, 0.5])).toEqual([0, 0, 0]);
  });
});

describe('delta', () => {
  it('follows rises and falls in steps of the threshold, one a step', () => {
    expect(run('delta', [0, 0.5, 0.5, 1.5, 1.5, 1.5, 0, 0, 0, 0], 1, { threshold: 0.5 })).toEqual([
      0, 1, 0, 1, 1, 0, -1, -1, -1, 0,
    ]);
  });

  it('ignores changes below the threshold', () => {
    expect(run('delta', [0.2, -0.2, 0.2])).toEqual([0, 0, 0]);
  });

  it('keeps within one threshold of a slow signal', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 60 }), (steps) => {
        let level = 0;
        const values = steps.map((step) => (level += step));
        let sum = 0;
        run('delta', values, 1, { threshold: 0.25 }).forEach((spike, t) => {
          sum += spike * 0.25;
          expect(Math.abs(Math.fround(values[t]) - sum)).toBeLessThan(0.25);
        });
      }),
    );
  });
});

describe('every encoder', () => {
  it('is deterministic and gives spikes of its own alphabet', () => {
    const alphabet: Record<Exclude<Encoder, 'direct'>, number[]> = { rate: [0, 1], latency: [0, 1], delta: [-1, 0, 1] };
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), matrix, (kind, { shape, values }) => {
        const data = Float32Array.from(values);
        const spikes = encode(kind, data, shape);
        expect(spikes).toHaveLength(data.length);
        expect(encode(kind, data, shape)).toEqual(spikes);
        if (kind !== 'direct') expect(spikes.every((value) => alphabet[kind].includes(value))).toBe(true);
      }),
    );
  });

  it('treats channels apart', () => {
    fc.assert(
      fc.property(fc.constantFrom<Encoder>('latency', 'delta'), matrix, (kind, { shape, values }) => {
        const together = run(kind, values, shape.channels);
        for (let n = 0; n < shape.channels; n += 1) {
          const ofChannel = (_: number, i: number) => i % shape.channels === n;
          expect(run(kind, values.filter(ofChannel))).toEqual(together.filter(ofChannel));
        }
      }),
    );
  });

  it('says what is wrong', () => {
    expect(() => run('delta', [1], 1, { threshold: 0 })).toThrow("The delta code's threshold is 0; it should be above 0.");
    expect(() => run('direct', [1, 2, 3], 1, { steps: 2 })).toThrow('The input holds 3 values; 2 steps of 1 channels need 2.');
  });
});
