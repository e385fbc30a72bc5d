/** Where bands, rows and lanes of a figure of rasters lie, in CSS px: shared by drawing and pointing. */
import { AXIS_HEIGHT } from '../axes';
import { cssColour, mixOklab, packRgb, parseHex } from '../colour';
import type { Box } from '../figure';
import { FONT_SIZE } from '../marks';
import { palettes, type Theme } from '../palette';
import { flowHeight, type KeyItem } from './flow';
import { mixtures, type Lane } from './picture';
import { sourceColour, sourceInk } from './sourceColours';
import type { RastersSpec, SpikeSource } from './types';

/** Room beside all figures over time, so that their axes lie under each other. */
export const SIDE = { left: 48, right: 12 } as const;
/** A label above a band. */
export const LABEL_LINE = FONT_SIZE + 8;
/** Between a band and the next one's label. */
const BAND_GAP = 8;
/** Below the plot: ticks with the name of the axis. */
export const BELOW = AXIS_HEIGHT + 4;

const mix = (one: string, other: string, share: number): string => cssColour(packRgb(mixOklab(parseHex(one), parseHex(other), share)));

/** Rows in every band: as many as the largest raster has neurons. */
export const rowsOf = ({ order, sources }: Pick<RastersSpec, 'order' | 'sources'>): number =>
  order ? order.length : sources.reduce((most, { raster }) => Math.max(most, raster.neurons), 0);

/** Sources that a layout shows: a difference has two sides. */
export const shownSources = ({ layout, sources }: Pick<RastersSpec, 'layout' | 'sources'>): readonly SpikeSource[] => (layout === 'difference' ? sources.slice(0, 2) : sources);

const plain = (source: SpikeSource, from: number, to: number, theme: Theme): Lane => ({
  members: [{ raster: source.raster }], from, to, mixing: 'none', colours: [sourceColour(theme, source.place)],
});

const shifted = (both: string, colour: string): string => mix(both, colour, 0.65);

/** What only one side has, on its way from what both have; a shifted spike is half of it. */
function differing(source: SpikeSource, from: number, to: number, theme: Theme, withoutShifted: boolean): Lane {
  const { both } = palettes[theme];
  const colour = sourceColour(theme, source.place);
  return { members: [{ raster: source.raster, kinds: source.kinds }], from, to, mixing: 'kinds', withoutShifted, colours: mixtures([both, shifted(both, colour), colour], mix) };
}

/** The strips of a row; `high` px each. */
function lanesOf(spec: RastersSpec, sources: readonly SpikeSource[], high: number, theme: Theme): Lane[] {
  const { both } = palettes[theme];
  if (spec.layout === 'interleaved') return sources.map((source, k) => plain(source, k / sources.length, (k + 1) / sources.length, theme));
  if (spec.layout === 'difference') {
    const [upper, lower] = sources;
    const sides = lower ? [upper, lower] : [upper];
    // A shifted spike is a short tick beside the middle of its row, where the row has room for four strips.
    if (high >= 4) return sides.flatMap((source, k) => [differing(source, k ? 0.7 : 0, k ? 1 : 0.3, theme, true), differing(source, k ? 0.5 : 0.3, k ? 0.7 : 0.5, theme, false)]);
    return sides.map((source, k) => differing(source, k / 2, (k + 1) / 2, theme, false));
  }
  if (sources.length === 1) return [plain(sources[0], 0, 1, theme)];
  const members = sources.map(({ raster }) => ({ raster }));
  const colours = sources.map(({ place }) => sourceColour(theme, place));
  if (sources.length === 2) return [{ members, from: 0, to: 1, mixing: 'share', colours: mixtures([colours[0], both, colours[1]], mix) }];
  return [{ members, from: 0, to: 1, mixing: 'either', colours: [...colours, both] }];
}

export interface BandFrame {
  /** CSS px. */
  readonly box: Box;
  readonly sources: readonly SpikeSource[];
  readonly lanes: readonly Lane[];
}

export interface RasterFrame {
  /** From the top of the first band to the bottom of the last. */
  readonly plot: Box;
  readonly bands: readonly BandFrame[];
  readonly keys: readonly KeyItem[];
  readonly rows: number;
}

const shifts = new WeakMap<Uint8Array, boolean>();

/** Whether any spike is shifted: looked up once for each array of kinds. */
function hasShifted(kinds: Uint8Array | undefined): boolean {
  if (!kinds) return false;
  const known = shifts.get(kinds) ?? kinds.includes(2);
  shifts.set(kinds, known);
  return known;
}

/** The key as data; empty where every band carries its own name. */
export function rasterKeys(spec: RastersSpec, theme: Theme): KeyItem[] {
  const sources = shownSources(spec);
  const { both } = palettes[theme];
  const named = (source: SpikeSource, sample: KeyItem['sample'], label = source.label): KeyItem => ({ label, sample, colour: sourceColour(theme, source.place), ink: sourceInk(theme, source.place) });
  switch (spec.layout) {
    case 'stack':
      return [];
    case 'interleaved':
      return sources.map((source) => named(source, 'full'));
    case 'overlay':
      return [...sources.map((source) => named(source, 'full')), ...(sources.length > 1 ? [{ label: sources.length > 2 ? 'several' : 'both', sample: 'full', colour: both } as const] : [])];
    case 'difference': {
      const [upper, lower] = sources;
      if (!lower) return sources.map((source) => named(source, 'upper'));
      return [
        { label: 'both', sample: 'full', colour: both },
        named(upper, 'upper', `only ${upper.label}`),
        named(lower, 'lower', `only ${lower.label}`),
        ...(sources.some(({ kinds }) => hasShifted(kinds)) ? [{ label: 'shifted', sample: 'near', colour: shifted(both, sourceColour(theme, upper.place)), second: shifted(both, sourceColour(theme, lower.place)) } as const] : []),
      ];
    }
  }
}

/** The frame of a figure `width × height` px. */
export function rasterFrame(spec: RastersSpec, { width, height, theme, ratio }: { readonly width: number; readonly height: number; readonly theme: Theme; readonly ratio: number }): RasterFrame {
  const sources = shownSources(spec);
  const rows = rowsOf(spec);
  const keys = rasterKeys(spec, theme);
  const across = Math.max(1, Math.round(width - SIDE.left - SIDE.right));
  const bandOf = (top: number, high: number, of: readonly SpikeSource[]): BandFrame => {
    const box = { x: SIDE.left, y: Math.round(top), width: across, height: Math.max(1, Math.round(high)) };
    return { box, sources: of, lanes: of.length ? lanesOf(spec, of, rows ? (box.height * ratio) / rows : 0, theme) : [] };
  };
  let bands: BandFrame[];
  if (spec.layout === 'stack' && sources.length) {
    const pitch = (height - BELOW + BAND_GAP) / sources.length;
    bands = sources.map((source, k) => bandOf(k * pitch + LABEL_LINE, pitch - LABEL_LINE - BAND_GAP, [source]));
  } else {
    const top = Math.max(LABEL_LINE, flowHeight(keyFlow(spec, keys), across) + 6);
    bands = [bandOf(top, height - BELOW - top, sources)];
  }
  const [first, last] = [bands[0].box, bands[bands.length - 1].box];
  return { plot: { ...first, height: last.y + last.height - first.y }, bands, keys, rows };
}

/** Room for the note that says how many spikes a pixel holds stays kept, so that nothing jumps when it comes. */
export const NOTE = 'up to 0000 spikes a pixel';
export const keyFlow = (spec: RastersSpec, keys: readonly KeyItem[]): KeyItem[] => (spec.sources.length ? [...keys, { label: NOTE, sample: null, colour: '' }] : [...keys]);

/** Px high where nothing else is said: rows that can be told apart where there are few, a calm block where there are many. */
export function rastersHeight(spec: RastersSpec, width: number): number {
  const sources = Math.max(1, shownSources(spec).length);
  const rows = rowsOf(spec);
  const inner = spec.layout === 'interleaved' ? Math.max(1, sources) * 5 + 4 : spec.layout === 'difference' ? 18 : rows <= 16 ? 15 : 11;
  const narrow = width < 480;
  const most = spec.layout === 'stack' ? Math.max(narrow ? 72 : 96, (narrow ? 420 : 640) / sources) : narrow ? 300 : 420;
  const band = Math.round(Math.max(44, Math.min(Math.min(most, 320 + (spec.layout === 'stack' ? 0 : 100)), rows * inner)));
  if (spec.layout === 'stack') return sources * (band + LABEL_LINE + BAND_GAP) - BAND_GAP + BELOW;
  const keys = keyFlow(spec, rasterKeys(spec, 'light'));
  return Math.max(LABEL_LINE, flowHeight(keys, width - SIDE.left - SIDE.right) + 6) + band + BELOW;
}
