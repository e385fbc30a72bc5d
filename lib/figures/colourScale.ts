import { mixOklab, packHex, packRgb, parseHex, type Rgb } from './colour';
import { palettes, type Theme } from './palette';

/**
 * A mapping from numbers to packed pixels (0xAABBGGRR).
 * Diverging: `lut[128]` is the middle exactly; below it lies 0…127, above it 129…255.
 * Sequential and binary: `lut[0]` is low, `lut[255]` high. Categorical: `lut[k]` is category k.
 */
export interface ColourScale {
  readonly kind: 'diverging' | 'sequential' | 'binary' | 'categorical';
  readonly domain: readonly [lo: number, mid: number, hi: number];
  readonly lut: Uint32Array;
  /** Pixel of a value that is not finite. */
  readonly invalid: number;
  /** Pixel of the empty page. */
  readonly paper: number;
  /** Equal for scales that colour equally; lets a figure see that nothing changed. */
  readonly id: string;
}

const MIDDLE = 128;

/** Every side of a diverging scale starts a little off paper, so that the sign of a small deviation is seen. */
const FIRST_STEP = 0.06;

function ramp(low: Rgb, high: Rgb): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, k) => packRgb(mixOklab(low, high, k / 255)));
}

function divergingRamp(low: Rgb, middle: Rgb, high: Rgb): Uint32Array {
  const off = (share: number): number => FIRST_STEP + (1 - FIRST_STEP) * share;
  return Uint32Array.from({ length: 256 }, (_, k) => {
    if (k === MIDDLE) return packRgb(middle);
    return k < MIDDLE
      ? packRgb(mixOklab(middle, low, off((MIDDLE - 1 - k) / (MIDDLE - 1))))
      : packRgb(mixOklab(middle, high, off((k - MIDDLE - 1) / (254 - MIDDLE))));
  });
}

function build(
  name: string,
  theme: Theme,
  kind: ColourScale['kind'],
  domain: ColourScale['domain'],
  lut: Uint32Array,
): ColourScale {
  const { invalid, paper } = palettes[theme];
  return { kind, domain, lut, invalid: packHex(invalid), paper: packHex(paper), id: [name, theme, ...domain].join(' ') };
}

function diverging(name: string, theme: Theme, domain: ColourScale['domain'], low: string, high: string): ColourScale {
  const lut = divergingRamp(parseHex(low), parseHex(palettes[theme].paper), parseHex(high));
  return build(name, theme, 'diverging', domain, lut);
}

/** A usable half-width: a flat picture still needs a scale. */
const halfWidth = (extent: number): number => (extent > 0 && Number.isFinite(extent) ? extent : 1);

/** Input and charge: slate violet below zero, paper at zero, teal above; symmetric over ±`extent`. */
export function chargeScale(extent: number, theme: Theme): ColourScale {
  const e = halfWidth(extent);
  const { chargeLow, chargeHigh } = palettes[theme].ramps;
  return diverging('charge', theme, [-e, 0, e], chargeLow, chargeHigh);
}

/**
 * Membrane potential, diverging at the threshold: blue below, paper at it, orange above ("would fire").
 * A side that the data do not reach gets the width of the other.
 */
export function membraneScale([lo, hi]: readonly [number, number], threshold: number, theme: Theme): ColourScale {
  const below = threshold - lo;
  const above = hi - threshold;
  const widest = halfWidth(Math.max(below, above));
  const { belowThreshold, aboveThreshold } = palettes[theme].ramps;
  return diverging(
    'membrane',
    theme,
    [threshold - (below > 0 ? below : widest), threshold, threshold + (above > 0 ? above : widest)],
    belowThreshold,
    aboveThreshold,
  );
}

/** A reset that also gives back (IPSU subtracts its input itself): grey below zero, magenta above. */
export function signedResetScale(extent: number, theme: Theme): ColourScale {
  const e = halfWidth(extent);
  return diverging('signed-reset', theme, [-e, 0, e], palettes[theme].axis, palettes[theme].ramps.resetHigh);
}

/** What the reset takes away: paper at zero to magenta at `hi`. */
export function resetScale(hi: number, theme: Theme): ColourScale {
  const e = halfWidth(hi);
  const { paper, ramps } = palettes[theme];
  return build('reset', theme, 'sequential', [0, e / 2, e], ramp(parseHex(paper), parseHex(ramps.resetHigh)));
}

/** Reset probability P: the reset scale over 0…1. */
export const probabilityScale = (theme: Theme): ColourScale => resetScale(1, theme);

/** Spikes: paper to ink; a reduced cell may lie between. */
export function spikeScale(theme: Theme): ColourScale {
  const { paper, ink } = palettes[theme];
  return build('spikes', theme, 'binary', [0, 0.5, 1], ramp(parseHex(paper), parseHex(ink)));
}

/** Parallel − LIF: blue where the LIF is higher, orange where the parallel neuron is. */
export function differenceScale(extent: number, theme: Theme): ColourScale {
  const e = halfWidth(extent);
  const { belowThreshold, aboveThreshold } = palettes[theme].ramps;
  return diverging('difference', theme, [-e, 0, e], belowThreshold, aboveThreshold);
}

/** Categories of two rasters laid over each other; see `diffCategories`. */
export const DIFF_CATEGORY = { none: 0, both: 1, onlyLif: 2, onlyParallel: 3 } as const;

export function diffCategoryScale(theme: Theme): ColourScale {
  const { paper, both, lif, parallel } = palettes[theme];
  const lut = new Uint32Array(256).fill(packHex(paper));
  [paper, both, lif, parallel].forEach((colour, category) => (lut[category] = packHex(colour)));
  return build('difference categories', theme, 'categorical', [0, 1.5, 3], lut);
}

/** A function from a finite value to its place in the scale's table; values beyond the domain take its ends. */
export function lutIndex(scale: ColourScale): (value: number) => number {
  const [lo, mid, hi] = scale.domain;
  if (scale.kind === 'categorical') return (value) => value & 255;
  if (scale.kind !== 'diverging') {
    const factor = 255 / (hi - lo);
    return (value) => (value <= lo ? 0 : value >= hi ? 255 : Math.round((value - lo) * factor));
  }
  const below = MIDDLE / (mid - lo);
  const above = (255 - MIDDLE) / (hi - mid);
  return (value) => {
    if (value === mid) return MIDDLE;
    return value < mid
      ? Math.min(MIDDLE - 1, Math.max(0, Math.floor((value - lo) * below)))
      : Math.min(255, MIDDLE + 1 + Math.floor((value - mid) * above));
  };
}

/** The packed pixel of one value. */
export function colourAt(scale: ColourScale, value: number): number {
  return Number.isFinite(value) ? scale.lut[lutIndex(scale)(value)] : scale.invalid;
}

/** Enough for a stable quantile, few enough to sort within a millisecond or two. */
const SAMPLE = 8192;

/**
 * A robust extent `[lo, hi]` of all finite values: the extremes, unless they are far outliers;
 * then the 0.1 % and 99.9 % quantiles widened by half their distance. `[0, 0]` when nothing is finite.
 */
export function extentOf(...arrays: readonly ArrayLike<number>[]): [number, number] {
  let lo = Infinity;
  let hi = -Infinity;
  const total = arrays.reduce((sum, array) => sum + array.length, 0);
  const stride = Math.max(1, Math.ceil(total / SAMPLE));
  const sample: number[] = [];
  for (const array of arrays) {
    for (let k = 0; k < array.length; k++) {
      const value = array[k];
      if (!Number.isFinite(value)) continue;
      if (value < lo) lo = value;
      if (value > hi) hi = value;
      if (k % stride === 0) sample.push(value);
    }
  }
  if (lo > hi) return [0, 0];
  // A quantile of a handful of values says nothing about outliers.
  if (sample.length < 1000) return [lo, hi];
  const sorted = Float64Array.from(sample).sort();
  const low = sorted[Math.floor(0.001 * (sorted.length - 1))];
  const high = sorted[Math.ceil(0.999 * (sorted.length - 1))];
  const slack = (high - low) / 2;
  return slack > 0 ? [Math.max(lo, low - slack), Math.min(hi, high + slack)] : [lo, hi];
}
