import { specDrawing, specHeight, type FigureSpec } from '@/lib/figures/spec';

const wave = (count: number) => Float32Array.from({ length: count }, (_, k) => Math.sin(0.6 * k) + 0.3 * Math.cos(2.1 * k));

/** One specification of each kind, small. */
export const SPECS: Record<FigureSpec['figure'], FigureSpec> = {
  heatmap: { figure: 'heatmap', label: 'Membrane potential H', side: 'parallel', values: wave(60), steps: 12, channels: 5, colours: 'membrane', lo: -1.3, hi: 1.3, threshold: 1 },
  raster: { figure: 'raster', label: 'Spikes', values: Uint8Array.from({ length: 60 }, (_, k) => (k * 7) % 4), steps: 12, channels: 5, difference: true, divergence: { step: 3, neuron: 2 } },
  lines: {
    figure: 'lines', label: 'Terms', threshold: 0.5, xLabel: 'time step', yLabel: 'H',
    lines: [{ label: 'LIF', values: wave(24), role: 'lif', spikes: [2, 13], step: false }, { label: 'PSU', values: wave(24).map((v) => v / 2), role: 'parallel', dash: '4 3', step: true }],
  },
  matrix: { figure: 'matrix', label: 'Reset matrix R', values: Float32Array.from({ length: 64 }, (_, k) => (k >> 3 > (k & 7) ? 0.5 ** ((k >> 3) - (k & 7)) : 0)), size: 8, colours: 'reset', row: 5, column: 2 },
  histogram: { figure: 'histogram', label: 'Firing rates', xLabel: 'spikes per step', series: [{ label: 'LIF', values: wave(20).map(Math.abs), role: 'lif' }, { label: 'PSU', values: wave(20).map((v) => v * v), role: 'parallel' }] },
  calibration: {
    figure: 'calibration', label: 'Predicted against observed resets',
    calibration: { n: 60, error: 0.08, bins: [{ lo: 0, hi: 0.5, count: 40, predicted: 0.2, observed: 0.25 }, { lo: 0.5, hi: 1, count: 20, predicted: 0.8, observed: 0.65 }, { lo: 1, hi: 1.5, count: 0, predicted: null, observed: null }] },
  },
  sweeps: { figure: 'sweeps', label: 'Agreement', agreement: [0.88, 0.95, 0.99, 1, 1], settled: 3, current: 1 },
};

/** Draws in both themes, pixels too; throws where that cannot be done. Gives how many marks there are. */
export function drawn(spec: FigureSpec, { width = 240, cursor = null as { step: number; neuron: number } | null } = {}): number {
  const drawings = (['light', 'dark'] as const).map((theme) => specDrawing(spec, { theme, width, height: specHeight(spec), cursor, revealTo: 3 }));
  for (const { layer } of drawings) {
    const pixels = layer?.paint();
    if (layer && pixels?.length !== layer.columns * layer.rows) throw new Error(`A layer of ${layer.columns} × ${layer.rows} has ${pixels?.length} pixels.`);
  }
  return drawings[0].marks.length;
}
