import { drawingOf } from '@/lib/figures/figure';
import { toSvg } from '@/lib/figures/svgExport';
import { printable, shorten, wrap } from '@/lib/figures/training/fit';
import { trainingAt, trainingGrid, trainingReadout, trainingStep } from '@/lib/figures/training/pointing';
import { sheetLayout } from '@/lib/figures/training/contactLayout';
import { shareAbove, densityOf } from '@/lib/figures/training/densityBins';
import { trainingSentence, } from '@/lib/figures/training/sentences';
import { drawTraining, trainingDrawing, trainingHeight, type TrainingSpec } from '@/lib/figures/training/spec';
import { trainingCsv, trainingTable } from '@/lib/figures/training/table';
import { newHost } from './golden';
import { confusion, density, evolution, sheet, stacked, TRAINING } from './trainingSamples';

const label = 'figure';
const nan = new Float32Array(4).fill(NaN);

const EMPTY: TrainingSpec[] = [
  { figure: 'curves', label, xLabel: '', yLabel: '', series: [] },
  { figure: 'confusion', label, labels: [], counts: [] },
  { figure: 'confusion', label, labels: ['a', 'b'], counts: nan },
  { figure: 'density', label, edges: [], series: [], threshold: 1 },
  { figure: 'density', label, edges: [0, 1], series: [{ label: 'a', counts: [0] }], threshold: null },
  { figure: 'evolution', label, size: 2, frames: [] },
  { figure: 'evolution', label, size: 2, frames: [{ label: 'start', values: new Float32Array(4) }], difference: true },
  { figure: 'stacked', label, parts: [], bars: [] },
  { figure: 'stacked', label, parts: ['a'], bars: [{ label: 'b', colour: 'psu', values: [NaN] }] },
  { figure: 'sheet', label, pictures: [] },
];

const ODD: TrainingSpec[] = [
  { figure: 'curves', label, xLabel: 'epoch', yLabel: 'y', series: [{ label: 'a', colour: 'psn', points: [[0, NaN, NaN, NaN], [1, 3, NaN, 4]] }], references: [{ label: 'r', value: Infinity }] },
  { figure: 'confusion', label, labels: ['a', 'b'], counts: [1, NaN, -3, Infinity] },
  { figure: 'density', label, edges: [0, 1, 2], series: [{ label: 'a', counts: [NaN, 3] }, { label: 'b', counts: [0, 0] }], threshold: 9 },
  { figure: 'evolution', label, size: 2, frames: [{ label: 'start', values: nan }, { label: 'now', values: nan }] },
  { figure: 'stacked', label, parts: ['a', 'b'], bars: [{ label: 'b', colour: 'psu', values: [NaN, 2] }, { label: 'c', colour: 'lif', values: [1] }, { label: 'd', colour: 'lif', values: [-1, Infinity] }] },
  { figure: 'sheet', label, pictures: [{ rows: 2, columns: 2, values: nan, label: 'a' }, { rows: 0, columns: 0, values: new Uint8Array(0), label: 'b' }, { rows: 3, columns: 3, values: new Uint8Array(2), label: 'b' }] },
];

function drawn(spec: TrainingSpec, width = 320, cursor = { step: 0, neuron: 0 }): HTMLElement {
  const host = newHost();
  drawTraining(host, spec, { theme: 'light', width, height: trainingHeight(spec, width), cursor, selected: cursor });
  drawingOf(host)?.layer?.paint();
  return host;
}

const titled = (spec: TrainingSpec, k: number) => [`${spec.figure} ${k}`, spec] as const;

test.each(EMPTY.map(titled))('%s without data says why, in the figure and below it', (_name, spec) => {
  const host = drawn(spec);
  expect(host.querySelectorAll('.empty-state').length).toBeGreaterThan(0);
  expect(host.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
  expect(trainingSentence(spec)).toMatch(/^\S.*\.$/);
  const own = 'No epoch is finished.';
  expect(drawn({ ...spec, empty: own }).textContent).toContain(own);
  expect([trainingCsv(spec).length, trainingTable(spec).rows.length >= 0]).toEqual([1, true]);
});

test.each(ODD.map(titled))('%s of numbers that are none has gaps', (_name, spec) => {
  for (const width of [200, 320, 900]) expect(drawn(spec, width).innerHTML).not.toMatch(/NaN|undefined|Infinity/);
  expect(trainingSentence(spec)).not.toMatch(/NaN|undefined|Infinity/);
  expect(trainingCsv(spec).join('')).not.toMatch(/NaN|undefined|Infinity/);
  expect(trainingReadout(spec, { step: 0, neuron: 0 })).not.toMatch(/NaN|undefined|Infinity/);
});

const HOSTILE = '</text><script>alert(1)</script>&"\u0000\u202e\ud800 ';

const hostile = (spec: TrainingSpec): TrainingSpec => JSON.parse(JSON.stringify(spec), (key, value: unknown) => (['label', 'caption', 'xLabel', 'yLabel', 'unit'].includes(key) && typeof value === 'string' && value !== 'share' ? HOSTILE + value : value)) as TrainingSpec;

test.each(Object.keys(TRAINING))('%s keeps hostile labels as text', async (name) => {
  const bare = TRAINING[name].spec;
  // JSON knows no typed arrays; what they held is kept, what the labels said is not.
  const spec = { ...hostile(bare), ...('frames' in bare && { frames: bare.frames.map((frame) => ({ ...frame, label: HOSTILE })) }), ...('pictures' in bare && { pictures: bare.pictures.map((picture) => ({ ...picture, label: HOSTILE, caption: HOSTILE })) }), ...('counts' in bare && { labels: bare.labels.map(() => HOSTILE), counts: bare.counts }), ...('edges' in bare && { edges: bare.edges, series: bare.series.map((one) => ({ ...one, label: HOSTILE })) }) } as TrainingSpec;
  const host = drawn(spec, 720);
  expect(host.querySelector('script')).toBeNull();
  const svg = await toSvg(drawingOf(host)!, { title: HOSTILE.replace(/[^ -~]/g, '') });
  expect(svg).not.toMatch(/<script|[\u0000\u202e]/);
  expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')).toBeNull();
});

describe('what lies under the pointer', () => {
  const at = (spec: TrainingSpec, width: number, x: number, y: number) => {
    const host = drawn(spec, width);
    jest.spyOn(host.querySelector('svg')!, 'getBoundingClientRect').mockReturnValue(new DOMRect(10, 20, 2 * width, 2 * trainingHeight(spec, width)));
    return trainingAt(host, spec, 10 + 2 * x, 20 + 2 * y);
  };
  const drawing = (spec: TrainingSpec, width: number) => trainingDrawing(spec, { theme: 'light', width, height: trainingHeight(spec, width) });

  it('is the cell of a confusion matrix', () => {
    const { plot } = drawing(confusion, 720).geometry!;
    expect(at(confusion, 720, plot.x + 0.95 * plot.width, plot.y + 0.45 * plot.height)).toEqual({ step: 9, neuron: 4 });
    expect(at(confusion, 720, 1, 1)).toBeNull();
  });

  it('is the nearest x of curves', () => {
    const { spec } = TRAINING.accuracy;
    const { plot } = drawing(spec, 720).geometry!;
    expect(at(spec, 720, plot.x + plot.width / 2 + 3, 50)).toEqual({ step: 15, neuron: 0 });
    expect(at(spec, 720, plot.x + plot.width + 2, 50)).toEqual({ step: 30, neuron: 0 });
    expect(at(spec, 720, 2, 50)).toBeNull();
  });

  it.each([['density', density], ['stacked', stacked]] as const)('is the row of a %s figure', (_name, spec) => {
    drawing(spec, 320).boxes!.forEach((box, k) => expect(at(spec, 320, box.x + 5, box.y + box.height / 2)).toEqual({ step: 0, neuron: k }));
  });

  it('is the same cell of every matrix', () => {
    for (const box of drawing(evolution, 320).boxes!) expect(at(evolution, 320, box.x + (box.width * 3.5) / 32, box.y + (box.height * 7.5) / 32)).toEqual({ step: 3, neuron: 7 });
    expect(at(evolution, 320, 0, 0)).toBeNull();
  });

  it('is the picture of a sheet, wherever its class lies', () => {
    const shuffled = { ...sheet, pictures: [sheet.pictures[9], sheet.pictures[0], sheet.pictures[10]] };
    const { boxes } = drawing(shuffled, 320);
    boxes!.forEach((box, k) => expect(at(shuffled, 320, box.x + 5, box.y + 5)).toEqual({ step: k, neuron: 0 }));
    expect(boxes![2].y).toBe(boxes![0].y);
  });
});

describe('arrow keys', () => {
  it.each(Object.keys(TRAINING))('walk through %s and stay inside', (name) => {
    const { spec } = TRAINING[name];
    const { steps, neurons } = trainingGrid(spec);
    let cell = trainingStep(spec, null, 'ArrowRight', { width: 320 });
    expect(cell).toEqual({ step: 0, neuron: 0 });
    for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown']) {
      cell = trainingStep(spec, cell, key, { far: true, width: 320 });
      expect(cell!.step >= 0 && cell!.step < steps && cell!.neuron >= 0 && cell!.neuron < neurons).toBe(true);
    }
    expect(trainingStep(spec, cell, 'x')).toBeNull();
  });

  it('lead to the picture below and back', () => {
    const { boxes, order } = sheetLayout(sheet, 320, 56);
    const below = trainingStep(sheet, { step: order[1], neuron: 0 }, 'ArrowDown', { width: 320 });
    expect(boxes[order.indexOf(below!.step)]).toMatchObject({ x: boxes[1].x });
    expect(boxes[order.indexOf(below!.step)].y).toBeGreaterThan(boxes[1].y);
    expect(trainingStep(sheet, below, 'ArrowUp', { width: 320 })?.step).toBe(order[1]);
  });

  it('find nothing to walk through in an empty figure', () => {
    expect(trainingStep(EMPTY[0], null, 'ArrowRight')).toBeNull();
  });
});

describe('room', () => {
  it('is kept by labels, by letters and never by halves of them', () => {
    expect(shorten('abcdefgh', 1)).toBe('');
    // A room that is less than none, as where a figure has not been laid out yet.
    expect(shorten('abcdefgh', -40)).toBe('');
    expect(shorten('abcdefgh', 40)).toBe('abcde…');
    expect(shorten('👍👍👍👍👍👍', 40)).toMatch(/^👍+…$/u);
    expect(printable('a\u0000b\ud800c')).toBe('a b c');
    expect(wrap('one two three', 50)).toEqual(['one two', 'three']);
  });

  it('has numbers in cells only where they fit', () => {
    const numbers = (width: number, labels: number) => drawn({ figure: 'confusion', label, labels: Array.from({ length: labels }, (_, k) => `${k}`), counts: new Float32Array(labels ** 2).fill(1234) }, width).querySelectorAll('.cell').length;
    expect([numbers(720, 2), numbers(720, 10), numbers(720, 100)]).toEqual([8, 0, 0]);
  });

  it('is enough for a hundred classes, each found', () => {
    const spec: TrainingSpec = { figure: 'confusion', label, labels: Array.from({ length: 100 }, (_, k) => `class ${k}`), counts: new Float32Array(10_000).fill(1) };
    const { layer, geometry } = trainingDrawing(spec, { theme: 'dark', width: 320, height: trainingHeight(spec, 320) });
    expect(layer?.paint()).toHaveLength(layer!.columns * layer!.rows);
    expect(geometry?.rows).toEqual([0, 100]);
  });

  it('of a sheet holds its most, and counts the rest', () => {
    const many = { ...sheet, pictures: Array.from({ length: 300 }, (_, k) => sheet.pictures[k % 32]) };
    expect(drawn(many, 720).querySelector('.more')?.textContent).toBe('and 60 more');
  });
});

describe('bins', () => {
  it('must rise and fit their counts', () => {
    expect(() => densityOf([0, 1], [1, 2])).toThrow('2 bins have 3 edges, not 2.');
    expect(() => densityOf([0, 1, 1], [1, 2])).toThrow('The edges of bins rise: 1 does not lie above 1.');
  });

  it('are cut by the threshold in proportion', () => {
    const two = densityOf([0, 1, 3], [1, 1])!;
    expect([-1, 0, 0.5, 1, 2, 3, 4].map((threshold) => shareAbove(two, threshold))).toEqual([1, 1, 0.75, 0.5, 0.25, 0, 0]);
    expect(two.heights).toEqual([0.5, 0.25]);
  });
});
