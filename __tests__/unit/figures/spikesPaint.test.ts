import fc from 'fast-check';
import { rasterFromEvents, rasterOfSpikes, type Raster } from '@/lib/recording/raster';
import { packHex } from '@/lib/figures/colour';
import { countRaster } from '@/lib/figures/spikes/count';
import { paintRaster, strength } from '@/lib/figures/spikes/paint';
import { rowGrid, type Lane, type RasterPicture } from '@/lib/figures/spikes/picture';
import { kindsInWindow, spikesInWindow } from '@/lib/figures/spikes/visible';
import { chance } from './trainingSamples';
import { poisson } from './spikesSamples';

const PAPER = '#ffffff';
const lane = (raster: Raster, rest: Partial<Lane> = {}): Lane => ({ members: [{ raster }], from: 0, to: 1, mixing: 'none', colours: ['#000000'], ...rest });
const picture = (lanes: Lane[], rest: Partial<RasterPicture> = {}): RasterPicture => ({
  columns: 100, rows: 40, window: [0, 500], order: null, neurons: lanes[0].members[0].raster.neurons, bands: [{ top: 0, height: 40, lanes }], paper: PAPER, ratio: 1, ...rest,
});
const rasterCounts = (drawn: RasterPicture): Uint32Array => countRaster(drawn).total.slice();
const sum = (counts: Uint32Array): number => counts.reduce((all, n) => all + n, 0);
const events = (neuron: number[], time: number[], neurons: number, rest: Partial<Parameters<typeof rasterFromEvents>[3]> = {}): Raster =>
  rasterFromEvents(neuron, time, neurons, { name: 'r', start: 0, end: 500, unit: 'ms', dt: null, ...rest });

describe('counting', () => {
  const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 59 }), fc.double({ min: 0, max: 500, noNaN: true })), { maxLength: 300 });

  it('loses no spike of the window and takes none from outside, whatever the rows and columns', () => {
    fc.assert(fc.property(times, fc.double({ min: 0, max: 400, noNaN: true }), fc.double({ min: 1, max: 100, noNaN: true }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 90 }), (spikes, from, width, columns, height) => {
      const raster = events(spikes.map(([n]) => n), spikes.map(([, t]) => t), 60);
      const window: [number, number] = [from, from + width];
      const drawn = picture([lane(raster)], { window, columns, rows: height, bands: [{ top: 0, height, lanes: [lane(raster)] }], ratio: 4 });
      // Counted in another way: spike by spike.
      const inside = spikes.filter(([, t]) => t >= window[0] && t <= window[1]).length;
      expect(sum(rasterCounts(drawn))).toBe(inside);
      expect(spikesInWindow(raster, null, window)).toBe(inside);
    }));
  });

  it('puts a spike into the pixel where it lies', () => {
    const raster = events([0, 1, 1, 2], [0, 250, 254, 500], 3);
    const counts = rasterCounts(picture([lane(raster)], { columns: 10, rows: 3, bands: [{ top: 0, height: 3, lanes: [lane(raster)] }] }));
    expect([...counts]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('follows the order of neurons, and leaves out those that it does not name', () => {
    const raster = events([0, 1, 2, 2], [10, 20, 30, 40], 3);
    const order = Uint32Array.of(2, 0, 9);
    const drawn = picture([lane(raster)], { order, columns: 1, rows: 3, bands: [{ top: 0, height: 3, lanes: [lane(raster)] }] });
    expect([...rasterCounts(drawn)]).toEqual([2, 1, 0]);
  });

  it('asks anew when either end of the window, or the order, is another', () => {
    const raster = events([0, 0, 1], [10, 200, 400], 2);
    const asked = ([[0, 500], [0, 300], [100, 300], [100, 500]] as const).map((window) => spikesInWindow(raster, null, window));
    expect(asked).toEqual([3, 2, 1, 2]);
    expect(spikesInWindow(raster, Uint32Array.of(1), [100, 500])).toBe(1);
  });

  it('counts kinds of partly and of wholly shown trains alike', () => {
    const raster = events([0, 0, 0, 1, 1], [10, 200, 400, 50, 60], 2);
    const kinds = Uint8Array.of(0, 1, 2, 2, 1);
    expect(kindsInWindow(raster, kinds, null, [0, 500])).toEqual([1, 2, 2]);
    expect(kindsInWindow(raster, kinds, null, [100, 500])).toEqual([0, 1, 1]);
    expect(kindsInWindow(raster, kinds, Uint32Array.of(1, 7), [0, 500])).toEqual([0, 1, 1]);
  });

  it('groups neurons evenly where rows are finer than pixels', () => {
    const { rows, group, edge } = rowGrid({ height: 320, lanes: [lane(events([], [], 400))] }, 400, 1);
    expect([rows, group, edge(0), edge(rows)]).toEqual([200, 2, 0, 320]);
  });
});

describe('painting', () => {
  const white = packHex(PAPER);
  const black = packHex('#000000');
  const row = (pixels: Uint32Array, y: number, columns: number): string => Array.from(pixels.subarray(y * columns, (y + 1) * columns), (p) => (p === white ? '.' : p === black ? '#' : 'o')).join('');

  it('fills the step of a spike, and leaves a gap to the next step and the next row', () => {
    const raster = rasterOfSpikes('r', [1, 0, 1, 1, 0, 0, 0, 1], 4, 2);
    const pixels = paintRaster(picture([lane(raster)], { window: [0, 4], columns: 20, rows: 10, bands: [{ top: 0, height: 10, lanes: [lane(raster)] }] }));
    expect(Array.from({ length: 10 }, (_, y) => row(pixels, y, 20))).toEqual([
      '####.####...........', '####.####...........', '####.####...........', '####.####...........', '....................',
      '.....####......####.', '.....####......####.', '.....####......####.', '.....####......####.', '....................',
    ]);
  });

  it('shows the visible part of a step that began before the window', () => {
    const raster = rasterOfSpikes('r', [1, 0, 0, 1], 4, 1);
    const pixels = paintRaster(picture([lane(raster)], { window: [0.5, 3.5], columns: 30, rows: 3, bands: [{ top: 0, height: 3, lanes: [lane(raster)] }] }));
    expect(row(pixels, 0, 30)).toBe('####.....................#####');
  });

  it('is stronger the more spikes a pixel holds, and as strong as can be at the most', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (most, n) => {
      const spikes = Math.min(n, most);
      expect(strength(spikes, most)).toBeGreaterThanOrEqual(0.35);
      if (spikes < most) expect(strength(spikes, most)).toBeLessThan(strength(spikes + 1, most));
    }));
    expect([strength(1, 1), strength(1000, 1000)]).toEqual([1, 1]);
    // Equal factors are equal steps.
    expect(strength(10, 1000) - strength(1, 1000)).toBeCloseTo(strength(1000, 1000) - strength(100, 1000), 12);
  });

  it('counts beyond its table as well', () => {
    const raster = events(new Array<number>(9000).fill(0), new Array<number>(9000).fill(100), 1);
    const drawn = picture([lane(raster)], { columns: 5, rows: 1, bands: [{ top: 0, height: 1, lanes: [lane(raster)] }] });
    expect(countRaster(drawn).most).toBe(9000);
    expect(row(paintRaster(drawn), 0, 5)).toBe('.#...');
  });

  it('mixes two sources by their share, and agreement makes no pixel stronger', () => {
    const one = events([0, 0], [50, 250], 1);
    const other = events([0, 0], [50, 450], 1);
    const colours = Array.from({ length: 17 }, (_, k) => (k === 0 ? '#0000ff' : k === 16 ? '#ff0000' : k === 8 ? '#888888' : '#00ff00'));
    const over = lane(one, { members: [{ raster: one }, { raster: other }], mixing: 'share', colours });
    const drawn = picture([over], { columns: 5, rows: 1, bands: [{ top: 0, height: 1, lanes: [over] }] });
    expect(countRaster(drawn).most).toBe(1);
    expect([...paintRaster(drawn)]).toEqual([packHex('#888888'), white, packHex('#0000ff'), white, packHex('#ff0000')]);
  });

  it('tells three sources apart, and where several meet', () => {
    const at = [[50, 250], [50, 350], [50, 450]].map((times) => events([0, 0], times, 1));
    const over = lane(at[0], { members: at.map((raster) => ({ raster })), mixing: 'either', colours: ['#0000ff', '#ff0000', '#00ff00', '#888888'] });
    const pixels = paintRaster(picture([over], { columns: 5, rows: 1, bands: [{ top: 0, height: 1, lanes: [over] }] }));
    expect([...pixels].map((pixel) => ['#888888', '#0000ff', '#ff0000', '#00ff00', PAPER].map(packHex).indexOf(pixel))).toEqual([0, 4, 1, 2, 3]);
  });

  it('colours a spike by its kind, and a lane may leave out the shifted ones', () => {
    const raster = events([0, 0, 0], [50, 250, 450], 1);
    const colours = Array.from({ length: 17 }, (_, k) => (k === 0 ? '#888888' : k === 16 ? '#ff0000' : k === 8 ? '#ff8888' : '#00ff00'));
    const upper = lane(raster, { members: [{ raster, kinds: Uint8Array.of(0, 1, 2) }], mixing: 'kinds', colours, to: 0.5, withoutShifted: true });
    const lower = { ...upper, from: 0.5, to: 1, withoutShifted: false };
    const pixels = paintRaster(picture([upper, lower], { columns: 5, rows: 2, bands: [{ top: 0, height: 2, lanes: [upper, lower] }] }));
    expect([...pixels].map((pixel) => [PAPER, '#888888', '#ff0000', '#ff8888'].map(packHex).indexOf(pixel))).toEqual([1, 0, 2, 0, 0, 1, 0, 2, 0, 3]);
  });

  it('reads the same again after another picture took its place', () => {
    const [one, other] = [picture([lane(poisson('a', 1, 30, 0.1))]), picture([lane(poisson('b', 2, 30, 0.1))])];
    const first = paintRaster(one).slice();
    expect(paintRaster(other)).not.toEqual(first);
    expect(paintRaster(one)).toEqual(first);
  });
});

test('a hundred thousand spikes are counted as fast as they are read', () => {
  const next = chance(3);
  const n = 100_000;
  const raster = events(Array.from({ length: n }, () => Math.floor(1000 * next())), Array.from({ length: n }, () => 500 * next()), 1000);
  const drawn = (k: number): RasterPicture => picture([lane(raster)], { columns: 1400, rows: 600, window: [k, 499 + k / 10], bands: [{ top: 0, height: 600, lanes: [lane(raster)] }] });
  for (let k = 0; k < 5; k++) paintRaster(drawn(k));
  const began = performance.now();
  for (let k = 0; k < 5; k++) paintRaster(drawn(k));
  // Generous: other work may run beside the test.
  expect((performance.now() - began) / 5).toBeLessThan(100);
});
