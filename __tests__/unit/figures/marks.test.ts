import { linearScale, stepAxis, stepX, valueAxis, wholeTicks } from '@/lib/figures/axes';
import { decimate } from '@/lib/figures/decimate';
import { spread } from '@/lib/figures/labels';
import { applyMarks, group, line, marksToString, text } from '@/lib/figures/marks';
import { drawMatrix, matrixDrawing } from '@/lib/figures/matrixPicture';
import { diffCategories, eventDensity, rasterDrawing } from '@/lib/figures/raster';
import { histogram } from '@/lib/figures/bars';
import { colourAt, resetScale } from '@/lib/figures/colourScale';
import { traceDrawing } from '@/lib/figures/trace';
import { newHost } from './golden';
import { kernel } from './samples';

describe('marks', () => {
  it('round to two decimals and never write a negative zero', () => {
    expect(line(1 / 3, -0.001, 2, 3, '#000000').attributes).toEqual({ x1: '0.33', y1: '0', x2: '2', y2: '3', stroke: '#000000' });
  });

  it('escape what XML reserves', () => {
    expect(marksToString([text(0, 0, 'a < b & "c"', { fill: '#000000' })])).toContain('a &lt; b &amp; &quot;c&quot;');
  });

  it('reuse elements of the same tag, replace others, and remove what is left over', () => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    applyMarks(svg, [line(0, 0, 1, 1, '#000000'), group('two', [text(0, 0, 'old', { fill: '#000000' })])]);
    const first = svg.children[0];
    applyMarks(svg, [line(0, 0, 9, 1, '#000000', { class: 'x' }), text(0, 0, 'new', { fill: '#000000' })]);
    expect(svg.children[0]).toBe(first);
    expect(first.getAttribute('x2')).toBe('9');
    expect(svg.children[1].textContent).toBe('new');
    applyMarks(svg, [line(0, 0, 9, 1, '#000000')]);
    expect(svg.children).toHaveLength(1);
    expect(first.hasAttribute('class')).toBe(false);
  });
});

describe('axes', () => {
  const plot = { x: 40, y: 0, width: 320, height: 100 };

  it('choose powers of two for windows that are one', () => {
    expect(wholeTicks([0, 64], 320)).toEqual([0, 16, 32, 48]);
    expect(wholeTicks([0, 50], 320)).toEqual([0, 10, 20, 30, 40]);
    expect(wholeTicks([3, 8], 500)).toEqual([3, 4, 5, 6, 7]);
  });

  it('put a tick in the middle of its step', () => {
    expect(stepX(plot, [0, 64], 0)).toBe(42.5);
    expect(stepX(plot, [32, 64], 63)).toBe(355);
  });

  it('name the axis at its last tick and let no tick run into the name', () => {
    const labels = (stepAxis(plot, [0, 64], 'time step', 'light', 360).children ?? []).map((one) => one.text);
    expect(labels).toEqual(['0', '16', '32', 'time step 63']);
  });

  it('write values with a true minus sign and equal decimals', () => {
    const marks = valueAxis(plot, linearScale([-0.5, 0.5], [100, 0]), 'light').children ?? [];
    expect(marks.filter((one) => one.tag === 'text').map((one) => one.text)).toEqual(['\u22120.5', '0.0', '0.5']);
  });
});

describe('decimate', () => {
  it('keeps every point that has room', () => {
    expect(decimate([1, 2, 3, 4], [1, 4], 2)).toEqual({ steps: [1, 2, 3], values: [2, 3, 4] });
  });

  it('keeps the lowest and the highest of every px in their order', () => {
    const values = [0, 9, 1, 2, 5, -3, 4, 4, NaN, NaN, NaN, NaN];
    expect(decimate(values, [0, 12], 3)).toEqual({ steps: [0, 1, 4, 5, 8], values: [0, 9, 5, -3, NaN] });
  });
});

describe('spread', () => {
  it('leaves labels alone that have room', () => {
    expect(spread([30, 10], 12, 0, 100)).toEqual([30, 10]);
  });

  it('moves overlapping labels apart and keeps them inside', () => {
    expect(spread([50, 51], 12, 0, 100)).toEqual([50, 62]);
    expect(spread([98, 99, 97], 12, 0, 100)).toEqual([88, 100, 76]);
    expect(spread([-5, 2], 12, 0, 100)).toEqual([0, 12]);
  });
});

describe('trace', () => {
  const data = {
    series: [{ id: 'a', label: 'LIF', values: Float32Array.of(0, 1, -0.25, 0.5), role: 'lif' as const }],
    levels: [{ value: 0.5 }],
  };
  const options = { theme: 'light', width: 300, height: 120 } as const;
  const texts = (cursor: number | null, rest = {}): string =>
    marksToString(traceDrawing(data, { ...options, cursor, ...rest }).marks);

  it('writes name and value under the cursor', () => {
    expect(texts(null)).toContain('>LIF</text>');
    expect(texts(2)).toContain('>LIF \u22120.250</text>');
    expect(texts(2, { directLabels: false })).toContain('>\u22120.250</text>');
    expect(texts(9)).toContain('>LIF</text>');
  });

  it('shows the threshold only where it is in view', () => {
    expect(texts(null)).toContain('>θ</text>');
    expect(texts(null, { yDomain: [-1, 0.4] })).not.toContain('>θ</text>');
  });

  it('breaks the line where a value is missing', () => {
    const values = Float32Array.of(0, NaN, 1, 2);
    const path = marksToString(traceDrawing({ series: [{ ...data.series[0], values }] }, options).marks);
    expect(/class="series lif" d="([^"]*)"/.exec(path)?.[1].match(/M/g)).toHaveLength(2);
  });
});

describe('raster helpers', () => {
  it('compare two rasters cell by cell', () => {
    expect([...diffCategories([0, 1, 0, 1], [0, 1, 1, 0])]).toEqual([0, 1, 2, 3]);
    expect(() => diffCategories([0], [0, 1])).toThrow('differ in size: 1 and 2');
  });

  it('count events per step in the shown part', () => {
    const data = { values: Uint8Array.of(1, 0, 1, 1, 0, 0, 0, 1, 1), steps: 3, channels: 3 };
    expect(eventDensity(data, [0, 3], [0, 3])).toEqual([2, 1, 2]);
    expect(eventDensity(data, [1, 3], [1, 3])).toEqual([0, 2]);
  });
});

describe('the flag of the first divergence', () => {
  const data = { values: Uint8Array.of(0, 1, 1, 0), steps: 2, channels: 2 };
  const flags = (rest: object): number =>
    rasterDrawing(data, { theme: 'light', width: 100, height: 60, divergence: { step: 1, neuron: 0 }, ...rest })
      .marks.filter((one) => one.attributes.class === 'divergence').length;

  it('stands where the cell is shown and already computed', () => {
    expect(flags({})).toBe(1);
    expect(flags({ revealTo: 1 })).toBe(0);
    expect(flags({ rows: [1, 2] })).toBe(0);
    expect(flags({ window: [0, 1] })).toBe(0);
    expect(flags({ divergence: null })).toBe(0);
  });
});

describe('histogram', () => {
  it('counts into equal bins, the last one closed', () => {
    expect(histogram([0, 0.24, 0.25, 0.5, 1, 2, NaN, -1], [0, 1], 4)).toEqual([2, 1, 1, 1]);
  });
});

describe('a temporal matrix', () => {
  it('has output time downwards and input time to the right', () => {
    const scale = resetScale(1, 'light');
    const values = Float64Array.of(0, 0, 1, 0);
    const { layer } = matrixDrawing({ values, size: 2 }, { theme: 'light', scale, width: 4, height: 4 });
    expect([...(layer?.paint() ?? [])]).toEqual([0, 0, 1, 0].map((value) => colourAt(scale, value)));
  });

  it('frames the row and the column asked for, and none outside', () => {
    const host = newHost();
    const options = { theme: 'light', scale: resetScale(1, 'light'), width: 120, height: 120 } as const;
    drawMatrix(host, kernel, { ...options, row: 3 });
    expect(host.querySelectorAll('.cursor rect')).toHaveLength(2);
    drawMatrix(host, kernel, { ...options, row: 12, column: -1 });
    expect(host.querySelectorAll('.cursor rect')).toHaveLength(0);
  });
});
