import fc from 'fast-check';
import { layerPixels } from '@/lib/figures/figure';
import { marksToString } from '@/lib/figures/marks';
import { spikesSentence } from '@/lib/figures/spikes/sentences';
import { spikesDrawing, spikesHeight, type RasterLayout, type RastersSpec, type SpikeSource, type SpikeSpec } from '@/lib/figures/spikes/spec';
import { spikesTable } from '@/lib/figures/spikes/table';
import { rasterFromEvents } from '@/lib/recording/raster';

const LAYOUTS: readonly RasterLayout[] = ['stack', 'overlay', 'difference', 'interleaved'];

const sourceOf = (place: number, neurons: number, spikes: readonly (readonly [number, number])[], dt: number | null, kinds: boolean): SpikeSource => {
  const inside = spikes.filter(([n]) => n < neurons).map(([n, t]) => [n, dt === null ? t : Math.floor(t)] as const);
  const raster = rasterFromEvents(inside.map(([n]) => n), inside.map(([, t]) => t), neurons, { name: 'r', start: -10, end: 10, unit: dt === null ? 'ms' : 'step', dt });
  return { id: `${place}`, label: `S${place}`, place, raster, ...(kinds && { kinds: Uint8Array.from(raster.times, (_, k) => k % 3) }) };
};

const source = (place: number) =>
  fc.tuple(fc.integer({ min: 0, max: 40 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 39 }), fc.double({ min: -10, max: 9.99, noNaN: true })), { maxLength: 60 }), fc.constantFrom(null, 1), fc.boolean())
    .map(([neurons, spikes, dt, kinds]) => sourceOf(place, neurons, spikes, dt, kinds));

const anySpec = fc.record({
  layout: fc.constantFrom(...LAYOUTS),
  sources: fc.integer({ min: 0, max: 12 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, place) => source(place)))),
  order: fc.option(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }).map((order) => Uint32Array.from(order))),
  window: fc.tuple(fc.double({ min: -15, max: 15, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true })).map(([from, width]): [number, number] => [from, from + width]),
  divergence: fc.option(fc.record({ time: fc.double({ min: -10, max: 10, noNaN: true }), neuron: fc.integer({ min: 0, max: 40 }) })),
}).map((rest): RastersSpec => ({ figure: 'rasters', label: 'Spikes', unit: 'ms', ...rest }));

test('any raster, order and window is drawn, on any size of screen', () => {
  fc.assert(fc.property(anySpec, fc.integer({ min: 120, max: 1500 }), fc.constantFrom(1, 1.5, 2), fc.boolean(), (spec, width, ratio, vectors) => {
    const drawing = spikesDrawing(spec, { theme: 'light', width, height: spikesHeight(spec, width), ratio, vectors, cursor: { time: 3, neuron: 2 }, selected: { time: 0, neuron: 1 } });
    expect(marksToString(drawing.marks)).not.toMatch(/NaN|undefined|Infinity/);
    if (drawing.layer) expect(layerPixels(drawing.layer).length).toBe(drawing.layer.columns * drawing.layer.rows);
    expect(spikesSentence(spec)).not.toMatch(/NaN|undefined|Infinity/);
    expect(spikesTable(spec).columns.length).toBeGreaterThan(2);
  }), { numRuns: 150 });
});

const empty: readonly SpikeSpec[] = [
  { figure: 'rasters', label: 'r', layout: 'overlay', sources: [], order: null, window: [0, 1], unit: 'ms' },
  { figure: 'rasters', label: 'r', layout: 'stack', sources: [sourceOf(0, 0, [], null, false)], order: null, window: [0, 1], unit: 'ms' },
  { figure: 'rasters', label: 'r', layout: 'stack', sources: [sourceOf(0, 3, [], null, false)], order: null, window: [0, 1], unit: 'ms' },
  { figure: 'rasters', label: 'r', layout: 'stack', sources: [sourceOf(0, 3, [[1, 2]], null, false)], order: new Uint32Array(0), window: [0, 1], unit: 'ms' },
  { figure: 'rasters', label: 'r', layout: 'stack', sources: [sourceOf(0, 3, [[1, 2]], null, false)], order: null, window: [5, 6], unit: 'ms' },
  { figure: 'rate', label: 'r', sources: [], order: null, window: [0, 1], bin: 1, unit: 'ms' },
  { figure: 'rate', label: 'r', sources: [sourceOf(0, 3, [], 1, false)], order: null, window: [0, 1], bin: 1, unit: 'ms' },
  { figure: 'bars', label: 'b', series: [], xLabel: 'x', yLabel: 'y' },
  { figure: 'bars', label: 'b', series: [{ label: 'a', place: 0, x: new Float64Array(0), y: new Float64Array(0) }], xLabel: 'x', yLabel: 'y' },
  { figure: 'bars', label: 'b', series: [{ label: 'a', place: 0, x: Float64Array.of(0, 1), y: Float64Array.of(Number.NaN) }], xLabel: 'x', yLabel: 'y' },
  { figure: 'profile', label: 'p', lines: [], window: [0, 1], xLabel: 'x', yLabel: 'y' },
  { figure: 'profile', label: 'p', lines: [{ label: 'a', place: 0, x: Float64Array.of(0, 1), y: Float64Array.of(Number.NaN, Number.NaN), kind: 'linear' }], window: [0, 1], xLabel: 'x', yLabel: 'y' },
  { figure: 'traces', label: 't', lines: [], spikes: [], window: [0, 1], unit: 'ms', yLabel: 'v' },
  { figure: 'pairs', label: 'p', labels: ['A'], values: new Float64Array(1), order: Uint32Array.of(0), name: 'm', better: 'low', range: [0, 1] },
];

test.each(empty.map((spec, k) => [k, spec] as const))('what is empty says so in the figure and below it: %d', (_, spec) => {
  const { marks } = spikesDrawing(spec, { theme: 'dark', width: 400, height: spikesHeight(spec, 400), cursor: { time: 0.5 } });
  const text = marksToString(marks);
  expect(text).toMatch(/class="empty-state"[^>]*>[A-Z]/);
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
  expect(spikesSentence(spec)).toMatch(/^\S.*\.$/);
  expect(spikesSentence(spec)).not.toMatch(/NaN|undefined|Infinity/);
});

test('a matrix without a single value, and one of equal values, are drawn', () => {
  for (const value of [Number.NaN, 0.5, 0]) {
    const spec: SpikeSpec = { figure: 'pairs', label: 'p', labels: ['A', 'B'], values: new Float64Array(4).fill(value), order: Uint32Array.of(1, 0), name: 'm', better: 'high', range: [0, null] };
    const { marks, layer } = spikesDrawing(spec, { theme: 'light', width: 400, height: 250, selected: { pair: [0, 1] } });
    expect(marksToString(marks)).not.toMatch(/NaN|undefined|Infinity/);
    expect(layerPixels(layer!).length).toBe(layer!.columns * layer!.rows);
  }
});

test('a window without a width is given one', () => {
  const spec: SpikeSpec = { ...empty[4], window: [5, 5] } as RastersSpec;
  expect(marksToString(spikesDrawing(spec, { theme: 'light', width: 400, height: 200 }).marks)).not.toMatch(/NaN|Infinity/);
});
