/** A shape that the reader moves before the event camera. */
import { bar, digitFigure, hand, movingScene, triangle, type Figure, type Place } from '@/lib/inputs/movingShapes';
import type { Scene } from '@/lib/inputs/eventCamera';

export type ShapeName = 'bar' | 'triangle' | 'digit' | 'hand';
export type Direction = 'left' | 'right' | 'up' | 'down';

/** As large, as bright and as dark as the training samples are on average, for a view 16 pixels wide. */
const FIGURES: Readonly<Record<ShapeName, () => Figure>> = {
  bar: () => bar(2.5, 11),
  triangle: () => triangle(3.7),
  digit: () => digitFigure(3, 11.5),
  hand: () => hand(2.5, 7),
};
const SHADES = { ground: 0.16, figure: 0.85 };

/** The scene is looked at about as often as a webcam does. */
export const LOOK_US = 25_000;

/** Pixels of the way, or how much of a turn; and how much further it comes back than it went, as samples never end quite where they began. */
const LENGTH = 10.5;
const TURN = 0.35 * 2 * Math.PI;
const FURTHER = 1.12;
/** Shares of the time at which the way out begins and ends, and the way back; in between the shape rests. As in the training samples. */
const [LEAVE, OUT, BACK, HOME] = [0.05, 0.3, 0.7, 0.95];

const done = (share: number, from: number, to: number) => Math.min(1, Math.max(0, (share - from) / (to - from)));

export const restPlace = (shape: ShapeName, side: number): Place => ({ x: side / 2, y: side / 2, turn: shape === 'hand' ? 0.3 : 0 });

/** Where a shape is on its way out and back, by the share of the time; a hand turns instead, to the right clockwise. */
export function outAndBack(shape: ShapeName, direction: Direction, side: number): (share: number) => Place {
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  const across = direction === 'left' || direction === 'right';
  const middle = side / 2;
  return (share) => {
    const way = sign * (done(share, LEAVE, OUT) - 0.5 - FURTHER * done(share, BACK, HOME));
    if (shape === 'hand') return { x: middle, y: middle, turn: way * TURN };
    return { x: across ? middle + LENGTH * way : middle, y: across ? middle : middle + LENGTH * way, turn: 0 };
  };
}

/** Where a pointer puts a shape: under it; a hand points at it. */
export function pointedPlace(shape: ShapeName, x: number, y: number, side: number): Place {
  if (shape !== 'hand') return { x, y, turn: 0 };
  return { x: side / 2, y: side / 2, turn: Math.atan2(x - side / 2, side / 2 - y) };
}

/** Between two places, a turn the shorter way. */
export function between(from: Place, to: Place, share: number): Place {
  const full = 2 * Math.PI;
  const turn = to.turn - from.turn - full * Math.round((to.turn - from.turn) / full);
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y), turn: from.turn + share * turn };
}

/** What the camera sees of a shape at a place, `[side, side]`. */
export function stagePicture(scene: (place: Place) => Scene, place: Place, side: number): Float32Array {
  const look = scene(place);
  return Float32Array.from({ length: side * side }, (_, k) => look(0, k % side, Math.floor(k / side)));
}

/** The scene of a shape, by its place. */
export function stageScene(shape: ShapeName): (place: Place) => Scene {
  const figure = FIGURES[shape]();
  return (place) => movingScene(figure, () => place, SHADES);
}

/**
 * Times at which the scene is looked at after the last look, up to now: evenly, at most `LOOK_US` apart, so that a page
 * that draws slowly sees what one that draws fast does.
 */
export function looks(last: number, now: number): number[] {
  const count = Math.ceil((now - last) / LOOK_US);
  return Array.from({ length: Math.max(0, count) }, (_, k) => last + ((k + 1) * (now - last)) / count);
}
