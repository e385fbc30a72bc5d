import { drawingOf } from '@/lib/figures/figure';
import { spikesBounds } from '@/lib/figures/spikes/bounds';
import { nearestSpike, spikesAt, spikesReadout, spikesStep } from '@/lib/figures/spikes/pointing';
import { spikesSentence } from '@/lib/figures/spikes/sentences';
import { drawSpikes, spikesHeight, spikesLegend, type PairsSpec, type RastersSpec, type SpikeSpec } from '@/lib/figures/spikes/spec';
import { spikesCsv, spikesTable } from '@/lib/figures/spikes/table';
import { rasterFromEvents, rasterOfSpikes, type Raster } from '@/lib/recording/raster';
import { newHost } from './golden';
import { SPIKES } from './spikesSamples';

const events = (neuron: number[], time: number[], neurons = 2): Raster => rasterFromEvents(neuron, time, neurons, { name: 'r', start: 0, end: 100, unit: 'ms', dt: null });
const one = events([0, 0, 1], [10, 50, 90]);
const other = events([0, 1], [10, 80.5]);
const spec = (rest: Partial<RastersSpec> = {}): RastersSpec => ({
  figure: 'rasters', label: 'Spikes', layout: 'stack', order: null, window: [0, 100], unit: 'ms',
  sources: [{ id: 'a', label: 'A', place: 0, raster: one, kinds: Uint8Array.of(0, 1, 2) }, { id: 'b', label: 'B', place: 1, raster: other, kinds: Uint8Array.of(0, 2) }], ...rest,
});
const pairs = (rest: Partial<PairsSpec> = {}): PairsSpec => ({
  figure: 'pairs', label: 'Pairs', labels: ['A', 'B', 'C'], values: Float64Array.of(0, 0.1, 0.4, 0.1, 0, 0.7, 0.4, 0.7, 0), order: Uint32Array.of(0, 1, 2), name: 'ISI-distance', better: 'low', range: [0, 1], ...rest,
});

describe('sentences', () => {
  it('say what is counted, where', () => {
    expect(spikesSentence(spec())).toBe('A 3 and B 2 spikes of 2 neurons, 0 to 100 ms.');
    expect(spikesSentence(spec({ window: [40, 95], divergence: { time: 50, neuron: 0 } }))).toBe('A 2 and B 1 spikes of 2 neurons, 40 to 95 ms; they first differ at 50.00 ms, neuron 0.');
    expect(spikesSentence(spec({ layout: 'difference' }))).toBe('1 spike in both, 1 only in A, 0 only in B and 2 shifted, of 2 neurons, 0 to 100 ms.');
    expect(spikesSentence(spec({ window: [60, 70] }))).toBe('There are no spikes of 2 neurons, 60 to 70 ms.');
    expect(spikesSentence(spec({ sources: [] }))).toBe('There is no raster to show yet.');
  });

  it('name the ends where there are many sources', () => {
    const sources = Array.from({ length: 6 }, (_, k) => ({ id: `${k}`, label: `S${k}`, place: k, raster: events(new Array<number>(k + 1).fill(0), Array.from({ length: k + 1 }, (_, t) => t)) }));
    expect(spikesSentence(spec({ sources }))).toBe('6 rasters of 2 neurons, 0 to 100 ms: spikes are most in S5 (6) and fewest in S0 (1).');
  });

  it('name the most alike and the most different pair, whichever end is the good one', () => {
    expect(spikesSentence(pairs())).toBe('ISI-distance of 3 sources: the most alike are A and B (0.10), the most different B and C (0.70).');
    expect(spikesSentence(pairs({ better: 'high', name: 'SPIKE-synchronisation' }))).toBe('SPIKE-synchronisation of 3 sources: the most alike are B and C (0.70), the most different A and B (0.10).');
    expect(spikesSentence(pairs({ values: new Float64Array(9).fill(Number.NaN) }))).toBe('ISI-distance is not defined for any of these pairs.');
    expect(spikesSentence(pairs({ values: new Float64Array(9).fill(0.5) }))).toBe('ISI-distance of all 3 sources is 0.50.');
  });

  it.each(Object.keys(SPIKES))('of %s ends with a full stop and holds no number that is none', (name) => {
    expect(spikesSentence(SPIKES[name].spec)).toMatch(/^[\p{Lu}\da-z].*\.$/u);
    expect(spikesSentence(SPIKES[name].spec)).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the read-out', () => {
  it('says who fires, and how far the others are', () => {
    expect(spikesReadout(spec(), { time: 10, neuron: 0, row: 0, source: 1 })).toBe('neuron 0, 10.0 ms: B fires, A fires');
    expect(spikesReadout(spec(), { time: 90, neuron: 1 })).toBe('neuron 1, 90.0 ms: A fires, B 9.5 ms earlier');
    expect(spikesReadout(spec(), { time: 40, neuron: 0 })).toBe('neuron 0, 40.0 ms: A 10 ms later, B 30 ms earlier');
    expect(spikesReadout(spec({ order: Uint32Array.of(1) }), { time: 40, neuron: 0 })).toBe('40.0 ms');
  });

  it('of a pair has one decimal more than its cell', () => {
    expect(spikesReadout(pairs(), { pair: [0, 2] })).toBe('A and C: ISI-distance 0.400');
    expect(spikesReadout(pairs({ values: new Float64Array(9).fill(Number.NaN) }), { pair: [0, 2] })).toBe('A and C: ISI-distance is not defined');
  });

  it.each(Object.keys(SPIKES))('of %s answers every key with words', (name) => {
    const { spec: shown } = SPIKES[name];
    let point = spikesStep(shown, null, 'ArrowRight');
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'End', 'ArrowLeft', 'Home', 'ArrowUp']) {
      point = spikesStep(shown, point, key);
      expect(spikesReadout(shown, point)).toMatch(/\w/);
      expect(spikesReadout(shown, point)).not.toMatch(/NaN|undefined|Infinity/);
    }
    expect(spikesStep(shown, point, 'x')).toBeNull();
  });

  it('finds the nearest spike, on either side', () => {
    expect([0, 29, 31, 99].map((time) => nearestSpike({ raster: one }, 0, time))).toEqual([10, 10, 50, 50]);
    expect([nearestSpike({ raster: one }, 5, 1), nearestSpike({ raster: events([0], [3]) }, 1, 1)]).toEqual([null, null]);
  });
});

describe('keys', () => {
  it('move by steps where there are steps, and by rows', () => {
    const grid = spec({ window: [0, 4], unit: 'step', order: Uint32Array.of(1, 0), sources: [{ id: 'a', label: 'A', place: 0, raster: rasterOfSpikes('a', [1, 0, 0, 1, 0, 0, 1, 0], 4, 2) }] });
    expect(spikesStep(grid, null, 'ArrowRight')).toEqual({ time: 0, row: 0, neuron: 1, source: undefined });
    expect(spikesStep(grid, { time: 1, row: 0, neuron: 1 }, 'ArrowRight')).toMatchObject({ time: 2, row: 0 });
    expect(spikesStep(grid, { time: 3, row: 0, neuron: 1 }, 'ArrowRight')).toMatchObject({ time: 3 });
    expect(spikesStep(grid, { time: 3, row: 0, neuron: 1 }, 'ArrowDown')).toMatchObject({ row: 1, neuron: 0 });
    expect(spikesStep(grid, { time: 3, row: 1, neuron: 0 }, 'Home')).toMatchObject({ time: 0, row: 1 });
    expect(spikesStep(grid, { time: 0, row: 1, neuron: 0 }, 'End')).toMatchObject({ time: 3 });
  });

  it('move through a matrix in the order shown', () => {
    const shown = pairs({ order: Uint32Array.of(2, 0, 1) });
    expect(spikesStep(shown, null, 'ArrowDown')).toEqual({ pair: [2, 2] });
    expect(spikesStep(shown, { pair: [2, 2] }, 'ArrowRight')).toEqual({ pair: [2, 0] });
    expect(spikesStep(shown, { pair: [2, 0] }, 'ArrowDown')).toEqual({ pair: [0, 0] });
    expect(spikesStep(shown, { pair: [0, 1] }, 'ArrowRight')).toEqual({ pair: [0, 1] });
  });
});

describe('the pointer', () => {
  const at = (shown: SpikeSpec, x: number, y: number, width = 460, height = spikesHeight(shown, width)) => {
    const host = newHost();
    drawSpikes(host, shown, { theme: 'light', width, height });
    jest.spyOn(host.querySelector('svg')!, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, width, height));
    return spikesAt(host, shown, x, y);
  };

  it('finds the band, the row and the spike next to it', () => {
    const host = newHost();
    drawSpikes(host, spec(), { theme: 'light', width: 460, height: 200 });
    const [upper, lower] = drawingOf(host)!.boxes!;
    // 400 px for 100 ms: a px is a quarter.
    expect([upper.x, upper.width]).toEqual([48, 400]);
    expect(at(spec(), 48 + 202, upper.y + 2, 460, 200)).toEqual({ time: 50, neuron: 0, source: 0, row: 0 });
    expect(at(spec(), 48 + 240, upper.y + 2, 460, 200)).toEqual({ time: 60, neuron: 0, source: 0, row: 0 });
    expect(at(spec(), 48 + 321, lower.y + lower.height - 1, 460, 200)).toEqual({ time: 80.5, neuron: 1, source: 1, row: 1 });
    expect(at(spec(), 20, upper.y + 2, 460, 200)).toBeNull();
    expect(at(spec(), 100, lower.y - 4, 460, 200)).toBeNull();
  });

  it('knows the strip of a source within a row', () => {
    const shown = spec({ layout: 'interleaved' });
    const host = newHost();
    drawSpikes(host, shown, { theme: 'light', width: 460, height: 120 });
    const [{ y, height }] = drawingOf(host)!.boxes!;
    expect(at(shown, 300, y + height * 0.1, 460, 120)).toMatchObject({ row: 0, source: 0 });
    expect(at(shown, 300, y + height * 0.4, 460, 120)).toMatchObject({ row: 0, source: 1 });
    expect(at(shown, 300, y + height * 0.6, 460, 120)).toMatchObject({ row: 1, source: 0 });
    expect(at(spec({ layout: 'overlay' }), 300, y + 5, 460, 120)).toMatchObject({ source: undefined });
  });

  it('finds a pair by what is shown there', () => {
    const shown = pairs({ order: Uint32Array.of(2, 0, 1) });
    const host = newHost();
    drawSpikes(host, shown, { theme: 'light', width: 460, height: 300 });
    const { plot } = drawingOf(host)!.geometry!;
    const cell = plot.width / 3;
    expect(at(shown, plot.x + 1.5 * cell, plot.y + 0.5 * cell, 460, 300)).toEqual({ pair: [2, 0] });
    expect(at(shown, plot.x - 5, plot.y + 5, 460, 300)).toBeNull();
  });
});

describe('tables and files', () => {
  it('hold every spike of the window, in the order shown', () => {
    expect(spikesCsv(spec({ order: Uint32Array.of(1, 0), window: [0, 85] })).join('')).toBe('source,neuron,time (ms)\r\nA,0,10\r\nA,0,50\r\nB,1,80.5\r\nB,0,10\r\n');
    expect(spikesCsv(spec({ layout: 'difference' })).join('')).toContain('A,0,50,only here');
    expect(spikesTable(spec()).rows).toEqual([['A', '0', '10'], ['A', '0', '50'], ['A', '1', '90'], ['B', '0', '10'], ['B', '1', '80.5']]);
  });

  it('hold a matrix in its order, and leave empty what is not defined', () => {
    expect(spikesCsv(pairs({ order: Uint32Array.of(1, 0), values: Float64Array.of(0, Number.NaN, 0, 0.25, 0, 0, 0, 0, 0) })).join('')).toBe(',B,A\r\nB,0,0.25\r\nA,,0\r\n');
  });

  it.each(['=cmd|x', '+a', '-a', '@sum'])('take the name %j for no formula', (label) => {
    const shown = spec();
    const named = { ...shown, sources: shown.sources.map((source) => ({ ...source, label })) };
    expect(spikesCsv(named).join('').split('\r\n')[1]).toBe(`'${label},0,10`);
    expect(spikesCsv(pairs({ labels: [label, 'B', 'C'], order: Uint32Array.of(0, 1) })).join('')).toMatch(/^,'.+,B\r\n'/);
  });

  it.each(Object.keys(SPIKES))('of %s have as many columns in every row', (name) => {
    const { columns, rows } = spikesTable(SPIKES[name].spec);
    expect(new Set(columns).size).toBe(columns.length);
    for (const row of rows) expect(row).toHaveLength(columns.length);
    const [head, ...lines] = spikesCsv(SPIKES[name].spec).join('').trimEnd().split('\r\n');
    expect(head.split(',').length).toBe(columns.length);
    expect(lines.length).toBeGreaterThanOrEqual(rows.length);
    if (name !== 'empty') expect(rows.length).toBeGreaterThan(0);
  });

  it('say how much a long table leaves out', () => {
    expect(spikesTable(SPIKES.dense.spec).note).toMatch(/^The first 500 of 50.074 rows/);
  });
});

test('the key names sources and what both have', () => {
  expect(spikesLegend(spec(), 'light')).toEqual([]);
  expect(spikesLegend(spec({ layout: 'overlay' }), 'light').map(({ label }) => label)).toEqual(['A', 'B', 'both']);
  expect(spikesLegend(spec({ layout: 'difference' }), 'light').map(({ label, sample }) => [label, sample])).toEqual([['both', 'full'], ['only A', 'upper'], ['only B', 'lower'], ['shifted', 'near']]);
});

test('what can be looked at is what was recorded', () => {
  expect(spikesBounds(spec())).toEqual([0, 100]);
  for (const { spec: shown } of Object.values(SPIKES)) {
    if (shown.figure === 'pairs') continue;
    const [from, to] = spikesBounds(shown);
    expect(to).toBeGreaterThan(from);
  }
});

test('a matrix of the wrong size is refused', () => {
  expect(() => drawSpikes(newHost(), pairs({ values: new Float64Array(4) }), { theme: 'light', width: 300, height: 200 })).toThrow('9 values, not 4');
});
