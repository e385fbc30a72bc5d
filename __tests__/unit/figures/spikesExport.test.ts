import { drawingOf } from '@/lib/figures/figure';
import { paperDots, paperFrame, paperProblem, paperSvg, PAPER_DEFAULT, type RedrawSize } from '@/lib/figures/paper';
import { palettes } from '@/lib/figures/palette';
import { drawSpikes, spikesDrawing, spikesHeight, type SpikeSpec } from '@/lib/figures/spikes/spec';
import { MOST_VECTORS } from '@/lib/figures/spikes/rasterVector';
import { newHost } from './golden';
import { SPIKES } from './spikesSamples';

const read = (svg: string) => new DOMParser().parseFromString(svg, 'image/svg+xml');
const redrawOf = (spec: SpikeSpec) => (size: RedrawSize) => spikesDrawing(spec, size);

describe('a figure for paper', () => {
  const size = { widthCm: 8.5, heightCm: 6, points: 8, dpi: 300 };

  it('says its size in cm and has its text in points', async () => {
    const svg = read(await paperSvg(redrawOf(SPIKES.stack.spec), size, { title: 'Rasters <1>', description: 'Three & more.' })).documentElement;
    expect(svg.querySelector('parsererror')).toBeNull();
    expect([svg.getAttribute('width'), svg.getAttribute('height')]).toEqual(['8.5cm', '6cm']);
    const [, , width, height] = svg.getAttribute('viewBox')!.split(' ').map(Number);
    // One unit of the drawing in points on paper: 12 units are to be 8 points.
    const pointsPerUnit = ((8.5 / 2.54) * 72) / width;
    expect(12 * pointsPerUnit).toBeCloseTo(8, 3);
    expect(width / height).toBeCloseTo(8.5 / 6, 3);
    expect(svg.querySelector('title')?.textContent).toBe('Rasters <1>');
    expect(svg.querySelector('desc')?.textContent).toBe('Three & more.');
    for (const text of svg.querySelectorAll('text')) expect(text.getAttribute('font-size')).toBe('12');
    expect(svg.querySelector('rect')?.getAttribute('fill')).toBe('#ffffff');
  });

  it('draws small rasters as paths, one a colour, and no picture', async () => {
    const svg = read(await paperSvg(redrawOf(SPIKES.overlay.spec), size, { title: 'Overlay' })).documentElement;
    expect(svg.querySelector('image')).toBeNull();
    const paths = [...svg.querySelectorAll('path.spikes')];
    expect(paths.map((path) => path.getAttribute('fill')).sort()).toEqual([palettes.light.lif, palettes.light.parallel, palettes.light.both].sort());
  });

  it('draws one mark a spike', () => {
    const { spec } = SPIKES['steps-stack'];
    if (spec.figure !== 'rasters') throw new Error('Not a raster.');
    const { marks } = spikesDrawing(spec, { theme: 'light', width: 600, height: 300, vectors: true });
    const drawn = marks.filter(({ attributes }) => attributes.class === 'spikes').map(({ attributes }) => attributes.d.match(/M/g)!.length);
    expect(drawn).toEqual(spec.sources.map(({ raster }) => raster.times.length));
  });

  it('draws large rasters as a picture with as many dots as asked for', async () => {
    const { spec } = SPIKES.dense;
    if (spec.figure !== 'rasters') throw new Error('Not a raster.');
    expect(spec.sources[0].raster.times.length).toBeGreaterThan(MOST_VECTORS);
    const image = read(await paperSvg(redrawOf(spec), size, { title: 'Dense' })).querySelector('image')!;
    const bytes = Uint8Array.from(atob(image.getAttribute('href')!.split(',')[1]), (c) => c.charCodeAt(0));
    const columns = new DataView(bytes.buffer).getUint32(16);
    const cm = (Number(image.getAttribute('width')) / paperFrame(size).width) * 8.5;
    expect(columns / (cm / 2.54)).toBeCloseTo(300, -1);
    expect(spikesDrawing(spec, { theme: 'light', width: 600, height: 300, vectors: true }).layer).toBeDefined();
  });

  it('refuses sizes without room, in a sentence', () => {
    expect(paperProblem(PAPER_DEFAULT)).toBeNull();
    expect(paperProblem({ ...size, widthCm: 0 })).toBe('The width in cm must lie between 3 and 60.');
    expect(paperProblem({ ...size, points: Number.NaN })).toMatch(/^The font size/);
    expect(paperProblem({ ...size, widthCm: 3, points: 24 })).toMatch(/no room/);
    expect(paperProblem({ widthCm: 60, heightCm: 60, points: 8, dpi: 1200 })).toMatch(/dots/);
    expect(paperDots(size)).toEqual({ columns: 1004, rows: 709, dpi: 300 });
  });
});

it.each(Object.keys(SPIKES))('%s can be drawn small, with nothing that is no number', async (name) => {
  const svg = await paperSvg(redrawOf(SPIKES[name].spec), { widthCm: 6, heightCm: 5, points: 7, dpi: 150 }, { title: name });
  expect(svg.replace(/href="[^"]*"/, '')).not.toMatch(/NaN|undefined|Infinity/);
});

it('shows on screen pixels, whatever their number', () => {
  const { spec } = SPIKES.overlay;
  const host = newHost();
  drawSpikes(host, spec, { theme: 'light', width: 500, height: spikesHeight(spec, 500) });
  expect(drawingOf(host)?.layer).toBeDefined();
  expect(host.querySelector('path.spikes')).toBeNull();
});
