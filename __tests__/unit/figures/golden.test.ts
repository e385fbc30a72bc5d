import { drawHistogram, drawRateStrip } from '@/lib/figures/bars';
import { calibrate, drawCalibration } from '@/lib/figures/calibration';
import { chargeScale, membraneScale, resetScale } from '@/lib/figures/colourScale';
import { drawingOf } from '@/lib/figures/figure';
import { drawHeatmap } from '@/lib/figures/heatmap';
import { diffSwatches, drawGradientLegend, drawSwatchLegend } from '@/lib/figures/legend';
import { drawMatrix } from '@/lib/figures/matrixPicture';
import type { Theme } from '@/lib/figures/palette';
import { diffCategories, drawRaster } from '@/lib/figures/raster';
import { drawSweepCurve } from '@/lib/figures/sweepCurve';
import { drawTrace } from '@/lib/figures/trace';
import { expectGolden, newHost } from './golden';
import { charge, kernel, lifSpikes, parallelSpikes, series } from './samples';

const probability = Float32Array.from({ length: 200 }, (_, k) => ((k * 37) % 200) / 200);
const resets = Uint8Array.from(probability, (p, k) => (p * p > ((k * 61) % 100) / 100 ? 1 : 0));

const figures: Record<string, (host: HTMLElement, theme: Theme) => void> = {
  'heatmap-charge': (host, theme) =>
    drawHeatmap(host, charge, {
      theme, scale: chargeScale(1.4, theme), width: 360, height: 130, xAxis: true, yAxis: true,
      cursor: { step: 9, neuron: 6 }, pinned: { step: 15, neuron: 2 },
    }),
  'heatmap-running': (host, theme) =>
    drawHeatmap(host, charge, {
      theme, scale: membraneScale([-1.4, 1.4], 0.5, theme), width: 280, height: 100, xAxis: true, revealTo: 14,
    }),
  'raster-lif': (host, theme) =>
    drawRaster(host, lifSpikes, { theme, width: 360, height: 140, xAxis: true, yAxis: true, density: true, revealTo: 18 }),
  'raster-difference': (host, theme) =>
    drawRaster(
      host,
      { ...lifSpikes, values: diffCategories(parallelSpikes.values, lifSpikes.values) },
      { theme, kind: 'difference', width: 360, height: 130, xAxis: true, divergence: { step: 7, neuron: 4 } },
    ),
  'trace-membrane': (host, theme) =>
    drawTrace(
      host,
      {
        series: [
          { id: 'lif', label: 'LIF', values: series(0), role: 'lif' },
          { id: 'parallel', label: 'PSU', values: series(0.3), role: 'parallel' },
        ],
        levels: [{ value: 0.5 }],
        spikes: [{ id: 'lif', times: [2, 3, 13] }, { id: 'parallel', times: [2, 14] }],
      },
      { theme, width: 420, height: 180, yLabel: 'H, neuron 0', cursor: 9 },
    ),
  'trace-terms': (host, theme) =>
    drawTrace(
      host,
      {
        series: [
          { id: 'input', label: 'input', values: series(1), role: 'input', dash: '2 2' },
          { id: 'charge', label: 'charge', values: series(1.4), role: 'charge' },
          { id: 'reset', label: '−reset', values: series(2), role: 'reset', step: true },
          { id: 'membrane', label: 'membrane', values: series(1.7), role: 'membrane' },
        ],
      },
      { theme, width: 280, height: 150, xLabel: 'neuron' },
    ),
  'rates': (host, theme) =>
    drawHistogram(
      host,
      {
        series: [
          { label: 'LIF', values: [0.1, 0.2, 0.25, 0.3, 0.3, 0.31, 0.35, 0.4, 0.5, 0.6], role: 'lif' },
          { label: 'PSU', values: [0.05, 0.1, 0.18, 0.2, 0.21, 0.22, 0.28, 0.3, 0.3, 0.4], role: 'parallel' },
        ],
      },
      { theme, width: 320, height: 180, bins: 12 },
    ),
  'rate-strip': (host, theme) =>
    drawRateStrip(
      host,
      {
        series: [
          { id: 'lif', label: 'LIF', values: series(0).map(Math.abs), role: 'lif' },
          { id: 'parallel', label: 'PSU', values: series(0.5).map((v) => Math.abs(v) / 2), role: 'parallel' },
        ],
      },
      { theme, width: 360, height: 90, yLabel: 'spikes per neuron' },
    ),
  'calibration': (host, theme) => drawCalibration(host, calibrate(probability, resets), { theme, width: 280, height: 290 }),
  'matrix-reset': (host, theme) =>
    drawMatrix(host, kernel, { theme, scale: resetScale(0.5, theme), width: 200, height: 190, row: 8, column: 3, axes: true }),
  'sweeps': (host, theme) =>
    drawSweepCurve(host, { agreement: [0.881, 0.95, 0.98, 0.995, 1, 1, 1], settled: 4 }, { theme, width: 320, height: 170, current: 1 }),
  'legend-membrane': (host, theme) =>
    drawGradientLegend(host, membraneScale([-0.8, 1.2], 0.5, theme), { theme, width: 220, midLabel: 'θ' }),
  'legend-difference': (host, theme) => drawSwatchLegend(host, diffSwatches(theme, 'PSU', 'LIF'), { theme, width: 280 }),
};

describe.each(Object.keys(figures))('%s', (name) => {
  it.each(['light', 'dark'] as const)('looks as stored in the %s theme', async (theme) => {
    const host = newHost();
    figures[name](host, theme);
    await expectGolden(host, `${name}-${theme}`);
  });

  it('draws a second time without a second set of nodes', () => {
    const host = newHost();
    figures[name](host, 'light');
    const svg = host.querySelector('svg');
    const first = host.innerHTML;
    figures[name](host, 'light');
    expect(host.innerHTML).toBe(first);
    figures[name](host, 'dark');
    expect(host.innerHTML).not.toBe(first);
    figures[name](host, 'light');
    expect(host.innerHTML).toBe(first);
    expect(host.querySelector('svg')).toBe(svg);
    expect(host.querySelectorAll('svg')).toHaveLength(1);
    expect(host.querySelectorAll('canvas')).toHaveLength(drawingOf(host)?.layer ? 1 : 0);
  });

  it('keeps every text inside the figure', () => {
    const host = newHost();
    figures[name](host, 'light');
    const width = drawingOf(host)?.width ?? 0;
    for (const text of host.querySelectorAll('text:not([transform])')) {
      const extent = (text.textContent?.length ?? 0) * 12 * 0.54;
      const anchor = text.getAttribute('text-anchor');
      const left = Number(text.getAttribute('x')) - (anchor === 'end' ? extent : anchor === 'middle' ? extent / 2 : 0);
      expect(left).toBeGreaterThanOrEqual(-2);
      expect(left + extent).toBeLessThanOrEqual(width + 2);
    }
  });
});
