import fc from 'fast-check';

import { drawnCurrent, resample } from '@/lib/inputs/drawnCurrent';

const draw = (points: number[], steps: number, channels = 1, spread = 0) =>
  Array.from(drawnCurrent(points, { steps, channels, spread }));

const level = fc.double({ min: -4, max: 4, noNaN: true });
const points = fc.array(level, { minLength: 2, maxLength: 64 });

describe('drawnCurrent', () => {
  it('draws straight lines between the points', () => {
    expect(draw([0, 2, 0], 5)).toEqual([0, 1, 2, 1, 0]);
    expect(draw([1, 3], 3)).toEqual([1, 2, 3]);
    expect(draw([1, 3], 1)).toEqual([1]);
  });

  it('gives every neuron the same, or scales it over the neurons', () => {
    expect(draw([1, 3], 2, 2)).toEqual([1, 1, 3, 3]);
    expect(draw([1, 3], 2, 3, 0.5)).toEqual([0.5, 1, 1.5, 1.5, 3, 4.5]);
  });

  it('stays between the lowest and the highest point and meets both ends', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 2, max: 100 }), (curve, steps) => {
        const values = draw(curve, steps);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.min(...curve) - 1e-5);
        expect(Math.max(...values)).toBeLessThanOrEqual(Math.max(...curve) + 1e-5);
        expect(values[0]).toBeCloseTo(curve[0], 5);
        expect(values[steps - 1]).toBeCloseTo(curve[curve.length - 1], 5);
      }),
    );
  });

  it('says what is wrong', () => {
    expect(() => draw([1], 4)).toThrow('A drawn current has 2 to 64 points, not 1.');
    expect(() => draw([0, 5], 4)).toThrow('Point 2 of the drawn current is 5; it should lie within ±4.');
    expect(() => draw([Number.NaN, 0], 4)).toThrow(RangeError);
  });
});

describe('resample', () => {
  it('reads a straight stroke at every control point', () => {
    expect(resample([[{ x: 0, y: 0 }, { x: 1, y: 4 }]], 5)).toEqual([0, 1, 2, 3, 4]);
    expect(resample([[{ x: 1, y: 4 }, { x: 0, y: 0 }]], 5)).toEqual([0, 1, 2, 3, 4]);
  });

  it('lets the last stroke win where it passed', () => {
    const strokes = [
      [{ x: 0, y: 1 }, { x: 1, y: 1 }],
      [{ x: 0.5, y: 3 }, { x: 0.75, y: 3 }],
    ];
    expect(resample(strokes, 5)).toEqual([1, 1, 3, 3, 1]);
  });

  it('lets a stroke that turns back win over itself', () => {
    expect(resample([[{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 0.5, y: 2 }]], 3)).toEqual([0, 2, 0]);
  });

  it('fills gaps between taps and holds the level beyond them', () => {
    expect(resample([[{ x: 0.26, y: 1 }], [{ x: 0.74, y: 3 }]], 5)).toEqual([1, 1, 2, 3, 3]);
  });

  it('is flat at 0 with nothing drawn', () => {
    expect(resample([], 3)).toEqual([0, 0, 0]);
    expect(resample([[]], 3)).toEqual([0, 0, 0]);
  });

  it('clamps what lies outside the pad', () => {
    expect(resample([[{ x: -1, y: -9 }, { x: 2, y: -9 }]], 2)).toEqual([-4, -4]);
  });

  it('gives points that can be drawn', () => {
    const place = fc.record({ x: fc.double({ min: -0.5, max: 1.5, noNaN: true }), y: fc.double({ min: -9, max: 9, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(fc.array(place, { maxLength: 8 }), { maxLength: 4 }), fc.integer({ min: 2, max: 64 }), (strokes, count) => {
        const curve = resample(strokes, count);
        expect(curve).toHaveLength(count);
        expect(drawnCurrent(curve, { steps: 8, channels: 1, spread: 0 }).every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('keeps a curve given as a stroke', () => {
    fc.assert(
      fc.property(points, (curve) => {
        const stroke = curve.map((y, i) => ({ x: i / (curve.length - 1), y }));
        resample([stroke], curve.length).forEach((y, i) => expect(y).toBeCloseTo(curve[i], 6));
      }),
    );
  });

  it('says how many points there may be', () => {
    expect(() => resample([], 65)).toThrow('A drawn current has 2 to 64 points, not 65.');
  });
});
