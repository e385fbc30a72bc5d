import { chargeScale, membraneScale } from '@/lib/figures/colourScale';
import { drawingOf } from '@/lib/figures/figure';
import { drawHeatmap, heatmapGeometry, type HeatmapOptions } from '@/lib/figures/heatmap';
import { cellAt, heatmapAt, stepAt, traceAt } from '@/lib/figures/hitTest';
import { drawMatrix } from '@/lib/figures/matrixPicture';
import { drawTrace } from '@/lib/figures/trace';
import { newHost } from './golden';
import { charge, kernel, series } from './samples';

const options: HeatmapOptions = { theme: 'light', scale: chargeScale(1.4, 'light'), width: 300, height: 100 };

/** Gives jsdom a canvas that counts what is put on it. */
function fakeCanvas() {
  const put: Uint32Array[] = [];
  const context = {
    createImageData: (width: number, height: number) => ({ data: new Uint8ClampedArray(4 * width * height), width, height }),
    // A copy: the page puts the same one again.
    putImageData: ({ data }: { data: Uint8ClampedArray }) => put.push(new Uint32Array(data.slice().buffer)),
  };
  Object.defineProperty(window, 'CanvasRenderingContext2D', { value: Object, configurable: true });
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
  return put;
}

afterEach(() => {
  Reflect.deleteProperty(window, 'CanvasRenderingContext2D');
});

describe('a figure that is drawn again', () => {
  it('draws without a canvas context and without complaint', () => {
    const host = newHost();
    drawHeatmap(host, charge, options);
    expect(host.querySelectorAll('canvas')).toHaveLength(1);
  });

  it('puts the exact pixels on the canvas', () => {
    const put = fakeCanvas();
    const host = newHost();
    drawHeatmap(host, charge, { ...options, devicePixelRatio: 2 });
    expect(host.querySelector('canvas')).toMatchObject({ width: 600, height: 200 });
    expect(put).toHaveLength(1);
    expect(put[0]).toEqual(drawingOf(host)?.layer?.paint());
  });

  it('repaints for data, scale, size and window, and not for the cursor', () => {
    const put = fakeCanvas();
    const host = newHost();
    drawHeatmap(host, charge, options);
    drawHeatmap(host, charge, { ...options, cursor: { step: 3, neuron: 2 } });
    drawHeatmap(host, charge, { ...options, cursor: { step: 4, neuron: 2 }, scale: chargeScale(1.4, 'light') });
    expect(put).toHaveLength(1);
    drawHeatmap(host, { ...charge, values: charge.values.slice() }, options);
    expect(put).toHaveLength(2);
    drawHeatmap(host, charge, { ...options, window: [4, 12] });
    expect(put).toHaveLength(3);
    drawHeatmap(host, charge, { ...options, scale: membraneScale([-1, 1], 0.2, 'light') });
    expect(put).toHaveLength(4);
    drawHeatmap(host, charge, { ...options, width: 320 });
    expect(put).toHaveLength(5);
  });

  it('moves the cursor lines without making new ones', () => {
    const host = newHost();
    drawHeatmap(host, charge, { ...options, cursor: { step: 3, neuron: 2 } });
    const lines = [...host.querySelectorAll('.cursor line')];
    const before = lines[0].getAttribute('x1');
    drawHeatmap(host, charge, { ...options, cursor: { step: 4, neuron: 2 } });
    expect([...host.querySelectorAll('.cursor line')]).toEqual(lines);
    expect(lines[0].getAttribute('x1')).not.toBe(before);
    drawHeatmap(host, charge, { ...options, cursor: null });
    expect(host.querySelectorAll('.cursor')).toHaveLength(0);
  });

  it('reveals step by step from the picture it has, as one painted at once', () => {
    const put = fakeCanvas();
    const host = newHost();
    drawHeatmap(host, charge, { ...options, revealTo: 3 });
    drawHeatmap(host, charge, { ...options, revealTo: 9 });
    drawHeatmap(host, charge, options);
    const fresh = newHost();
    drawHeatmap(fresh, charge, { ...options, revealTo: 9 });
    expect(put).toHaveLength(4);
    expect(put[3]).toEqual(put[1]);
    expect(put[1]).not.toEqual(put[0]);
    expect(put[2]).toEqual(drawingOf(host)?.layer?.paint());
  });

  it('starts anew in a host that was emptied', () => {
    const host = newHost();
    drawHeatmap(host, charge, options);
    host.replaceChildren();
    drawHeatmap(host, charge, options);
    expect(host.children).toHaveLength(2);
  });

  it('drops the canvas when another kind of figure takes the place', () => {
    const host = newHost();
    drawHeatmap(host, charge, options);
    drawTrace(host, { series: [{ id: 'a', label: 'a', values: series(0), role: 'lif' }] }, { theme: 'light', width: 300, height: 100 });
    expect(host.querySelectorAll('canvas')).toHaveLength(0);
    drawHeatmap(host, charge, options);
    expect(host.querySelectorAll('canvas')).toHaveLength(1);
  });
});

describe('hit tests', () => {
  // 24 steps on 240 px, 10 neurons on 100 px.
  const geometry = heatmapGeometry(charge, { ...options, width: 250, height: 120, margins: { left: 10, bottom: 20 } });

  it('find the cell under a point, neuron 0 at the bottom', () => {
    expect(cellAt(geometry, 10, 0)).toEqual({ step: 0, neuron: 9 });
    expect(cellAt(geometry, 19.9, 99.9)).toEqual({ step: 0, neuron: 0 });
    expect(cellAt(geometry, 45, 15)).toEqual({ step: 3, neuron: 8 });
    expect(cellAt({ ...geometry, origin: 'top' }, 45, 15)).toEqual({ step: 3, neuron: 1 });
  });

  it('know window and rows', () => {
    const part = { ...geometry, window: [4, 8], rows: [2, 4] } as const;
    expect(cellAt(part, 71, 10)).toEqual({ step: 5, neuron: 3 });
    expect(stepAt(part, 249.9)).toBe(7);
  });

  it('find nothing outside the plot', () => {
    for (const [x, y] of [[9.9, 50], [250, 50], [50, -0.1], [50, 100]]) expect(cellAt(geometry, x, y)).toBeNull();
  });

  it('take client positions, also of a figure that the page has scaled', () => {
    const host = newHost();
    drawHeatmap(host, charge, { ...options, width: 240, height: 100 });
    expect(heatmapAt(host, 5, 5)).toBeNull();
    jest.spyOn(host.querySelector('svg')!, 'getBoundingClientRect').mockReturnValue(new DOMRect(100, 50, 480, 200));
    expect(heatmapAt(host, 100 + 2 * 45, 50 + 2 * 15)).toEqual({ step: 4, neuron: 8 });
    expect(heatmapAt(host, 90, 60)).toBeNull();
    expect(traceAt(host, 100 + 2 * 45, 0)).toBe(4);
    expect(heatmapAt(newHost(), 1, 1)).toBeNull();
  });

  it('give row and column of a matrix', () => {
    const host = newHost();
    drawMatrix(host, kernel, { theme: 'light', scale: chargeScale(1, 'light'), width: 122, height: 122 });
    jest.spyOn(host.querySelector('svg')!, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 122, 122));
    expect(heatmapAt(host, 25, 75)).toEqual({ step: 2, neuron: 7 });
  });
});
