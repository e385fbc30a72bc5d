import { AXIS_HEIGHT, heightScale, plotBox, valueAxis, widthScale, type LinearScale, type Margins } from '../axes';
import { show, type Box, type Drawing } from '../figure';
import { percent, tickPlaces } from '../format';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from '../marks';
import { keyColour, keyDash, legible, type ColourKey } from '../neuronColours';
import { palettes, type Theme } from '../palette';
import { endLabels, endRoom, keyMarks, keyWidth, type EndLabel, type KeyItem } from './curveLabels';
import { bandPath, inOrder, lonely, meanPath, thinned, type CurvePoint } from './curvePath';
import { acrossAxis, logScale } from './curveScale';
import { curvesDomain, valueAt, type Domain } from './curveValues';
import { emptyMarks, printable, shorten } from './fit';
import { amount, logTick, type Unit } from './numbers';

export interface CurveSeries {
  /** Stands at the end of the line; an empty one stands nowhere. */
  readonly label: string;
  readonly colour: ColourKey;
  readonly points: readonly CurvePoint[];
  /** `solid` is what was validated, `thin` what was trained on. Default `solid`. */
  readonly style?: 'solid' | 'thin';
  /** How many seeds the spread is of. */
  readonly seeds?: number;
}

/** A horizontal line to be measured against: chance, a linear classifier. */
export interface Reference {
  readonly label: string;
  readonly value: number;
}

export interface CurvesData {
  /** Treated as immutable: new points, new array. */
  readonly series: readonly CurveSeries[];
  readonly references?: readonly Reference[];
}

export interface CurvesOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Default `epoch`. */
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** `share` writes 0.973 as 97.3 %. Default `number`. */
  readonly unit?: Unit;
  /** Powers of ten equally far apart. */
  readonly log?: boolean;
  /** Where x is going to end, so that the axis stands still while a training goes on. */
  readonly xEnd?: number;
  /** A part of y to look at; default all. */
  readonly yDomain?: readonly [number, number];
  /** The x under the cursor. */
  readonly cursor?: number | null;
  /** Names of the two kinds of lines, where both are drawn. */
  readonly styles?: { readonly solid: string; readonly thin: string };
  /** What is said while there is no point. */
  readonly empty?: string;
  readonly margins?: Partial<Margins>;
}

const EMPTY = 'Nothing to draw yet: there is no point.';

/** What has to be explained: two kinds of lines, a band. */
function keyItems(series: readonly CurveSeries[], { solid, thin }: NonNullable<CurvesOptions['styles']>): KeyItem[] {
  const thins = series.filter(({ style }) => style === 'thin').length;
  const banded = series.filter(({ points }) => points.some(([, , lo, hi]) => Number.isFinite(lo) && hi !== lo));
  const seeds = new Set(banded.map((one) => one.seeds));
  const [only] = seeds;
  return [
    ...(thins && thins < series.length ? [{ label: printable(solid), sample: 'solid' }, { label: printable(thin), sample: 'thin' }] as const : []),
    ...(banded.length ? [{ label: seeds.size === 1 && only ? `± s.d., ${only} seeds` : '± s.d.', sample: 'band' } as const] : []),
  ];
}

function seriesMarks(series: readonly CurveSeries[], plot: Box, x: LinearScale, y: LinearScale, theme: Theme): Mark[] {
  const floor = plot.y + plot.height;
  const clamped = (value: number): number => (Number.isFinite(y(value)) ? Math.min(floor, Math.max(plot.y, y(value))) : Number.NaN);
  const inside = (value: number): number => (clamped(value) === y(value) ? y(value) : Number.NaN);
  const drawn = series.map((one) => ({ ...one, stroke: keyColour(theme, one.colour), shown: thinned(inOrder(one.points), x, plot.width) }));
  const bands = drawn.flatMap(({ shown, stroke, colour }) => {
    const d = bandPath(shown, x, clamped, floor);
    return d ? [mark('path', { class: `band ${colour}`, d, fill: stroke, 'fill-opacity': 0.14 })] : [];
  });
  const lines = drawn.flatMap(({ shown, points, stroke, colour, style }) => {
    const thin = style === 'thin';
    const weight = { 'stroke-width': thin || points.length > 4 * plot.width ? 1 : 2, 'stroke-opacity': thin ? 0.7 : 1 };
    const d = meanPath(shown, x, y, plot.y, floor);
    const last = shown.findLast(([, mean]) => Number.isFinite(inside(mean)));
    // A line that ends before the plot does ends in a dot.
    const early = last && x(last[0]) < plot.x + plot.width - 6 ? [last] : [];
    const alone = lonely(shown, inside).filter((point) => point !== early[0]);
    const dots = [...alone, ...early].map(([at, mean]) => mark('circle', { cx: x(at), cy: y(mean), r: thin ? 2 : 3, fill: stroke }));
    return [...(d ? [mark('path', { class: `series ${colour}`, d, fill: 'none', stroke, ...weight, 'stroke-linejoin': 'round', 'stroke-dasharray': keyDash(colour) })] : []), ...dots];
  });
  return [...(bands.length ? [group('bands', bands)] : []), group('lines', lines)];
}

function axisLeft(plot: Box, y: LinearScale, theme: Theme, unit: Unit, log: boolean): Mark {
  const places = tickPlaces(y.ticks(Math.max(2, Math.floor(plot.height / 40))));
  if (log) return valueAxis(plot, y, theme, logTick);
  return unit === 'share' ? valueAxis(plot, y, theme, (value) => percent(value, Math.max(0, places - 2))) : valueAxis(plot, y, theme);
}

interface Scales {
  readonly plot: Box;
  readonly x: LinearScale;
  readonly y: LinearScale;
}

function scalesOf(domain: Domain, options: CurvesOptions, top: number, right: number): Scales {
  const plot = plotBox(options.width, options.height, { top, right, bottom: AXIS_HEIGHT + 6, left: 46, ...options.margins });
  const y = options.log ? logScale(domain.y, [plot.y + plot.height, plot.y]) : heightScale(plot, domain.y);
  return { plot, x: widthScale(plot, domain.x), y };
}

/** Learning curves before they touch a document. */
export function curvesDrawing(data: CurvesData, options: CurvesOptions): Drawing {
  const { theme, width, height, xLabel = 'epoch', yLabel = '', unit = 'number', log = false, xEnd, yDomain, cursor = null, empty = EMPTY } = options;
  const { ink, muted, axis, paper } = palettes[theme];
  const keys = keyItems(data.series, options.styles ?? { solid: 'validation', thin: 'training' });
  const beside = keyWidth(keys) + textWidth(yLabel) + 20 <= width;
  const top = (yLabel || keys.length ? FONT_SIZE + 10 : 8) + (keys.length && !beside && yLabel ? FONT_SIZE + 4 : 0);
  const domain = curvesDomain(data, { log, unit, xEnd, yDomain });
  const name = yLabel ? [text(0, FONT_SIZE, shorten(yLabel, width), { fill: muted, className: 'axis-label' })] : [];
  if (!domain) {
    const { plot } = scalesOf({ x: [0, 1], y: [1, 2], last: null, whole: true }, options, top, 4);
    const base = plot.y + plot.height;
    return { width, height, theme, marks: [...name, line(plot.x, base, plot.x + plot.width, base, axis), ...emptyMarks({ x: 0, y: plot.y, width, height: plot.height }, empty, theme)] };
  }

  const values = data.series.map((one) => valueAt(one.points, cursor));
  const named = data.series.flatMap((one, k) => (one.label && values[k].last ? [{ one, ...values[k], last: values[k].last }] : []));
  const references = (data.references ?? []).filter(({ value }) => domain.y[0] <= value && value <= domain.y[1]);
  // The room is for the widest value, so that nothing jumps when a cursor comes.
  const widest = unit === 'share' ? '100.0 %' : '0.0000';
  const most = 0.42 * width;
  const room = Math.min(most, endRoom(named.map(({ one }) => ({ label: one.label, value: widest }))));
  const namedReferences = references.map(({ label, value }) => ({ label, value: amount(value, unit) }));
  const outside = endRoom(namedReferences) <= Math.max(room, 0.3 * width);
  const right = outside ? Math.max(room, endRoom(namedReferences)) : room;
  const { plot, x, y } = scalesOf(domain, options, top, right);
  const end = plot.x + plot.width;
  const inPlot = (value: number): number => Math.min(plot.y + plot.height, Math.max(plot.y, y(value)));

  // While a training goes on its names go along with the ends of the lines.
  const latest = Math.min(end, x(named.reduce((most, { last }) => Math.max(most, last[0]), domain.x[0])));
  const labels: EndLabel[] = named.map(({ one, here, last }) => {
    const colour = keyColour(theme, one.colour);
    const value = here ? here[1] : cursor === null ? last[1] : Number.NaN;
    return { label: one.label, value: amount(value, unit), at: inPlot(last[1]), from: latest, colour, ink: legible(theme, colour), important: one.style !== 'thin' };
  });
  if (outside) labels.push(...references.map(({ value }, k): EndLabel => ({ ...namedReferences[k], at: inPlot(value), from: end, colour: muted, ink: muted, important: true })));

  const shownCursor = cursor !== null && cursor >= domain.x[0] && cursor <= domain.x[1] ? cursor : null;
  const marks: Mark[] = [
    axisLeft(plot, y, theme, unit, log),
    acrossAxis(plot, x, domain.x, { label: printable(xLabel), theme, width, whole: domain.whole, last: domain.last, cursor: shownCursor }),
    ...name,
    ...(keys.length ? [keyMarks(keys, beside ? width - keyWidth(keys) : 0, beside || !yLabel ? FONT_SIZE : 2 * FONT_SIZE + 4, width, theme)] : []),
    ...references.map(({ value }) => line(plot.x, inPlot(value), end, inPlot(value), muted, { class: 'reference', 'stroke-dasharray': '4 3' })),
    ...seriesMarks(data.series, plot, x, y, theme),
  ];
  if (!outside) {
    marks.push(group('references', references.map(({ value }, k) => text(plot.x + 4, inPlot(value) - 4, shorten(`${namedReferences[k].label} ${namedReferences[k].value}`, plot.width - 8), { fill: muted, halo: paper, className: 'direct-label' }))));
  }
  if (shownCursor !== null) {
    const dots = data.series.flatMap((one, k) => {
      const { here } = values[k];
      return here && inPlot(here[1]) === y(here[1]) ? [mark('circle', { cx: x(here[0]), cy: inPlot(here[1]), r: 3, fill: keyColour(theme, one.colour), stroke: paper, 'stroke-width': 1 })] : [];
    });
    marks.push(group('cursor', [line(x(shownCursor), plot.y, x(shownCursor), plot.y + plot.height, ink, { 'stroke-opacity': 0.6 }), ...dots]));
  }
  marks.push(endLabels(labels, plot, right, theme));
  return { width, height, theme, marks, geometry: { plot, window: domain.x } };
}

/** Draws learning curves into `host`: means as lines, their spread as bands, names at their ends. */
export function drawCurves(host: HTMLElement, data: CurvesData, options: CurvesOptions): void {
  show(host, curvesDrawing(data, options));
}
