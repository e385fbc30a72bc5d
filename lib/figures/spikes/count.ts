/**
 * Every spike of a window counted into the pixel where it lies. The arrays are kept from frame to frame, so that panning
 * allocates nothing large.
 */
import { FULL, rowGrid, tickShape, type Band, type Lane, type Member, type RasterPicture, type RowGrid, type TickShape } from './picture';
import { rowCount, spansOf } from './visible';

let total = new Uint32Array(0);
let second = new Uint32Array(0);

/** An array with room for so many numbers: itself, or a larger one. */
export const room = (array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> => (array.length >= length ? array : new Uint32Array(Math.ceil(length * 1.25)));

/** One member of a lane, one pixel a spike: the loop that decides how fast a raster is. */
function countPoints(plane: Uint32Array, start: number, columns: number, times: Float64Array, first: number, end: number, from: number, scale: number): void {
  const last = columns - 1;
  for (let k = first; k < end; k++) {
    const column = ((times[k] - from) * scale) | 0;
    plane[start + (column < last ? column : last)]++;
  }
}

/** What a spike of kind 0, 1, 2 adds to the mixture of its pixel; −1 where the lane leaves it out. */
function weightsOf({ mixing, withoutShifted = false }: Lane, place: number): readonly [number, number, number] {
  if (mixing === 'kinds') return [0, FULL, withoutShifted ? -1 : FULL / 2];
  const same = mixing === 'share' ? place * FULL : mixing === 'either' ? 1 << place % 31 : 0;
  return [same, same, same];
}

/** As `countPoints`, for lanes that mix. */
function countMixed(start: number, columns: number, { raster: { times }, kinds }: Member, first: number, end: number, from: number, scale: number, lane: Lane, weights: readonly [number, number, number]): void {
  const last = columns - 1;
  const either = lane.mixing === 'either';
  let weight = weights[0];
  for (let k = first; k < end; k++) {
    if (kinds) weight = weights[kinds[k]];
    if (weight < 0) continue;
    const column = ((times[k] - from) * scale) | 0;
    const at = start + (column < last ? column : last);
    total[at]++;
    if (either) second[at] |= weight;
    else second[at] += weight;
  }
}

/** As `countMixed`, for spikes wider than a pixel. */
function countSpans(start: number, columns: number, { raster: { times }, kinds }: Member, first: number, end: number, from: number, { scale, shift, width }: TickShape, lane: Lane, weights: readonly [number, number, number]): void {
  for (let k = first; k < end; k++) {
    const weight = weights[kinds ? kinds[k] : 0];
    if (weight < 0) continue;
    // A spike at the very end of the window is drawn in the last column.
    const left = Math.min(columns - 1, Math.floor((times[k] - from) * scale + shift));
    const stop = Math.min(columns, left + width);
    for (let column = left < 0 ? 0 : left; column < stop; column++) {
      total[start + column]++;
      if (lane.mixing === 'either') second[start + column] |= weight;
      else if (weight) second[start + column] += weight;
    }
  }
}

function countMember(start: number, picture: RasterPicture, member: Member, place: number, lane: Lane, grid: RowGrid, rowHeight: number): void {
  const { columns, window, order, neurons, ratio } = picture;
  const { raster } = member;
  const { times, offsets } = raster;
  const [from, to] = window;
  const shape = tickShape(raster.dt, window, columns, rowHeight, ratio);
  const plain = lane.mixing === 'none' && shape.width === 1;
  const shown = rowCount(order, Math.min(neurons, raster.neurons));
  const line = (row: number): number => start + Math.floor(row / grid.group) * columns;
  const spans = spansOf(raster, order, window);
  const weights = weightsOf(lane, place);
  for (let row = 0; row < shown; row++) {
    const n = order ? order[row] : row;
    if (n >= raster.neurons) continue;
    let [first, end] = [spans.first[row], spans.end[row]];
    while (shape.reach && first > offsets[n] && times[first - 1] >= from - shape.reach) first--;
    while (!shape.closed && end > first && times[end - 1] >= to) end--;
    if (first === end) continue;
    if (plain) countPoints(total, line(row), columns, times, first, end, from, shape.scale);
    else if (shape.width === 1) countMixed(line(row), columns, member, first, end, from, shape.scale, lane, weights);
    else countSpans(line(row), columns, member, first, end, from, shape, lane, weights);
  }
}

/** A lane's place in the planes of counts. */
interface Counted {
  readonly band: Band;
  readonly lane: Lane;
  readonly grid: RowGrid;
  readonly start: number;
}

/** Where each lane of a picture lies in its counts. */
export const lanesOf = (picture: RasterPicture): Counted[] => {
  let start = 0;
  return picture.bands.flatMap((band) => {
    const grid = rowGrid(band, rowCount(picture.order, picture.neurons), picture.ratio);
    return band.lanes.map((lane) => {
      const counted = { band, lane, grid, start };
      start += grid.rows * picture.columns;
      return counted;
    });
  });
};

/** How many ones a number has in binary. */
function ones(bits: number): number {
  let n = 0;
  for (let rest = bits; rest; rest &= rest - 1) n++;
  return n;
}

/** Spikes of the source that has most among `all` of a pixel: two sources that agree make it no stronger than one. */
export function loudest(all: number, mixture: number, mixing: Lane['mixing']): number {
  if (all === 1) return 1;
  if (mixing === 'either') return Math.ceil(all / Math.max(1, ones(mixture)));
  if (mixing !== 'share') return all;
  const other = mixture / FULL;
  return Math.max(other, all - other);
}

/** The counts of a picture, `[rows, columns]` of each lane one after the other; they hold until the next one is counted. */
export interface Counts {
  /** The most spikes of one source that one pixel holds. */
  readonly most: number;
  readonly total: Uint32Array;
  /** Weights of the mixture, added up; in lanes that mix as `either` one bit a member. */
  readonly second: Uint32Array;
}

let heldFor: WeakRef<RasterPicture> | null = null;
let held: Counts | null = null;

/** Counts the spikes of every pixel; asked again for the same picture it counts nothing. */
export function countRaster(picture: RasterPicture): Counts {
  if (held && heldFor?.deref() === picture) return held;
  const lanes = lanesOf(picture);
  const cells = lanes.reduce((sum, { grid }) => sum + grid.rows * picture.columns, 0);
  total = room(total, cells);
  total.fill(0, 0, cells);
  if (lanes.some(({ lane }) => lane.mixing !== 'none')) {
    second = room(second, cells);
    second.fill(0, 0, cells);
  }
  for (const { band, lane, grid, start } of lanes) {
    lane.members.forEach((member, place) => countMember(start, picture, member, place, lane, grid, band.height / grid.rows));
  }
  let most = 0;
  for (const { lane: { mixing }, grid, start } of lanes) {
    const end = start + grid.rows * picture.columns;
    for (let k = start; k < end; k++) if (total[k] > most) most = Math.max(most, loudest(total[k], second[k], mixing));
  }
  heldFor = new WeakRef(picture);
  held = { most, total: total.subarray(0, cells), second };
  return held;
}
