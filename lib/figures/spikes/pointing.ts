/** Finding one's way in a figure of spikes, with a pointer and with keys. */
import { cellAt, inFigure } from '../hitTest';
import { fixed } from '../format';
import { printable } from '../training/fit';
import { barAt, barEdges, barsWindow } from './bars';
import { lengthText, timeText, valueText } from './numbers';
import { lineValue } from './plot';
import { rateOf } from './rate';
import { rowsOf, shownSources } from './rasterFrame';
import { rowOfNeuron } from './rasters';
import { nearestValue } from './traces';
import type { AcrossPoint, BarsSpec, PairPoint, PairsSpec, RastersSpec, SpikePoint, SpikeSource, SpikeSpec, TimeWindow } from './types';
import { lowerBound } from './visible';

/** Spikes this near to the pointer, in px, are meant. */
const NEAR = 5;

/** The spike of a neuron that is nearest to `time`; null where it has none. */
export function nearestSpike({ raster }: Pick<SpikeSource, 'raster'>, neuron: number, time: number): number | null {
  const { times, offsets, neurons } = raster;
  if (neuron >= neurons || offsets[neuron] === offsets[neuron + 1]) return null;
  const next = lowerBound(times, time, offsets[neuron], offsets[neuron + 1]);
  if (next === offsets[neuron + 1]) return times[next - 1];
  if (next === offsets[neuron]) return times[next];
  return time - times[next - 1] < times[next] - time ? times[next - 1] : times[next];
}

/** Steps of time are cells: the one that `time` lies in. */
const onGrid = ({ raster: { start, dt } }: SpikeSource, time: number): number => (dt === null ? time : start + Math.floor((time - start) / dt + 1e-9) * dt);

/** Which source a place within a row belongs to; none where all lie over each other. */
function sourceWithin({ layout }: RastersSpec, sources: readonly SpikeSource[], share: number): number | undefined {
  if (layout === 'interleaved' || layout === 'difference') return Math.min(sources.length - 1, Math.floor(share * sources.length));
  return sources.length === 1 ? 0 : undefined;
}

function rasterAt(spec: RastersSpec, boxes: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[], x: number, y: number): AcrossPoint | null {
  const sources = shownSources(spec);
  const rows = rowsOf(spec);
  const { order, window } = spec;
  const band = boxes.findIndex((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height);
  if (band < 0 || rows === 0 || sources.length === 0) return null;
  const box = boxes[band];
  const place = ((y - box.y) / box.height) * rows;
  const row = Math.min(rows - 1, Math.floor(place));
  const neuron = order ? order[row] : row;
  const source = spec.layout === 'stack' ? band : sourceWithin(spec, sources, place - row);
  const perPx = (window[1] - window[0]) / box.width;
  const time = window[0] + (x - box.x) * perPx;
  const meant = source === undefined ? sources : [sources[source]];
  const inCell = onGrid(meant[0], time);
  // Where a step is wide enough to be pointed at, it is what is pointed at.
  if (meant[0].raster.dt !== null && meant[0].raster.dt >= 2 * perPx) return { time: inCell, neuron, source, row };
  const near = meant.map((one) => nearestSpike(one, neuron, time)).filter((spike) => spike !== null && Math.abs(spike - time) <= NEAR * perPx && spike >= window[0] && spike <= window[1]);
  const [found = inCell] = near.sort((a, b) => Math.abs(a! - time) - Math.abs(b! - time));
  // Rows finer than that cannot be aimed at.
  return { time: box.height / rows >= 2 ? found! : time, neuron, source, row };
}

/** What lies under the pointer in a drawn figure; null where nothing does. */
export function spikesAt(host: HTMLElement, spec: SpikeSpec, clientX: number, clientY: number): SpikePoint | null {
  const found = inFigure(host, clientX, clientY);
  if (!found) return null;
  const { geometry, drawing, x, y } = found;
  const { plot, window: [from, to] } = geometry;
  if (spec.figure === 'rasters') return rasterAt(spec, drawing.boxes ?? [], x, y);
  if (spec.figure === 'pairs') {
    const cell = cellAt(geometry, x, y);
    return cell && { pair: [spec.order[cell.neuron], spec.order[cell.step]] };
  }
  if (x < plot.x || x > plot.x + plot.width) return null;
  const at = from + ((x - plot.x) / plot.width) * (to - from);
  return { time: spec.figure === 'bars' ? middleOfBin(spec, at) : at };
}

/** The middle of the first series' bin in which `at` lies, or the place itself beyond all bins. */
function middleOfBin({ series, bins }: BarsSpec, at: number): number {
  for (const one of series) {
    const bin = barAt(one, bins, at);
    if (bin < 0) continue;
    const edges = barEdges(one, bins);
    return (edges[bin] + edges[bin + 1]) / 2;
  }
  return at;
}

/** What is shown across, and how far an arrow key goes. */
function reachOf(spec: Exclude<SpikeSpec, PairsSpec>): { readonly window: TimeWindow; readonly step: number } {
  if (spec.figure === 'bars') {
    const window = barsWindow(spec);
    const edges = spec.series.length ? barEdges(spec.series[0], spec.bins) : null;
    return { window, step: edges && edges.length > 1 ? edges[1] - edges[0] : window[1] - window[0] };
  }
  const { window } = spec;
  const fine = (window[1] - window[0]) / 200;
  if (spec.figure === 'rate') return { window, step: Math.max(spec.bin, fine) };
  if (spec.figure === 'profile') return { window, step: fine };
  const dt = spec.figure === 'traces' ? spec.lines[0]?.dt : shownSources(spec)[0]?.raster.dt;
  return { window, step: dt ? dt * Math.max(1, Math.round(fine / dt)) : fine };
}

const held = (value: number, lo: number, hi: number): number => Math.max(lo, Math.min(hi, value));

/** Where an arrow key leads from `point`; null for any other key. Home and End go to the ends of what is shown. */
export function spikesStep(spec: SpikeSpec, point: SpikePoint | null, key: string, { far = false }: { readonly far?: boolean } = {}): SpikePoint | null {
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-Infinity, 0], End: [Infinity, 0] }[key];
  if (!by) return null;
  const pace = far ? 8 : 1;
  if (spec.figure === 'pairs') {
    const size = spec.order.length;
    if (size === 0) return null;
    if (!point || !('pair' in point)) return { pair: [spec.order[0], spec.order[0]] };
    const [row, column] = point.pair.map((source) => Math.max(0, spec.order.indexOf(source)));
    return { pair: [spec.order[held(row + pace * by[1], 0, size - 1)], spec.order[held(column + pace * by[0], 0, size - 1)]] };
  }
  const { window: [from, to], step } = reachOf(spec);
  const before = point && 'time' in point ? point : null;
  const last = spec.figure === 'rasters' ? to - (shownSources(spec)[0]?.raster.dt ?? 0) : to;
  const time = before ? held(before.time + pace * by[0] * step, from, Math.max(from, last)) : key === 'End' ? Math.max(from, last) : from + (spec.figure === 'bars' ? step / 2 : 0);
  if (spec.figure === 'bars') return { time: middleOfBin(spec, time) };
  if (spec.figure !== 'rasters') return { time };
  const rows = rowsOf(spec);
  if (rows === 0) return null;
  const row = held((before?.row ?? 0) + (before ? pace * by[1] : 0), 0, rows - 1);
  return { time, row, neuron: spec.order ? spec.order[row] : row, source: before?.source };
}

/** `LIF fires`, `PSU 1.20 ms later`, `IPSU never fires`. */
function sourceSaid(source: SpikeSource, neuron: number, time: number, { window, unit }: RastersSpec): string {
  const label = printable(source.label);
  if (neuron >= source.raster.neurons) return `${label} has no such neuron`;
  const nearest = nearestSpike(source, neuron, time);
  if (nearest === null) return `${label} never fires`;
  const apart = nearest - time;
  const { dt } = source.raster;
  if (Math.abs(apart) <= (dt === null ? (window[1] - window[0]) * 1e-9 : dt * 1e-6)) return `${label} fires`;
  return `${label} ${lengthText(Math.abs(apart), window, unit)} ${apart > 0 ? 'later' : 'earlier'}`;
}

/** More sources than this are not read out one by one. */
const SAID = 4;

function rastersReadout(spec: RastersSpec, { time, neuron, source }: AcrossPoint): string {
  const at = timeText(time, spec.window, spec.unit);
  const rows = rowsOf(spec);
  if (neuron === undefined || rowOfNeuron(spec.order, rows, neuron) < 0) return at;
  const sources = shownSources(spec);
  const first = source === undefined ? [] : [sources[source]].filter(Boolean);
  const told = [...first, ...sources.filter((one) => !first.includes(one))].slice(0, SAID);
  const more = sources.length - told.length;
  return `neuron ${neuron}, ${at}: ${told.map((one) => sourceSaid(one, neuron, time, spec)).join(', ')}${more ? `, and ${more} more` : ''}`;
}

function pairsReadout({ labels, values, name, digits = 2 }: PairsSpec, { pair: [row, column] }: PairPoint): string {
  const value = values[row * labels.length + column];
  return row < labels.length && column < labels.length ? `${printable(labels[row])} and ${printable(labels[column])}: ${name} ${Number.isFinite(value) ? fixed(value, digits + 1) : 'is not defined'}` : '';
}

/** What is under the cursor, in numbers. */
export function spikesReadout(spec: SpikeSpec, point: SpikePoint | null): string {
  if (!point) return '';
  if ('pair' in point) return spec.figure === 'pairs' ? pairsReadout(spec, point) : '';
  const { time } = point;
  const values = (parts: readonly (readonly [label: string, value: number])[]): string =>
    parts.filter(([, value]) => Number.isFinite(value)).map(([label, value]) => `${printable(label)} ${valueText(value)}`).join(', ') || 'no value';
  switch (spec.figure) {
    case 'rasters':
      return rastersReadout(spec, point);
    case 'rate':
      return `${timeText(time, spec.window, spec.unit)}: ${values(spec.sources.map(({ label, raster }) => { const { x, y } = rateOf(raster, spec.order, spec.bin, spec.window); return [label, lineValue(x, y, 'step', time)]; }))} spikes a neuron`;
    case 'bars':
      return `${valueText(time)}: ${values(spec.series.map((one) => [one.label, one.y[barAt(one, spec.bins, time)] ?? Number.NaN]))}`;
    case 'profile':
      return `${valueText(time)}: ${values(spec.lines.map(({ label, x, y, kind }) => [label, lineValue(x, y, kind, time)]))}`;
    case 'traces':
      return `${timeText(time, spec.window, spec.unit)}: ${values(spec.lines.map((one) => [one.label, one.values[nearestValue(one, time)] ?? Number.NaN]))}`;
    case 'pairs':
      return '';
  }
}
