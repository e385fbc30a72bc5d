/** Small rasters as paths, one for each colour, for a file that is printed. */
import { mark, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';
import { rowGrid, tickShape, type Lane, type TickShape } from './picture';
import type { BandFrame } from './rasterFrame';
import type { RastersSpec } from './types';
import { lowerBound, rowCount, upperBound } from './visible';

/** More spikes than this are a picture. */
export const MOST_VECTORS = 20_000;

interface Tick {
  readonly x: number;
  readonly colour: string;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** The marks of one row in one lane: from the left, those that fall together as one. */
function rowTicks(lane: Lane, neuron: number, [from, to]: RastersSpec['window'], shapeOf: (dt: number | null) => TickShape, left: number, both: string): Tick[] {
  const { mixing, colours, withoutShifted } = lane;
  const ticks = lane.members.flatMap(({ raster, kinds }, place): { x: number; place: number; kind: number }[] => {
    if (neuron >= raster.neurons) return [];
    const { times, offsets } = raster;
    const shape = shapeOf(raster.dt);
    const first = lowerBound(times, from, offsets[neuron], offsets[neuron + 1]);
    const end = shape.closed ? upperBound(times, to, first, offsets[neuron + 1]) : lowerBound(times, to, first, offsets[neuron + 1]);
    return Array.from({ length: end - first }, (_, k) => ({ x: left + (times[first + k] - from) * shape.scale + shape.shift, place, kind: kinds?.[first + k] ?? 0 }));
  });
  const last = colours.length - 1;
  if (mixing === 'kinds') {
    return ticks.filter(({ kind }) => !(withoutShifted && kind === 2)).map(({ x, kind }) => ({ x, colour: colours[kind === 0 ? 0 : kind === 1 ? last : last / 2] }));
  }
  if (mixing === 'none') return ticks.map(({ x }) => ({ x, colour: colours[0] }));
  ticks.sort((a, b) => a.x - b.x);
  const found: Tick[] = [];
  for (let k = 0; k < ticks.length; ) {
    let end = k + 1;
    while (end < ticks.length && ticks[end].x - ticks[k].x < 0.5) end++;
    const places = new Set(ticks.slice(k, end).map(({ place }) => place));
    const [place] = places;
    const single = mixing === 'share' ? colours[place === 0 ? 0 : last] : colours[place];
    found.push({ x: ticks[k].x, colour: places.size > 1 ? both : single });
    k = end;
  }
  return found;
}

/** The spikes of a band as filled paths. */
export function bandPaths({ box, lanes }: BandFrame, spec: RastersSpec, neurons: number, theme: Theme): Mark[] {
  const { order, window } = spec;
  const rows = rowCount(order, neurons);
  const paths = new Map<string, string[]>();
  const each = box.height / Math.max(1, rows);
  const { gap } = rowGrid({ height: box.height, lanes }, rows, 1);
  const height = each - (each < 4 ? 0 : gap);
  const shapeOf = (dt: number | null) => tickShape(dt, window, box.width, each, 1);
  for (const lane of lanes) {
    for (let row = 0; row < rows; row++) {
      const top = box.y + row * each + height * lane.from;
      for (const { x, colour } of rowTicks(lane, order ? order[row] : row, window, shapeOf, box.x, palettes[theme].both)) {
        const width = shapeOf(lane.members[0].raster.dt).width;
        const [start, end] = [Math.max(box.x, x), Math.min(box.x + box.width, x + width)];
        const pieces = paths.get(colour) ?? [];
        paths.set(colour, pieces);
        pieces.push(`M${round(start)},${round(top)}h${round(end - start)}v${round(height * (lane.to - lane.from))}h${round(start - end)}z`);
      }
    }
  }
  return [...paths].map(([fill, pieces]) => mark('path', { class: 'spikes', d: pieces.join(''), fill }));
}
