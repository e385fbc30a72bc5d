/** @jest-environment node */
import { eventEye, middleEnd } from '@/components/train/tryit/eye';
import { eventWindow } from '@/components/train/tryit/eventWindow';
import { greyFrame, squareCrop } from '@/components/train/tryit/frames';
import { gesture } from '@/components/train/tryit/gesture';
import { between, LOOK_US, looks, outAndBack, pointedPlace, restPlace, type Direction, type ShapeName } from '@/components/train/tryit/stage';
import { fillBatch } from '@/lib/datasets/batch';
import { movingShapes, SHAPES_CAMERA } from '@/lib/datasets/tasks/movingShapes';
import { whole } from '@/lib/numerics/pieces';

const SIDE = 16;
const CHANNELS = 2 * SIDE * SIDE;

describe('the window of events', () => {
  it('holds the last steps, counts what falls together, and forgets the rest', () => {
    const window = eventWindow(3, 2);
    window.add(0, 1);
    window.add(2, 0);
    window.add(2, 0);
    window.add(3, 1);
    expect(Array.from(window.before(3))).toEqual([0, 1, 0, 0, 2, 0]);
    expect(Array.from(window.before(4))).toEqual([0, 0, 2, 0, 0, 1]);
    expect(window.count(4)).toBe(3);
    // Later steps take the rows of the earliest; an event that comes far too late is not put among them.
    window.add(8, 0);
    window.add(2, 1);
    expect(Array.from(window.before(9))).toEqual([0, 0, 0, 0, 1, 0]);
    expect(Array.from(window.before(4))).toEqual([0, 0, 0, 0, 0, 1]);
  });

  it('is empty before its beginning and after a pause', () => {
    const window = eventWindow(4, 1);
    expect(window.count(0)).toBe(0);
    window.add(1, 0);
    expect(Array.from(window.before(2))).toEqual([0, 0, 0, 1]);
    expect(window.count(100)).toBe(0);
  });
});

describe('frames', () => {
  it('the crop is the square in the middle', () => {
    expect(squareCrop(320, 240)).toEqual({ x: 40, y: 0, side: 240 });
    expect(squareCrop(200, 400)).toEqual({ x: 0, y: 100, side: 200 });
  });

  it('are averaged to grey, and mirrored when asked', () => {
    const rgba = new Uint8ClampedArray(4 * 16).fill(0);
    // The left half is white.
    for (let k = 0; k < 16; k += 1) if (k % 4 < 2) rgba.fill(255, 4 * k, 4 * k + 4);
    expect(Array.from(greyFrame(rgba, 4, 2, false), (v) => Number(v.toFixed(6)))).toEqual([1, 0, 1, 0]);
    expect(Array.from(greyFrame(rgba, 4, 2, true), (v) => Number(v.toFixed(6)))).toEqual([0, 1, 0, 1]);
    // Green is brighter than blue.
    const colour = (r: number, g: number, b: number) => greyFrame(Uint8ClampedArray.of(r, g, b, 255), 1, 1, false)[0];
    expect(colour(0, 255, 0)).toBeGreaterThan(colour(0, 0, 255));
  });
});

describe('the middle of what happened', () => {
  it.each([[0, 15, 16, 16], [4, 9, 16, 15], [0, 3, 16, 10], [0, 30, 16, 31], [20, 25, 16, 31]])('steps %i to %i in %i end at %i', (first, last, steps, end) => {
    expect(middleEnd(first, last, steps)).toBe(end);
    if (last - first < steps) expect(Math.abs((first - (end - steps)) - (end - 1 - last))).toBeLessThanOrEqual(1);
  });
});

test('looks are even, no further apart than a webcam’s, and end now', () => {
  expect(looks(0, 0)).toEqual([]);
  expect(looks(100, 100 + LOOK_US)).toEqual([100 + LOOK_US]);
  expect(looks(0, 2.5 * LOOK_US)).toHaveLength(3);
  expect(looks(0, 2.5 * LOOK_US).at(-1)).toBe(2.5 * LOOK_US);
});

describe('a shape before the camera', () => {
  const dataset = whole(movingShapes({ seed: 3, train: 1, validation: 1, test: 160 }));
  const { steps } = dataset;
  const size = steps * CHANNELS;

  function send(shape: ShapeName, direction: Direction, frames: number): Float32Array[] {
    const asked: Float32Array[] = [];
    const path = outAndBack(shape, direction, SIDE);
    const own = gesture({ shape, camera: SHAPES_CAMERA, steps, at: path(0), path, ask: (input) => asked.push(input) });
    for (let k = 1; own.going; k += 1) own.advance((k * steps * SHAPES_CAMERA.stepUs) / frames);
    return asked;
  }

  /** Mean of the samples of a class. */
  const means = dataset.classes.map((_, label) => {
    const mean = new Float32Array(size);
    const sample = new Float32Array(size);
    for (let i = label; i < 160; i += dataset.classes.length) {
      fillBatch(dataset, 'test', [i], 'repeat', sample);
      sample.forEach((value, k) => (mean[k] += value));
    }
    return mean;
  });
  const alike = (one: Float32Array, other: Float32Array) => {
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * b[k], 0);
    return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
  };

  it.each([
    ['bar', 'left', 'bar left, then right'], ['bar', 'right', 'bar right, then left'], ['triangle', 'up', 'triangle up, then down'],
    ['triangle', 'down', 'triangle down, then up'], ['digit', 'up', 'digit up, then down'], ['digit', 'down', 'digit down, then up'],
  ] as const)('%s sent %s is most like the samples called “%s”', (shape, direction, name) => {
    const [input, ...more] = send(shape, direction, 60);
    expect(more).toEqual([]);
    expect(input).toHaveLength(size);
    const likeness = means.map((mean) => alike(input, mean));
    expect(dataset.classes[likeness.indexOf(Math.max(...likeness))]).toBe(name);
  });

  it('makes as many events as those samples do, whether the page draws fast or slowly', () => {
    const total = (input: Float32Array) => input.reduce((a, b) => a + b, 0);
    const usual = total(means[0]) / 20;
    for (const frames of [3, 17, 60]) {
      const events = total(send('bar', 'left', frames)[0]);
      expect(events / usual).toBeGreaterThan(0.6);
      expect(events / usual).toBeLessThan(1.5);
    }
  });

  it('that is dragged follows the pointer, is named as it goes and once it is let go', () => {
    const asked: Float32Array[] = [];
    const own = gesture({ shape: 'triangle', camera: SHAPES_CAMERA, steps, at: { x: 2, y: 8, turn: 0 }, path: null, ask: (input) => asked.push(input) });
    for (let ms = 16; ms <= 640; ms += 16) {
      own.target = { x: 2 + (12 * ms) / 640, y: 8, turn: 0 };
      own.advance(1000 * ms);
    }
    expect(asked).toHaveLength(1);
    own.going = false;
    own.advance(656_000);
    expect(asked).toHaveLength(2);
    expect(asked[1].reduce((a, b) => a + b, 0)).toBeGreaterThan(50);
  });

  it('that is not moved is not asked about', () => {
    const asked: Float32Array[] = [];
    const own = gesture({ shape: 'digit', camera: SHAPES_CAMERA, steps, at: restPlace('digit', SIDE), path: null, ask: (input) => asked.push(input) });
    for (let ms = 100; ms <= 1200; ms += 100) own.advance(1000 * ms);
    own.going = false;
    own.advance(1_300_000);
    expect(asked).toEqual([]);
  });

  it('a clock hand points at the pointer and turns the shorter way', () => {
    expect(pointedPlace('hand', 16, 8, SIDE).turn).toBeCloseTo(Math.PI / 2);
    expect(pointedPlace('hand', 8, 0, SIDE).turn).toBeCloseTo(0);
    const half = between({ x: 8, y: 8, turn: -3 }, { x: 8, y: 8, turn: 3 }, 0.5);
    expect(Math.abs(half.turn)).toBeGreaterThan(3);
    expect(outAndBack('hand', 'right', SIDE)(0.5).turn).toBeGreaterThan(outAndBack('hand', 'right', SIDE)(0).turn);
  });
});

describe('the eye', () => {
  it('sees nothing before a still picture, and glows and fades before a change', () => {
    const eye = eventEye(SHAPES_CAMERA, 16);
    const dark = new Float32Array(SIDE * SIDE).fill(0.1);
    const lit = dark.slice();
    lit[5] = 0.9;
    eye.see(dark, 1_000_000);
    eye.see(dark, 1_050_000);
    expect(eye.seen).toBe(false);
    expect(eye.whole().every((value) => value === 0)).toBe(true);
    eye.see(lit, 1_100_000);
    expect(eye.seen).toBe(true);
    expect(eye.glow(5)).toBeCloseTo(1);
    expect(eye.glow(6)).toBeCloseTo(0);
    eye.see(lit, 1_160_000);
    expect(eye.glow(5)).toBeGreaterThan(0);
    expect(eye.glow(5)).toBeLessThan(0.6);
    eye.see(dark, 1_200_000);
    expect(eye.glow(5)).toBeCloseTo(-1);
    eye.see(dark, 2_000_000);
    expect(eye.glow(5)).toBeCloseTo(0);
    expect(eye.steps).toBe(20);
    expect(eye.count()).toBe(0);
  });
});
