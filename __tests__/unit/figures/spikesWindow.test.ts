import fc from 'fast-check';
import { brushed, clampWindow, drawable, panBy, zoomAt } from '@/lib/figures/spikes/window';
import type { TimeWindow } from '@/lib/figures/spikes/types';

const bounds = fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.double({ min: 1e-2, max: 1e4, noNaN: true })).map(([start, width]): TimeWindow => [start, start + width]);
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** A window within bounds, at least a thousandth of them. */
const looking = fc.tuple(bounds, share, share).map(([[start, end], from, width]) => {
  const wide = Math.max(1e-3, width) * (end - start);
  const left = start + from * (end - start - wide);
  return { bounds: [start, end] as TimeWindow, window: [left, left + wide] as TimeWindow };
});

const inside = ([from, to]: TimeWindow, [start, end]: TimeWindow) => from >= start && to <= end && from < to;

test('a pan keeps the width and stays within what was recorded', () => {
  fc.assert(fc.property(looking, fc.double({ min: -1e5, max: 1e5, noNaN: true }), ({ bounds: all, window }, by) => {
    const [from, to] = panBy(window, by, all);
    expect(inside([from, to], all)).toBe(true);
    expect(Math.abs(to - from - (window[1] - window[0]))).toBeLessThan(1e-9 * (all[1] - all[0]) + 1e-9);
  }));
  expect(panBy([2, 4], 3, [0, 10])).toEqual([5, 7]);
  expect(panBy([2, 4], 30, [0, 10])).toEqual([8, 10]);
  expect(panBy([2, 4], -30, [0, 10])).toEqual([0, 2]);
});

test('a zoom leaves what is under the pointer where it is, and zooming back undoes it', () => {
  fc.assert(fc.property(looking, share, fc.double({ min: 0.05, max: 1, noNaN: true }), ({ bounds: all, window: [from, to] }, at, factor) => {
    const time = from + at * (to - from);
    const [left, right] = zoomAt([from, to], time, factor, all);
    expect(inside([left, right], all)).toBe(true);
    expect((time - left) / (right - left)).toBeCloseTo(at, 5);
    const [back, end] = zoomAt([left, right], time, 1 / factor, all);
    expect(Math.abs(back - from) + Math.abs(end - to)).toBeLessThan(1e-6 * (all[1] - all[0]));
  }));
});

test('nothing is wider than everything, nor narrower than can be told apart', () => {
  expect(zoomAt([2, 4], 3, 1000, [0, 10])).toEqual([0, 10]);
  const [from, to] = zoomAt([2, 4], 3, 1e-30, [0, 10]);
  expect(to - from).toBeGreaterThan(0);
  expect(to - from).toBeCloseTo(1e-8, 10);
  expect(clampWindow([3, 3], [0, 10])[1]).toBeGreaterThan(3);
  expect(clampWindow([Number.NaN, 3], [0, 10])).toEqual([0, 10]);
  expect(clampWindow([-5, 2], [0, 10])).toEqual([0, 7]);
});

test('a brush goes either way, ends at the ends, and is none where it is only a click', () => {
  expect(brushed(7, 3, [0, 10], 0.1)).toEqual([3, 7]);
  expect(brushed(-4, 3, [0, 10], 0.1)).toEqual([0, 3]);
  expect(brushed(3, 3.05, [0, 10], 0.1)).toBeNull();
  expect(brushed(-5, -2, [0, 10], 0.1)).toBeNull();
});

test('what can be drawn is left as it is; what has no width is given some', () => {
  const window: TimeWindow = [2, 4];
  expect(drawable(window)).toBe(window);
  expect([drawable([5, 5]), drawable([5, 4]), drawable([Number.NaN, 4]), drawable([0, Infinity])]).toEqual([[5, 6], [5, 6], [0, 1], [0, 1]]);
  const [from, to] = drawable([1e6, 1e6 + 1e-9]);
  expect([from, to - from >= 1e-7]).toEqual([1e6, true]);
});
