import { liveCamera, type LiveCameraOptions } from '@/lib/inputs/liveCamera';
import { bar, digitFigure, hand, movingScene, triangle, type Figure, type Place, type Shades } from '@/lib/inputs/movingShapes';
import type { Pieces } from '@/lib/numerics/pieces';
import type { Random } from '@/lib/numerics/random';

import type { Dataset } from '../types';
import { between, eventParts, type TaskSizes } from './parts';

const SIDE = 16;
const STEPS = 16;

/** The camera that the samples are seen with; a live camera set like it sees what a network has learned. */
export const SHAPES_CAMERA: LiveCameraOptions = { width: SIDE, height: SIDE, contrast: 0.4, stepUs: 50_000 };

const DURATION_US = STEPS * SHAPES_CAMERA.stepUs;
/** The scene is looked at about as often as a webcam does. */
const LOOK_US = 25_000;

/** What a class shows: a figure, and either a direction in which it crosses the view or a sense in which it turns. */
interface Motion {
  readonly name: string;
  readonly figure: (random: Random) => Figure;
  readonly across: number;
  readonly down: number;
  readonly turns: number;
}

const uprightBar = (random: Random) => bar(between(random, 2, 3), between(random, 9, 13));
const anyTriangle = (random: Random) => triangle(between(random, 3.2, 4.2));
const anyDigit = (random: Random) => digitFigure(random.integer(10), between(random, 10, 13));
const anyHand = (random: Random) => hand(between(random, 2, 3), between(random, 6, 8));

/** Pairs of classes that differ in the direction of the motion alone. */
const MOTIONS: readonly Motion[] = [
  { name: 'bar to the left', figure: uprightBar, across: -1, down: 0, turns: 0 },
  { name: 'bar to the right', figure: uprightBar, across: 1, down: 0, turns: 0 },
  { name: 'triangle up', figure: anyTriangle, across: 0, down: -1, turns: 0 },
  { name: 'triangle down', figure: anyTriangle, across: 0, down: 1, turns: 0 },
  { name: 'digit up', figure: anyDigit, across: 0, down: -1, turns: 0 },
  { name: 'digit down', figure: anyDigit, across: 0, down: 1, turns: 0 },
  { name: 'hand clockwise', figure: anyHand, across: 0, down: 0, turns: 1 },
  { name: 'hand counter-clockwise', figure: anyHand, across: 0, down: 0, turns: -1 },
];

/**
 * A path through the view: in a straight line past the middle at about half time, 17 to 24 pixels long, or on the spot
 * by 0.7 to 1.1 of a turn from any angle on.
 */
function path(random: Random, { across, down, turns }: Motion): (timeUs: number) => Place {
  const length = between(random, 29, 34);
  const middle = between(random, -2, 2);
  const aside = between(random, -2, 2);
  const from = between(random, 0, 2 * Math.PI);
  const turn = turns * between(random, 0.7, 1.1) * 2 * Math.PI;
  return (timeUs) => {
    const share = timeUs / DURATION_US - 0.5;
    const along = turns === 0 ? length * share + middle : middle;
    return {
      x: SIDE / 2 + along * across + aside * Math.abs(down) + (turns === 0 ? 0 : middle),
      y: SIDE / 2 + along * down + aside * (turns === 0 ? Math.abs(across) : 1),
      turn: turns === 0 ? 0 : from + turn * share,
    };
  };
}

/** A bright figure before a dark ground. */
function shades(random: Random): Shades {
  const ground = between(random, 0.08, 0.25);
  return { ground, figure: between(random, 0.65, 1) };
}

/** Events at random pixels, as a sensor makes them by itself: 0 to 20 a sample. */
function addNoise(random: Random, add: (step: number, channel: number) => void): void {
  for (let k = random.integer(21); k > 0; k -= 1) add(random.integer(STEPS), random.integer(2 * SIDE * SIDE));
}

/** Films one sample. An event at the very end counts to the last step. */
function film(random: Random, motion: Motion, frame: Float32Array, add: (step: number, channel: number) => void): void {
  const scene = movingScene(motion.figure(random), path(random, motion), shades(random));
  const camera = liveCamera(SHAPES_CAMERA);
  const emit = (step: number, channel: number) => add(Math.min(STEPS - 1, step), channel);
  for (let time = 0; time <= DURATION_US; time += LOOK_US) {
    for (let pixel = 0; pixel < frame.length; pixel += 1) frame[pixel] = scene(time, pixel % SIDE, Math.floor(pixel / SIDE));
    camera.frame(frame, time, emit);
  }
  addNoise(random, add);
}

/**
 * Figures that move in front of this project's event camera: events on `[16, 16, 2]` (rows, columns, darker and brighter)
 * in 16 steps of 50 ms, eight classes in pairs that differ in the direction of the motion.
 *
 * @throws {RangeError} a part that is no whole number of samples from 1 on
 */
export function* movingShapes(sizes: TaskSizes): Pieces<Dataset> {
  const frame = new Float32Array(SIDE * SIDE);
  const parts = yield* eventParts('moving-shapes', MOTIONS.length, sizes, (random, label, add) => film(random, MOTIONS[label], frame, add));
  return {
    name: 'Moving shapes',
    origin: 'generated',
    sentence: 'A figure moves before an event camera of 16 × 16 pixels: what is it, and which way does it go?',
    notes: ['Two classes of a pair leave the same events behind; only their order differs.'],
    classes: MOTIONS.map(({ name }) => name),
    content: 'series',
    steps: STEPS,
    shape: [SIDE, SIDE, 2],
    parts,
  };
}
