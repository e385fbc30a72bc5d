/** Pictures that a cell makes from its own numbers; the page draws them. */
import { HEATMAP_COLOURS, type FigureSpec, type HeatmapColours, type LineSpec } from '../../figures/spec';
import { extent } from '../../recording/summary';
import type { TemporalOperator } from '../../numerics/operators';
import { view, type ViewName, type ViewOptions } from '../views';
import type { Run } from '../run';

/** One picture, or several side by side. */
export interface Picture {
  readonly picture: readonly FigureSpec[];
}

export const isPicture = (value: unknown): value is Picture => typeof value === 'object' && value !== null && Array.isArray((value as Picture).picture);

/** A threshold that is no number is none. */
const level = (value: unknown): number | null => (Number.isFinite(value) ? (value as number) : null);
const word = (value: unknown) => String(value ?? '').slice(0, 200);
const ROLES = ['lif', 'parallel', 'charge', 'reset', 'membrane', 'input', 'both'] as const;

function sized<T extends ArrayLike<number>>(values: T, steps: number, channels: number): T {
  if (!(Number.isInteger(steps) && Number.isInteger(channels) && steps > 0 && channels > 0) || values?.length !== steps * channels) {
    throw new RangeError(`A picture of ${steps} steps × ${channels} neurons needs ${steps * channels} numbers, not ${values?.length}.`);
  }
  return values;
}

/** A view of a run, as in the Lab: `figure(run, 'membrane')`. */
export const figure = (from: Run, name: ViewName, options: ViewOptions = {}): Picture => ({ picture: view(from, name, options) });

/** `[T, N]` numbers as colours. */
export function heatmap(values: ArrayLike<number>, steps: number, channels: number, { colours = 'charge', threshold = 0, label = 'heatmap' }: { colours?: HeatmapColours; threshold?: number; label?: string } = {}): Picture {
  if (!HEATMAP_COLOURS.includes(colours)) throw new RangeError(`The colours are ${HEATMAP_COLOURS.join(', ')}; "${word(colours)}" is none of them.`);
  const { lo, hi } = extent(values);
  return { picture: [{ figure: 'heatmap', label: word(label), values: new Float32Array(sized(values, steps, channels)), steps, channels, colours, lo: lo || 0, hi: hi || 0, threshold: level(threshold) ?? 0 }] };
}

/** `[T, N]` spikes, 0 or 1. */
export const raster = (spikes: ArrayLike<number>, steps: number, channels: number, { label = 'spikes' }: { label?: string } = {}): Picture => ({
  picture: [{ figure: 'raster', label: word(label), values: Uint8Array.from(sized(spikes, steps, channels), (s) => (s ? 1 : 0)), steps, channels, difference: false, divergence: null }],
});

/** Lines over time: `lines({ H: […], X: […] }, { threshold: 1 })`. */
export function lines(named: Record<string, ArrayLike<number>>, { threshold, xLabel = 'time step', yLabel = '', label = Object.keys(named).join(', '), step = false }: { threshold?: number; xLabel?: string; yLabel?: string; label?: string; step?: boolean } = {}): Picture {
  const list = Object.entries(named).slice(0, 12).map(([name, values], k): LineSpec => ({ label: word(name), values: new Float32Array(values), role: ROLES[k % ROLES.length], step, dash: k >= ROLES.length ? '4 3' : undefined }));
  if (list.length === 0) throw new RangeError('lines() needs at least one named list of numbers.');
  return { picture: [{ figure: 'lines', label: word(label), lines: list, threshold: level(threshold), xLabel: word(xLabel), yLabel: word(yLabel) }] };
}

/** How often values occur: `histogram({ LIF: rates })`. */
export const histogram = (named: Record<string, ArrayLike<number>>, { xLabel = 'value', label = Object.keys(named).join(', ') }: { xLabel?: string; label?: string } = {}): Picture => ({
  picture: [{ figure: 'histogram', label: word(label), xLabel: word(xLabel), series: Object.entries(named).slice(0, 6).map(([name, values], k) => ({ label: word(name), values: new Float32Array(values), role: ROLES[k] })) }],
});

/** A temporal operator, or `[T, T]` numbers row by row, as a matrix. */
export function matrix(what: TemporalOperator | ArrayLike<number>, { colours = 'charge', label = 'matrix' }: { colours?: 'charge' | 'reset'; label?: string } = {}): Picture {
  const values = new Float32Array('matrix' in what && typeof what.matrix === 'function' ? what.matrix() : (what as ArrayLike<number>));
  const size = Math.sqrt(values.length);
  if (!Number.isInteger(size) || size < 1 || size > 512) throw new RangeError(`A matrix picture needs a square of numbers, at most 512 × 512, not ${values.length} of them.`);
  return { picture: [{ figure: 'matrix', label: word(label), values, size, colours: colours === 'reset' ? 'reset' : 'charge', row: null, column: null }] };
}
