import { contrast } from '@/lib/figures/colour';
import { marksToString, type Mark } from '@/lib/figures/marks';
import { palettes } from '@/lib/figures/palette';
import { inOrder, thinned, type CurvePoint } from '@/lib/figures/training/curvePath';
import { curvesDrawing, type CurvesOptions, type CurveSeries } from '@/lib/figures/training/curves';
import { logScale, namedPlace } from '@/lib/figures/training/curveScale';
import { nearest } from '@/lib/figures/training/curveValues';
import { chance } from './trainingSamples';

const size: CurvesOptions = { theme: 'light', width: 320, height: 220 };
const flat = (marks: readonly Mark[]): Mark[] => marks.flatMap((mark) => [mark, ...flat(mark.children ?? [])]);
const draw = (series: readonly CurveSeries[], options: Partial<CurvesOptions> = {}) => flat(curvesDrawing({ series }, { ...size, ...options }).marks);
const named = (marks: readonly Mark[], name: string) => marks.filter(({ attributes }) => attributes.class?.split(' ').includes(name));
const texts = (marks: readonly Mark[], name: string) => named(marks, name).map(({ text }) => text);
const one = (points: readonly CurvePoint[], more: Partial<CurveSeries> = {}): CurveSeries => ({ label: 'PSU', colour: 'psu', points, ...more });

describe('names at the ends of lines', () => {
  it.each([2, 6, 12, 30])('never cover each other: %d lines that end together', (count) => {
    const series = Array.from({ length: count }, (_, k) => one([[0, 0], [1, 0.9 + 0.001 * k]], { label: `line ${k}` }));
    const marks = draw(series);
    const ys = [...named(marks, 'direct-label'), ...named(marks, 'more')].map(({ attributes }) => Number(attributes.y)).sort((a, b) => a - b);
    for (let k = 1; k < ys.length; k++) expect(ys[k] - ys[k - 1]).toBeGreaterThanOrEqual(13.9);
    expect(ys[0]).toBeGreaterThan(0);
    expect(ys[ys.length - 1]).toBeLessThanOrEqual(220);
  });

  it('that have no room are counted, those of thin lines first', () => {
    const series = Array.from({ length: 30 }, (_, k) => one([[0, 0], [1, k]], { label: `${k}`, style: k < 20 ? 'thin' : 'solid' }));
    const marks = draw(series);
    const shown = texts(marks, 'direct-label').map((text) => Number(text?.split(' ')[0]));
    expect(shown.filter((k) => k >= 20)).toHaveLength(10);
    expect(texts(marks, 'more')).toEqual([`+ ${30 - shown.length}`]);
    expect(texts(draw(series.map((line) => ({ ...line, label: `${line.label} with a longer name` })), { width: 720 }), 'more')).toEqual([`and ${30 - shown.length} more`]);
  });

  it('give way to their values where they are long', () => {
    const [label] = texts(draw([one([[0, 0.5], [1, 0.25]], { label: 'a name that is far too long for so small a figure' })]), 'direct-label');
    expect(label).toMatch(/^a name.*… 0\.250$/);
  });

  it('can be read in every colour', () => {
    for (const { attributes } of named(draw([one([[0, 1]], { colour: 'ipsu' })]), 'direct-label')) expect(contrast(attributes.fill, palettes.light.paper)).toBeGreaterThanOrEqual(4.5);
  });

  it('tell the values at the cursor, and a dash where there is none', () => {
    const series = [one([[0, 0.1], [1, 0.2], [2, 0.3]]), one([[2, 0.5]], { label: 'late' })];
    expect(texts(draw(series), 'direct-label')).toEqual(['PSU 0.300', 'late 0.500']);
    expect(texts(draw(series, { cursor: 1 }), 'direct-label')).toEqual(['PSU 0.200', 'late –']);
    expect(texts(draw(series, { cursor: 1 }), 'cursor-label')).toEqual(['epoch 1']);
  });
});

describe('curves', () => {
  it('without a point say why', () => {
    for (const series of [[], [one([])], [one([[0, NaN], [NaN, 1]])]]) expect(texts(draw(series, { empty: 'No epoch yet.' }), 'empty-state')).toEqual(['No epoch yet.']);
    expect(texts(draw([one([[0, -1]])], { log: true }), 'empty-state').join(' ')).toBe('Nothing to draw yet: there is no point.');
  });

  it('of one point are a dot, and the axis tells only its own number', () => {
    const marks = draw([one([[3, 0.4]])]);
    expect(marks.filter(({ tag }) => tag === 'circle')).toHaveLength(1);
    expect([...texts(marks, 'tick').filter((text) => !text?.includes('.')), ...texts(marks, 'axis-label')]).toEqual(['3', 'epoch']);
  });

  it('of many points show no more than px can, and lose no extreme', () => {
    const next = chance(1);
    const points = Array.from({ length: 10_000 }, (_, k): CurvePoint => [k / 7, k === 4321 ? 9 : next(), 0.1, k === 777 ? 5 : 0.9]);
    const kept = thinned(points, (x) => x / 5, 286);
    expect(kept.length).toBeLessThanOrEqual(2 * 287);
    expect(Math.max(...kept.map(([, mean]) => mean))).toBe(9);
    expect(Math.max(...kept.map(([, , , hi]) => hi ?? 0))).toBe(5);
    const [line] = named(draw([one(points)]), 'series');
    expect(line.attributes.d.length).toBeLessThan(12_000);
  });

  it('break at what is not finite, and a point alone in a gap is a dot', () => {
    const marks = draw([one([[0, 1], [1, 1], [2, NaN], [3, 2], [4, Infinity], [5, 1], [6, 1]])]);
    const [line] = named(marks, 'series');
    expect(line.attributes.d.match(/M/g)).toHaveLength(3);
    expect(marks.filter(({ tag }) => tag === 'circle')).toHaveLength(1);
    expect(marksToString(marks)).not.toMatch(/NaN|Infinity/);
  });

  it('have a band only where both edges are known', () => {
    const bands = (points: CurvePoint[]) => named(draw([one(points)]), 'band').map(({ attributes }) => attributes.d.match(/M/g)?.length);
    expect(bands([[0, 1], [1, 2]])).toEqual([]);
    expect(bands([[0, 1, 0, 2], [1, 2, 1, 3], [2, 2], [3, 2, 1, 3], [4, 2, 1, 3]])).toEqual([2]);
    expect(bands([[0, 1, NaN, 2], [1, 2, 1, NaN]])).toEqual([]);
  });

  it('are put in order', () => {
    expect(inOrder([[2, 1], [NaN, 1], [0, 3]])).toEqual([[0, 3], [2, 1]]);
  });

  it('are cut at the edges of the part that is looked at', () => {
    const marks = draw([one([[0, 0], [1, 1], [2, 0.5]])], { yDomain: [0.5, 0.75] });
    const ys = named(marks, 'series')[0].attributes.d.match(/,[\d.]+/g)?.map((y) => Number(y.slice(1))) ?? [];
    const { plot } = curvesDrawing({ series: [one([[0, 0]])] }, size).geometry ?? { plot: { y: 0, height: 0 } };
    for (const y of ys) expect(y >= plot.y && y <= plot.y + plot.height).toBe(true);
    // Up through the part, and down through it again.
    expect(ys).toHaveLength(4);
  });

  it('end in a dot where the plot goes on, with their names beside', () => {
    const marks = draw([one([[0, 0], [5, 1]])], { xEnd: 10 });
    const dot = marks.find(({ tag }) => tag === 'circle');
    expect(Number(named(marks, 'direct-label')[0].attributes.x) - Number(dot?.attributes.cx)).toBeCloseTo(10, 0);
    expect(texts(marks, 'axis-label')).toContain('epoch 10');
  });

  it('of shares stay below 100 %, whatever their spread', () => {
    expect(texts(draw([one([[0, 0.98, 0.9, 1.06], [1, 0.99, 0.92, 1.06]])], { unit: 'share' }), 'tick')).not.toContain('102\u202f%');
  });

  it('explain thin lines and bands only where there are any', () => {
    expect(texts(draw([one([[0, 1], [1, 2]])]), 'key')).toEqual([]);
    const both = [one([[0, 1, 0, 2], [1, 2, 1, 3]], { seeds: 3 }), one([[0, 1], [1, 2]], { style: 'thin', label: '' })];
    expect(texts(draw(both, { width: 720 }), 'key')).toEqual(['validation', 'training', '± s.d., 3 seeds']);
  });

  it('are measured against references beside them, or inside where their names are long', () => {
    const reference = (label: string) => curvesDrawing({ series: [one([[0, 0.1], [1, 0.9]])], references: [{ label, value: 0.5 }, { label: 'none', value: NaN }] }, size);
    const place = (label: string) => named(flat(reference(label).marks), 'direct-label').find(({ text }) => text?.startsWith(label.slice(0, 6)))?.attributes.x;
    const { plot } = reference('chance').geometry ?? { plot: { x: 0, width: 0 } };
    expect(Number(place('chance'))).toBeGreaterThan(plot.x + plot.width);
    expect(Number(place('a linear classifier on the pixels'))).toBe(plot.x + 4);
  });
});

describe('a scale of powers', () => {
  it.each([[1e-8, 1, 5], [0.02, 2.3, 5], [0.3, 0.9, 4], [1e-30, 1e30, 5]])('from %d to %d has a few ticks, all inside', (lo, hi, most) => {
    const scale = logScale([lo, hi], [200, 0]);
    const ticks = scale.ticks(most);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(2 * most);
    for (const tick of ticks) expect(scale(tick) >= -1e-6 && scale(tick) <= 200 + 1e-6).toBe(true);
    expect([scale(0), scale(-1)]).toEqual([NaN, NaN]);
  });
});

test('places are named as one says them', () => {
  expect([namedPlace('epoch', '3'), namedPlace('seconds', '3.5'), namedPlace('class', '2'), namedPlace('', '1')]).toEqual(['epoch 3', '3.5 seconds', 'class 2', '1']);
  expect([nearest([], 1), nearest([5], 1), nearest([0, 1, 2, 10], 5.9), nearest([0, 1, 2, 10], 6.1)]).toEqual([-1, 0, 2, 3]);
});
