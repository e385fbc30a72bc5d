import { ticks as niceTicks } from 'd3';

import { count } from '../../numerics/words';
import { linearScale, type LinearScale } from '../axes';
import type { Box } from '../figure';
import { fixed, tickPlaces } from '../format';
import { FONT_SIZE, group, text, textWidth, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';

/** Powers of ten equally far apart; what is not above zero has no place on it. */
export function logScale([lo, hi]: readonly [number, number], [from, to]: readonly [number, number]): LinearScale {
  const map = linearScale([Math.log10(lo), Math.log10(hi)], [from, to]);
  const within = (tick: number): boolean => tick >= lo * (1 - 1e-9) && tick <= hi * (1 + 1e-9);
  const ticks = (most: number): number[] => {
    const decades = Math.log10(hi / lo);
    if (decades < 1) return niceTicks(lo, hi, most).filter((tick) => tick > 0);
    const fronts = decades * 3 <= 1.6 * most ? [1, 2, 5] : [1];
    const step = Math.max(1, Math.ceil(decades / most));
    const first = Math.ceil(Math.floor(Math.log10(lo)) / step) * step;
    const powers = Array.from({ length: Math.ceil(decades / step) + 2 }, (_, k) => first + k * step);
    return powers.flatMap((exponent) => fronts.map((front) => (exponent < 0 ? front / 10 ** -exponent : front * 10 ** exponent))).filter(within);
  };
  return Object.assign((value: number) => (value > 0 ? map(Math.log10(value)) : Number.NaN), { ticks });
}

/** `epoch 12`, but `12 seconds`: what is counted in stands behind its number. */
export const namedPlace = (label: string, place: string): string => (/[^s]s$/.test(label) ? `${place} ${label}` : `${label} ${place}`).trim();

/** Thousands apart where there are any. */
export const placeText = (value: number, places: number): string => (places === 0 ? count(Math.round(value)) : fixed(value, places));

export interface AcrossOptions {
  readonly label: string;
  readonly theme: Theme;
  /** The figure's own width: a long name may begin left of the plot. */
  readonly width: number;
  /** Only whole numbers have a meaning. */
  readonly whole: boolean;
  /** The number that goes with the name at the end; null for the name alone. */
  readonly last: number | null;
  /** The place under the cursor, written over the ticks. */
  readonly cursor?: number | null;
}

/** Whole numbers, or tenths of the distance between ticks. */
export const acrossPlaces = (scale: LinearScale, plot: Box, whole: boolean): number =>
  whole ? 0 : tickPlaces(scale.ticks(Math.max(2, Math.floor(plot.width / 80))));

/** The axis under a curve; its end carries the name: 0  10  20  "epoch 30". */
export function acrossAxis(plot: Box, scale: LinearScale, [lo, hi]: readonly [number, number], options: AcrossOptions): Mark {
  const { label, theme, width, whole, last: end, cursor = null } = options;
  const { muted, ink } = palettes[theme];
  const y = plot.y + plot.height + FONT_SIZE + 4;
  const ticks = scale.ticks(Math.max(2, Math.floor(plot.width / 80))).filter((tick) => tick >= lo && tick <= hi && (!whole || Number.isInteger(tick)));
  const places = acrossPlaces(scale, plot, whole);
  const last = end === null ? label : namedPlace(label, placeText(end, places));
  const right = Math.min(width, Math.max(plot.x + plot.width, textWidth(last)));
  const taken: [number, number][] = [];
  const marks: Mark[] = [];
  const put = (content: string, middle: number, fill: string, className: string): void => {
    const half = textWidth(content) / 2;
    const place = Math.max(half, Math.min(width - half, middle));
    if (taken.some(([from, to]) => place + half > from - 6 && place - half < to + 6)) return;
    taken.push([place - half, place + half]);
    marks.push(text(place, y, content, { fill, anchor: 'middle', className }));
  };
  if (cursor !== null) put(namedPlace(label, placeText(cursor, places)), scale(cursor), ink, 'cursor-label');
  put(last, right - textWidth(last) / 2, muted, 'axis-label');
  for (const tick of ticks) put(placeText(tick, places), scale(tick), muted, 'tick');
  return group('axis axis-x', marks);
}
