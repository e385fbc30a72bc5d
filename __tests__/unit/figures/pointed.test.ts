import { BINS, drawHistogram, histogramBins, type HistogramSeries } from '@/lib/figures/bars';
import { calibrate, drawCalibration } from '@/lib/figures/calibration';
import { drawingOf } from '@/lib/figures/figure';
import { stepAt } from '@/lib/figures/hitTest';
import { drawSweepCurve } from '@/lib/figures/sweepCurve';
import { newHost } from './golden';

const series: HistogramSeries[] = [{ label: 'LIF', values: [0, 0.1, 0.3, 0.32], role: 'lif' }, { label: 'PSU', values: [0, 0, 0, 0.32], role: 'parallel' }];
const size = { theme: 'light', width: 320, height: 180 } as const;

const draws: Record<string, [places: number, draw: (host: HTMLElement, pointed: number | null) => void]> = {
  histogram: [BINS, (host, pointed) => drawHistogram(host, { series }, { ...size, pointed })],
  calibration: [10, (host, pointed) => drawCalibration(host, calibrate(Float32Array.of(0.2, 0.9), Uint8Array.of(0, 1)), { ...size, pointed })],
  sweeps: [4, (host, pointed) => drawSweepCurve(host, { agreement: [0.5, 0.7, 0.9, 1], settled: 3 }, { ...size, pointed })],
};

describe.each(Object.entries(draws))('the %s', (_name, [places, draw]) => {
  it('finds the place under the pointer from left to right', () => {
    const host = newHost();
    draw(host, null);
    const geometry = drawingOf(host)?.geometry;
    if (!geometry) throw new Error('It cannot be pointed at.');
    const { plot } = geometry;
    const found = Array.from({ length: places }, (_, k) => stepAt(geometry, plot.x + ((k + 0.5) * plot.width) / places));
    expect(found).toEqual(Array.from({ length: places }, (_, k) => k));
    expect(stepAt(geometry, plot.x - 1)).toBeNull();
  });

  it('marks that place, and only while it is pointed at', () => {
    const host = newHost();
    draw(host, 2);
    expect(host.querySelectorAll('.pointed')).toHaveLength(1);
    draw(host, null);
    expect(host.querySelectorAll('.pointed')).toHaveLength(0);
  });
});

it('bins hold every neuron, the highest rate included', () => {
  const { counted, edge, domain } = histogramBins(series);
  expect(counted.map((bins) => bins.reduce((a, b) => a + b, 0))).toEqual([4, 4]);
  expect([edge(0), edge(BINS)]).toEqual([...domain]);
  expect(counted[1][0]).toBe(3);
});
