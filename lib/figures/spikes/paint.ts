/** Counts of spikes as colours: the second pass of a raster. */
import { mixOklab, packRgb, parseHex } from '../colour';
import { countRaster, lanesOf, loudest, room, type Counts } from './count';
import { laneEdges, type Lane, type RasterPicture } from './picture';

let pixels = new Uint32Array(0);

const SHADES = 64;
/** Strength of a pixel with one spike where others hold many; an eighth stronger for each halving of the most. */
const FAINTEST = 0.35;
const EACH_DOUBLING = 0.12;

/**
 * How far from paper to its colour a pixel is, 0 … 1, where equal steps look equal: by the logarithm of its spikes,
 * 1 at `most`. Where no pixel holds more than a few, one spike is nearly as strong.
 */
export function strength(spikes: number, most: number): number {
  if (most <= 1) return 1;
  const faintest = Math.max(FAINTEST, 1 - EACH_DOUBLING * Math.log2(most));
  return faintest + (1 - faintest) * Math.min(1, Math.log(spikes) / Math.log(most));
}

const tables = new Map<string, Uint32Array>();

/** `[colours, SHADES]` from paper to each colour; kept, because colours seldom change. */
function shadesOf(colours: readonly string[], paper: string): Uint32Array {
  const key = `${paper} ${colours.join(' ')}`;
  let table = tables.get(key);
  if (!table) {
    if (tables.size > 64) tables.clear();
    table = Uint32Array.from({ length: colours.length * SHADES }, (_, k) => packRgb(mixOklab(parseHex(paper), parseHex(colours[Math.floor(k / SHADES)]), (k % SHADES) / (SHADES - 1))));
    tables.set(key, table);
  }
  return table;
}

const KNOWN = 4096;
const shadeOfCount = new Uint8Array(KNOWN);

function colourLine(at: number, start: number, columns: number, { total, second, most }: Counts, { mixing, members }: Lane, table: Uint32Array, paper: number): void {
  const overlaid = mixing === 'share' || mixing === 'either';
  for (let column = 0; column < columns; column++) {
    const all = total[start + column];
    if (all === 0) {
      pixels[at + column] = paper;
      continue;
    }
    const spikes = overlaid ? loudest(all, second[start + column], mixing) : all;
    const shade = spikes < KNOWN ? shadeOfCount[spikes] : Math.round(strength(spikes, most) * (SHADES - 1));
    let mixture = 0;
    if (mixing === 'either') {
      const bits = second[start + column];
      mixture = bits & (bits - 1) ? members.length : 31 - Math.clz32(bits);
    } else if (mixing !== 'none') mixture = all === 1 ? second[start + column] : (second[start + column] / all + 0.5) | 0;
    pixels[at + column] = table[mixture * SHADES + shade];
  }
}

/** `columns × rows` packed RGBA. The array is used again: it holds until the next picture is painted. */
export function paintRaster(picture: RasterPicture): Uint32Array {
  const { columns, rows, paper } = picture;
  const counts = countRaster(picture);
  const { most } = counts;
  const ground = packRgb(parseHex(paper));
  pixels = room(pixels, columns * rows);
  pixels.fill(ground, 0, columns * rows);
  for (let spikes = 1; spikes < KNOWN && spikes <= Math.max(1, most); spikes++) shadeOfCount[spikes] = Math.round(strength(spikes, most) * (SHADES - 1));
  for (const { band, lane, grid, start } of lanesOf(picture)) {
    const table = shadesOf(lane.colours, paper);
    for (let row = 0; row < grid.rows; row++) {
      const [top, bottom] = laneEdges(band, lane, grid, row);
      if (bottom <= top) continue;
      const at = top * columns;
      colourLine(at, start + row * columns, columns, counts, lane, table, ground);
      for (let y = top + 1; y < bottom; y++) pixels.copyWithin(y * columns, at, at + columns);
    }
  }
  return pixels.subarray(0, columns * rows);
}
