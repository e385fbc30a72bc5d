import { plural } from '../numerics/words';
import { AXIS_WIDTH, heightScale, plotBox, VALUE_AXIS_HEIGHT, valueAxis, valueAxisBelow, widthScale, type Margins } from './axes';
import { show, type Drawing } from './figure';
import { FONT_SIZE, group, line, mark, text } from './marks';
import { palettes, roleColour, type Theme } from './palette';

export interface CalibrationBin {
  /** Probabilities `[lo, hi)`; the last bin includes 1. */
  readonly lo: number;
  readonly hi: number;
  readonly count: number;
  /** Mean probability in the bin, and the share of its cells where the true neuron did reset; null when the bin is empty. */
  readonly predicted: number | null;
  readonly observed: number | null;
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Cells that were counted. */
  readonly n: number;
  /** Expected calibration error Σ count/n · |predicted − observed|; null without cells. */
  readonly error: number | null;
}

/**
 * How well a reset probability P tells the true resets: cells `[T, N]` sorted into equal bins of P,
 * each with its mean P and the share of true resets. Cells without a finite P are left out.
 *
 * @param probability reset probabilities, 0…1
 * @param resets true resets of the sequential neuron, 0 or 1, in the same order
 * @throws RangeError when the two differ in length.
 */
export function calibrate(probability: Float32Array, resets: Uint8Array | Float32Array, bins = 10): Calibration {
  if (probability.length !== resets.length) {
    throw new RangeError(`Probabilities and resets differ in size: ${probability.length} and ${resets.length} cells.`);
  }
  const counts = new Array<number>(bins).fill(0);
  const predicted = new Float64Array(bins);
  const observed = new Float64Array(bins);
  for (let k = 0; k < probability.length; k++) {
    const p = probability[k];
    if (!(p >= 0 && p <= 1)) continue;
    const bin = Math.min(bins - 1, Math.floor(p * bins));
    counts[bin]++;
    predicted[bin] += p;
    observed[bin] += resets[k];
  }
  const n = counts.reduce((sum, c) => sum + c, 0);
  const distance = counts.reduce((sum, _, bin) => sum + Math.abs(predicted[bin] - observed[bin]), 0);
  return {
    n,
    error: n ? distance / n : null,
    bins: counts.map((c, bin) => ({
      lo: bin / bins,
      hi: (bin + 1) / bins,
      count: c,
      predicted: c ? predicted[bin] / c : null,
      observed: c ? observed[bin] / c : null,
    })),
  };
}

export interface CalibrationOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** The bin under the pointer. */
  readonly pointed?: number | null;
  readonly margins?: Partial<Margins>;
}

const COUNTS_HEIGHT = 30;
const LARGEST_DOT = 9;

/** A reliability diagram before it touches a document. */
export function calibrationDrawing({ bins, n }: Calibration, options: CalibrationOptions): Drawing {
  const { theme, width, height, pointed = null, margins } = options;
  const { muted, axis, grid, paper } = palettes[theme];
  const colour = roleColour(theme, 'reset');
  const plot = plotBox(width, height, {
    top: FONT_SIZE + 12,
    right: LARGEST_DOT + 2,
    bottom: VALUE_AXIS_HEIGHT + COUNTS_HEIGHT + LARGEST_DOT + 4,
    left: AXIS_WIDTH,
    ...margins,
  });
  const x = widthScale(plot, [0, 1]);
  const y = heightScale(plot, [0, 1]);
  const largest = Math.max(1, ...bins.map((bin) => bin.count));
  const right = plot.x + plot.width;
  const base = plot.y + plot.height + COUNTS_HEIGHT + LARGEST_DOT + 2;

  const filled = bins.filter((bin) => bin.count > 0);
  const dots = filled.map((bin) =>
    mark('circle', {
      cx: x(bin.predicted ?? 0),
      cy: y(bin.observed ?? 0),
      r: Math.max(2, LARGEST_DOT * Math.sqrt(bin.count / largest)),
      fill: colour,
      'fill-opacity': 0.8,
      stroke: paper,
    }),
  );
  const bars = filled.map((bin) => {
    const tall = Math.max(1, (COUNTS_HEIGHT * bin.count) / largest);
    return mark('rect', { x: x(bin.lo) + 0.5, y: base - tall, width: Math.max(1, x(bin.hi) - x(bin.lo) - 1), height: tall, fill: colour, 'fill-opacity': 0.35 });
  });
  const countsRoom = { ...plot, height: base - plot.y };
  const tally = `${plural(n, 'cell')}`;

  return {
    width,
    height,
    theme,
    geometry: { plot, window: [0, bins.length] },
    marks: [
      ...(pointed === null ? [] : [mark('rect', { class: 'pointed', x: x(bins[pointed].lo), y: plot.y, width: plot.width / bins.length, height: base - plot.y, fill: grid })]),
      valueAxis(plot, y, theme),
      valueAxisBelow(countsRoom, x, 'predicted P', theme),
      text(0, FONT_SIZE, 'observed resets', { fill: muted, className: 'axis-label' }),
      line(x(0), y(0), x(1), y(1), axis, { class: 'diagonal', 'stroke-dasharray': '4 3' }),
      text(x(0.8) - 8, y(0.8), 'P as observed', { fill: muted, halo: paper, anchor: 'end', className: 'diagonal-label' }),
      group('counts', [line(plot.x, base, right, base, axis), ...bars]),
      group('dots', dots),
      text(plot.x, base + 2 * FONT_SIZE + 5, tally, { fill: muted, className: 'tally' }),
    ],
  };
}

/** Draws a reliability diagram into `host`: dots by predicted and observed rate, area by count, counts below. */
export function drawCalibration(host: HTMLElement, calibration: Calibration, options: CalibrationOptions): void {
  show(host, calibrationDrawing(calibration, options));
}
