import { drawingOf } from '@/lib/figures/figure';
import { palettes } from '@/lib/figures/palette';
import { drawSpec, heatmapScale, HEATMAP_COLOURS, specDrawing, specHeight, type FigureSpec } from '@/lib/figures/spec';
import { SPECS } from '../notebook/specs';
import { expectGolden, newHost } from './golden';

const kinds = Object.keys(SPECS) as FigureSpec['figure'][];
const at = (spec: FigureSpec) => ({ width: 360, height: specHeight(spec) });

describe.each(kinds)('%s, as a specification,', (kind) => {
  const spec = SPECS[kind];

  test.each(['light', 'dark'] as const)('looks as stored in the %s theme', async (theme) => {
    const host = newHost();
    drawSpec(host, spec, { ...at(spec), theme, cursor: { step: 4, neuron: 1 }, revealTo: 7 });
    await expectGolden(host, `spec-${kind}-${theme}`);
  });

  test('is drawn a second time without a second set of nodes', () => {
    const host = newHost();
    drawSpec(host, spec, { ...at(spec), theme: 'light' });
    const first = host.innerHTML;
    drawSpec(host, spec, { ...at(spec), theme: 'dark' });
    expect(host.innerHTML).not.toBe(first);
    drawSpec(host, spec, { ...at(spec), theme: 'light' });
    expect(host.innerHTML).toBe(first);
    expect(drawingOf(host)).toMatchObject(at(spec));
  });

  test('has a place for every number: none of its marks lies outside it', () => {
    const { width, height } = at(spec);
    const host = newHost();
    drawSpec(host, spec, { width, height, theme: 'light' });
    for (const node of host.querySelectorAll('circle, rect')) {
      const x = Number(node.getAttribute('cx') ?? node.getAttribute('x'));
      const y = Number(node.getAttribute('cy') ?? node.getAttribute('y'));
      expect([x >= -2 && x <= width + 2, y >= -2 && y <= height + 2]).toEqual([true, true]);
    }
    expect(host.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('a figure without data', () => {
  const bare: FigureSpec[] = [
    { figure: 'lines', label: '', lines: [], threshold: null, xLabel: '', yLabel: '' },
    { figure: 'lines', label: '', lines: [{ label: 'a', values: new Float32Array(0), role: 'lif' }], threshold: null, xLabel: '', yLabel: '' },
    { figure: 'lines', label: '', lines: [{ label: 'a', values: Float32Array.of(NaN, NaN), role: 'lif' }], threshold: null, xLabel: '', yLabel: '' },
    { figure: 'histogram', label: '', series: [], xLabel: '' },
    { figure: 'histogram', label: '', series: [{ label: 'a', values: new Float32Array(0), role: 'lif' }], xLabel: '' },
    { figure: 'calibration', label: '', calibration: { n: 0, error: null, bins: [] } },
    { figure: 'sweeps', label: '', agreement: [], settled: null, current: null },
    { figure: 'heatmap', label: '', values: Float32Array.of(NaN), steps: 1, channels: 1, colours: 'membrane', lo: 0, hi: 0, threshold: 0 },
  ];

  test.each(bare.map((spec, k) => [`${spec.figure} ${k}`, spec] as const))('is drawn all the same: %s', (_what, spec) => {
    const host = newHost();
    drawSpec(host, spec, { ...at(spec), theme: 'light' });
    expect(host.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('a heatmap', () => {
  const heatmap = SPECS.heatmap as Extract<FigureSpec, { figure: 'heatmap' }>;

  test.each(HEATMAP_COLOURS)('in the colours of %s has a scale that fits its numbers', (colours) => {
    // The membrane's middle is the threshold, and the side that is not reached is as wide as the other.
    const expected = { membrane: [-2, 1, 4], probability: [0, 0.5, 1] }[colours as string] ?? [-2, 0, 2];
    expect(heatmapScale({ ...heatmap, colours, lo: -2, hi: 1 }, 'light').domain).toEqual(expected);
  });

  test('of a reset shows a sign only where something was given back', () => {
    expect(heatmapScale({ ...heatmap, colours: 'reset', lo: 0, hi: 1 }, 'light').kind).toBe('sequential');
    expect(heatmapScale({ ...heatmap, colours: 'reset', lo: -1, hi: 1 }, 'light').kind).toBe('diverging');
  });

  test('fades the steps that have not come yet', () => {
    const layer = (revealTo?: number) => specDrawing(heatmap, { ...at(heatmap), theme: 'light', revealTo }).layer;
    expect(layer(6)?.veilFrom).toBe(Math.round((layer()?.columns ?? 0) / 2));
    expect(layer()?.veilFrom).toBe(layer()?.columns);
  });

  test('is as high as its neurons need, within bounds', () => {
    const high = (channels: number) => specHeight({ ...heatmap, channels, values: new Float32Array(12 * channels) });
    expect([high(1), high(5), high(1000)]).toEqual([52, 78, 188]);
  });
});

test('a matrix frames the row under the cursor, or its own', () => {
  const frames = (cursor: { step: number; neuron: number } | null) => {
    const host = newHost();
    drawSpec(host, SPECS.matrix, { ...at(SPECS.matrix), theme: 'light', cursor });
    return [...host.querySelectorAll(`.cursor rect[stroke="${palettes.light.ink}"]`)].map((rect) => Number(rect.getAttribute('y')).toFixed(1));
  };
  const own = frames(null);
  expect(frames({ step: 1, neuron: 0 })).not.toEqual(own);
  expect(frames({ step: 5, neuron: 0 })).toEqual(own);
  expect(frames({ step: 500, neuron: 0 })).toEqual(frames({ step: 7, neuron: 0 }));
});
