import { liveCamera, type LiveCameraOptions } from '@/lib/inputs/liveCamera';
import { bar, digitFigure, hand, movingScene, triangle, type Figure, type Place, type Shades } from '@/lib/inputs/movingShapes';
import type { Pieces } from '@/lib/numerics/pieces';
import type { Random } from '@/lib/numerics/random';

import type { Dataset } from '../types';
import { between, eventParts, type TaskSizes } from './parts';

const SIDE = 16;
const STEPS = 20;

/** The camera that the samples are seen with; a live camera set like it sees what a network has learned. */
export const SHAPES_CAMERA: LiveCameraOptions = { width: SIDE, height: SIDE, contrast: 0.4, stepUs: 50_000 };

const DURATION_US = STEPS * SHAPES_CAMERA.stepUs;
/** The scene is looked at about as often as a webcam does. */
const LOOK_US = 25_000;

/** What a class shows: a figure, and the direction, or the sense of turning, in which it goes first. */
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

/** Pairs of classes that differ in the order of two motions alone. */
const MOTIONS: readonly Motion[] = [
  { name: 'bar left, then right', figure: uprightBar, across: -1, down: 0, turns: 0 },
  { name: 'bar right, then left', figure: uprightBar, across: 1, down: 0, turns: 0 },
  { name: 'triangle up, then down', figure: anyTriangle, across: 0, down: -1, turns: 0 },
  { name: 'triangle down, then up', figure: anyTriangle, across: 0, down: 1, turns: 0 },
  { name: 'digit up, then down', figure: anyDigit, across: 0, down: -1, turns: 0 },
  { name: 'digit down, then up', figure: anyDigit, across: 0, down: 1, turns: 0 },
  { name: 'hand clockwise, then back', figure: anyHand, across: 0, down: 0, turns: 1 },
  { name: 'hand counter-clockwise, then back', figure: anyHand, across: 0, down: 0, turns: -1 },
];

/** Shares of the time at which the way out begins and ends, and the way back; in between the figure rests, and no pixel changes. */
const [LEAVE, OUT, BACK, HOME] = [0.05, 0.3, 0.7, 0.95];

/** Share of the way out that is gone, and of the way back. */
const gone = (share: number): number => Math.min(1, Math.max(0, (share - LEAVE) / (OUT - LEAVE)));
const back = (share: number): number => Math.min(1, Math.max(0, (share - BACK) / (HOME - BACK)));

/**
 * A path through the view and back: in a straight line of 9 to 12 pixels about the middle, or on the spot by a quarter to
 * nearly half of a turn. Both classes of a pair cover the same places.
 */
function path(random: Random, { across, down, turns }: Motion): (timeUs: number) => Place {
  const length = between(random, 9, 12);
  const middle = between(random, -2, 2);
  const aside = between(random, -2, 2);
  const about = between(random, 0, 2 * Math.PI);
  const turn = turns * between(random, 0.25, 0.45) * 2 * Math.PI;
  return (timeUs) => {
    const share = timeUs / DURATION_US;
    const at = gone(share) - 0.5 - back(share);
    const moved = turns === 0 ? length * at : 0;
    return {
      x: SIDE / 2 + moved * across + (across !== 0 || turns !== 0 ? middle : aside),
      y: SIDE / 2 + moved * down + (across !== 0 || turns !== 0 ? aside : middle),
      turn: turns === 0 ? 0 : about + turn * at,
    };
  };
}

/** A bright figure before a dark ground. */
function shades(random: Random): { -readonly [K in keyof Shades]: Shades[K] } {
  const ground = between(random, 0.08, 0.25);
  return { ground, figure: between(random, 0.65, 0.96) };
}

/**
 * From one look to the next the figure becomes a little brighter and the ground a little darker. A pixel that came back to
 * exactly what it was would lie on the edge of its last event, and where that is lost the mere count of events would
 * tell which way the figure went first.
 */
const DRIFT = 0.0008;

/** Events at random pixels, as a sensor makes them by itself: 0 to 20 a sample. */
function addNoise(random: Random, add: (step: number, channel: number) => void): void {
  for (let k = random.integer(21); k > 0; k -= 1) add(random.integer(STEPS), random.integer(2 * SIDE * SIDE));
}

/** Films one sample. An event at the very end counts to the last step. */
function film(random: Random, motion: Motion, frame: Float32Array, add: (step: number, channel: number) => void): void {
  const light = shades(random);
  const scene = movingScene(motion.figure(random), path(random, motion), light);
  const camera = liveCamera(SHAPES_CAMERA);
  const emit = (step: number, channel: number) => add(Math.min(STEPS - 1, step), channel);
  for (let time = 0; time <= DURATION_US; time += LOOK_US) {
    for (let pixel = 0; pixel < frame.length; pixel += 1) frame[pixel] = scene(time, pixel % SIDE, Math.floor(pixel / SIDE));
    camera.frame(frame, time, emit);
    light.figure *= 1 + DRIFT;
    light.ground *= 1 - DRIFT;
  }
  addNoise(random, add);
}

/**
 * Figures that move in front of this project's event camera: events on `[16, 16, 2]` (rows, columns, darker and brighter)
 * in 20 steps of 50 ms, eight classes in pairs that differ in which of two motions comes first. While the figure rests
 * between them nothing is sent: whoever is to tell them apart must remember.
 *
 * @throws {RangeError} a part that is no whole number of samples from 1 on
 */
export function* movingShapes(sizes: TaskSizes): Pieces<Dataset> {
  const frame = new Float32Array(SIDE * SIDE);
  const parts = yield* eventParts('moving-shapes', MOTIONS.length, sizes, (random, label, add) => film(random, MOTIONS[label], frame, add));
  return {
    name: 'Moving shapes',
    origin: 'generated',
    sentence: 'A figure moves, rests and moves back before an event camera of 16 × 16 pixels: what is it, and which way did it go first?',
    notes: ['Two classes of a pair leave the same events behind; only their order differs, and in between nothing is sent for about eight steps.'],
    classes: MOTIONS.map(({ name }) => name),
    content: 'series',
    steps: STEPS,
    shape: [SIDE, SIDE, 2],
    parts,
  };
}
