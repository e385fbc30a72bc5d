/**
 * A figure as plain data: what a notebook's cell sends, what a built page shows before it has run, and what a test
 * compares. Every kind is drawn by the same functions as the figures of the Lab.
 */
import { extent } from '../recording/summary';
import { AXIS_WIDTH } from './axes';
import { histogramDrawing } from './bars';
import { calibrationDrawing, type Calibration } from './calibration';
import { chargeScale, differenceScale, membraneScale, probabilityScale, resetScale, signedResetScale, type ColourScale } from './colourScale';
import { show, type Drawing } from './figure';
import { heatmapDrawing } from './heatmap';
import type { Cell } from './hitTest';
import { matrixDrawing } from './matrixPicture';
import type { Role, Theme } from './palette';
import type { Span } from './pixels';
import { rasterDrawing } from './raster';
import { sweepDrawing } from './sweepCurve';
import { labelWidth, traceDrawing } from './trace';

export const HEATMAP_COLOURS = ['input', 'charge', 'reset', 'membrane', 'probability', 'difference'] as const;
export type HeatmapColours = (typeof HEATMAP_COLOURS)[number];

export interface LineSpec {
  readonly label: string;
  readonly values: Float32Array;
  readonly role: Role;
  readonly dash?: string;
  readonly step?: boolean;
  /** Steps at which this line's neuron fires: ticks along the top. */
  readonly spikes?: readonly number[];
}

interface Common {
  /** What it is, in a few words. */
  readonly label: string;
  /** Whose picture it is, where there are two sides. */
  readonly side?: 'parallel' | 'baseline';
}

export type FigureSpec = Common & (
  | { readonly figure: 'heatmap'; readonly values: Float32Array; readonly steps: number; readonly channels: number; readonly colours: HeatmapColours; readonly lo: number; readonly hi: number; readonly threshold: number }
  | { readonly figure: 'raster'; readonly values: Uint8Array; readonly steps: number; readonly channels: number; readonly difference: boolean; readonly divergence: Cell | null; /** Of a difference: the sequential and the parallel side. */ readonly names?: readonly [string, string] }
  | { readonly figure: 'lines'; readonly lines: readonly LineSpec[]; readonly threshold: number | null; readonly xLabel: string; readonly yLabel: string }
  | { readonly figure: 'matrix'; readonly values: Float32Array; readonly size: number; readonly colours: 'charge' | 'reset'; readonly row: number | null; readonly column: number | null }
  | { readonly figure: 'histogram'; readonly series: readonly { readonly label: string; readonly values: Float32Array; readonly role: Role }[]; readonly xLabel: string }
  | { readonly figure: 'calibration'; readonly calibration: Calibration }
  | { readonly figure: 'sweeps'; readonly agreement: readonly number[]; readonly settled: number | null; readonly current: number | null }
);

export interface SpecOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly ratio?: number;
  readonly cursor?: Cell | null;
  /** Steps from here on are faded. */
  readonly revealTo?: number;
  readonly window?: Span;
  /** Room beside the plot, so that pictures and lines of one figure share their time axis. */
  readonly margins?: { readonly left: number; readonly right: number };
}

/** Square figures stay small and stand side by side. */
export const isSmall = ({ figure }: FigureSpec): boolean => figure === 'matrix' || figure === 'calibration';

/** Pixels high, where nothing else is said. */
export function specHeight(spec: FigureSpec): number {
  switch (spec.figure) {
    case 'heatmap':
    case 'raster':
      return 18 + Math.min(170, Math.max(34, spec.channels * 12));
    case 'matrix':
      return 240;
    case 'calibration':
      return 220;
    default:
      return 180;
  }
}

/** The colour scale of a heatmap. */
export function heatmapScale(spec: Extract<FigureSpec, { figure: 'heatmap' }>, theme: Theme): ColourScale {
  const { lo, hi, threshold } = spec;
  const widest = Math.max(1e-6, Math.abs(lo), Math.abs(hi));
  switch (spec.colours) {
    case 'membrane':
      return membraneScale([lo, hi], threshold, theme);
    case 'reset':
      return lo < -1e-6 ? signedResetScale(widest, theme) : resetScale(widest, theme);
    case 'probability':
      return probabilityScale(theme);
    case 'difference':
      return differenceScale(widest, theme);
    default:
      return chargeScale(widest, theme);
  }
}

/** The room that the lines of a figure need beside them, for all that share their time axis; nothing where there are no lines. */
export function sharedMargins(specs: readonly FigureSpec[], width: number): SpecOptions['margins'] {
  const series = specs.flatMap((spec) => (spec.figure === 'lines' ? spec.lines.map((line) => ({ ...line, id: '' })) : []));
  const pictures = specs.some((spec) => spec.figure === 'heatmap' || spec.figure === 'raster');
  if (series.length === 0 || (!pictures && specs.length < 2)) return undefined;
  return { left: AXIS_WIDTH, right: Math.min(0.4 * width, labelWidth(series, 3)) };
}

/** Whether one legend serves both: two sides of one quantity, one below the other. */
export const sameColours = (one: FigureSpec, next: FigureSpec | undefined): boolean =>
  next !== undefined && one.figure === 'heatmap' && next.figure === 'heatmap' && one.colours === next.colours && one.lo === next.lo && one.hi === next.hi && one.threshold === next.threshold;

/** A specification as a drawing. */
export function specDrawing(spec: FigureSpec, options: SpecOptions): Drawing {
  const { theme, width, height, ratio = 1, cursor = null, revealTo, window, margins } = options;
  const picture = { theme, width, height, devicePixelRatio: ratio, cursor, revealTo, window, xAxis: true, margins };
  switch (spec.figure) {
    case 'heatmap':
      return heatmapDrawing({ values: spec.values, steps: spec.steps, channels: spec.channels }, { ...picture, scale: heatmapScale(spec, theme) });
    case 'raster':
      return rasterDrawing({ values: spec.values, steps: spec.steps, channels: spec.channels }, { ...picture, kind: spec.difference ? 'difference' : 'spikes', divergence: spec.divergence });
    case 'lines': {
      const series = spec.lines.map((line, k) => ({ ...line, id: String(k) }));
      const spikes = series.flatMap(({ id, spikes: times }) => (times ? [{ id, times }] : []));
      return traceDrawing({ series, levels: spec.threshold === null ? [] : [{ value: spec.threshold }], spikes }, { theme, width, height, cursor: cursor?.step ?? null, window, margins, xLabel: spec.xLabel, yLabel: spec.yLabel || undefined });
    }
    case 'matrix': {
      const { lo, hi } = extent(spec.values);
      const largest = Math.max(1e-9, Math.abs(lo), Math.abs(hi));
      const scale = spec.colours === 'reset' ? resetScale(largest, theme) : chargeScale(largest, theme);
      const row = cursor ? Math.min(spec.size - 1, cursor.step) : spec.row;
      return matrixDrawing({ values: spec.values, size: spec.size }, { theme, width, height, devicePixelRatio: ratio, scale, axes: true, row, column: spec.column });
    }
    case 'histogram':
      return histogramDrawing(spec.series, { theme, width, height, xLabel: spec.xLabel });
    case 'calibration':
      return calibrationDrawing(spec.calibration, { theme, width, height });
    case 'sweeps':
      return sweepDrawing({ agreement: spec.agreement, settled: spec.settled }, { theme, width, height, current: spec.current });
  }
}

/** Draws a specification into `host`. */
export function drawSpec(host: HTMLElement, spec: FigureSpec, options: SpecOptions): void {
  show(host, specDrawing(spec, options));
}
