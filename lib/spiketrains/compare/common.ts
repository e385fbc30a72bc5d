/** What several rasters have in common before they are compared: one unit, one span, one grid, as many neurons. */
import { lowerBound } from '../../numerics/search';
import { count, listed } from '../../numerics/words';
import type { Raster, TimeUnit } from '../../recording/raster';
import { quoted, readable, timeText } from '../report/words';
import { conversion, isReal, millisecond, rescaled } from './units';

export interface Frame {
  readonly unit: TimeUnit;
  /** What is compared, in `unit`; with a window, only that. */
  readonly edges: readonly [start: number, end: number];
  /** What any of the rasters observed, in `unit`. */
  readonly observed: readonly [start: number, end: number];
  /** Width of a grid cell, in `unit`. */
  readonly dt: number;
  /** Grid cells in `edges`. */
  readonly steps: number;
  /** Cells between the start of `observed` and that of `edges`. */
  readonly firstStep: number;
  /** Neurons 0 to this are compared. */
  readonly neurons: number;
  /** One step of a raster that is counted in steps, in `unit`. */
  readonly stepLength: number;
  /** Where the rasters differ, in sentences. */
  readonly notes: readonly string[];
}

export interface FrameOptions {
  /** The common unit. Default: that of the first raster with a real one. */
  readonly unit?: TimeUnit;
  /** Length of one step, in the common unit, for rasters that are counted in steps. */
  readonly dt?: number;
  /** Width of a grid cell, in the common unit. */
  readonly bin?: number;
}

/** The largest grid; a finer one says more of the clock than of the neurons. */
const MOST_STEPS = 2 ** 24;
/** Cells of a grid where neither unit nor step is known. */
const UNKNOWN_STEPS = 1000;
/** A time this share of a cell below the next one belongs to the next: k·dt is not always k times dt. As in `binCounts`. */
const SLACK = 1e-8;

const alike = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
const cellsIn = (span: number, dt: number): number => Math.max(1, Math.ceil(span / dt - SLACK));

function positive(value: number | undefined, what: string): void {
  if (value !== undefined && !(value > 0 && Number.isFinite(value))) throw new RangeError(`${what} must be a positive number, not ${value}.`);
}

/** The unit that was asked for, or that of the first raster that has a real one. */
function commonUnit(rasters: readonly Raster[], { unit: asked, dt }: FrameOptions): TimeUnit {
  const real = rasters.find(({ unit }) => isReal(unit));
  const unit = asked ?? real?.unit ?? 'step';
  if (!isReal(unit)) {
    if (real) throw new RangeError(`${quoted(real.name)} is in ${real.unit} and cannot be counted in steps.`);
    return unit;
  }
  const bare = rasters.find((raster) => !isReal(raster.unit));
  if (bare && dt === undefined) {
    const other = real?.unit === unit ? `${quoted(real.name)} in ${unit}` : `${unit} are asked for`;
    throw new RangeError(`${quoted(bare.name)} is counted in steps and ${other}: set how long one step of ${quoted(bare.name)} is.`);
  }
  return unit;
}

/** The grid where nobody chose one. */
function defaultStep(rasters: readonly Raster[], unit: TimeUnit, span: number, notes: string[]): number {
  const known = rasters.flatMap(({ dt }) => (dt === null ? [] : [dt]));
  let dt = known.length > 0 ? Math.max(...known) : isReal(unit) ? millisecond(unit) : span / UNKNOWN_STEPS || 1;
  if (known.some((other) => !alike(other, dt))) {
    notes.push(`The steps differ: ${said(rasters, 'has', 'have', (raster) => (raster.dt === null ? 'none' : timeText(raster.dt, unit)))}. The longest, ${timeText(dt, unit)}, is the grid.`);
  } else if (known.length < rasters.length) {
    notes.push(`${listed(rasters.filter((raster) => raster.dt === null).map(({ name }) => quoted(name)))} ${rasters.length - known.length > 1 ? 'have' : 'has'} no steps; the grid has cells of ${timeText(dt, unit)}.`);
  }
  const own = dt;
  while (cellsIn(span, dt) > MOST_STEPS) dt *= 10;
  if (dt !== own) notes.push(`${count(cellsIn(span, own))} steps are more than the ${count(MOST_STEPS)} of a grid; its cells are ${timeText(dt, unit)} wide.`);
  return dt;
}

/** Rasters that are named one by one in a sentence; of more, those that are alike are counted. */
const MOST_NAMED = 3;

/** `“a” has 3 and “b” has 2`; of many, `“a” has 3, 4 rasters have 2 and 2 have 1`. */
function said(rasters: readonly Raster[], one: string, many: string, of: (raster: Raster) => string): string {
  const groups = new Map<string, Raster[]>();
  for (const raster of rasters) {
    const key = rasters.length > MOST_NAMED ? of(raster) : raster.name + of(raster);
    groups.set(key, [...(groups.get(key) ?? []), raster]);
  }
  return listed([...groups.values()].map((group) => `${group.length === 1 ? `${quoted(group[0].name)} ${one}` : `${count(group.length)} rasters ${many}`} ${of(group[0])}`));
}

function noteDifferences(rasters: readonly Raster[], unit: TimeUnit, neurons: number, notes: string[]): void {
  if (rasters.some((raster) => raster.neurons !== neurons)) {
    notes.push(`The numbers of neurons differ: ${said(rasters, 'has', 'have', (raster) => count(raster.neurons))}. ${neurons === 1 ? 'The first is' : `The first ${count(neurons)} are`} compared.`);
  }
  const [{ start, end }] = rasters;
  if (rasters.some((raster) => !alike(raster.start, start) || !alike(raster.end, end))) {
    notes.push(`The spans differ: ${said(rasters, 'runs', 'run', (raster) => `from ${readable(raster.start, 10)} to ${timeText(raster.end, unit)}`)}. Where one was not observed it counts as silent.`);
  }
}

/**
 * Brings rasters to one frame.
 *
 * The unit is `unit`, or else that of the first raster with a real one. The edges are the union of what was observed. The grid step is
 * `bin`, or else the longest step that the rasters have; where all lie at any time it is 1 ms, and where the unit is
 * unknown too, a thousandth of the span. As many neurons are compared as the smallest raster has.
 *
 * @throws {RangeError} steps beside a real unit with no `dt`, a real unit where steps are asked for, an empty span, no neurons, a grid of more than 2²⁴ steps
 */
export function commonFrame(rasters: readonly Raster[], options: FrameOptions = {}): Frame {
  const { dt: stepLength, bin } = options;
  if (rasters.length === 0) throw new RangeError('There are no rasters to compare.');
  positive(stepLength, 'The length of a step');
  positive(bin, 'The width of a bin');
  const unit = commonUnit(rasters, options);
  const same = rasters.map((raster) => inUnit(raster, unit, stepLength ?? 1, true));
  const start = Math.min(...same.map((raster) => raster.start));
  const end = Math.max(...same.map((raster) => raster.end));
  const names = listed(rasters.map(({ name }) => quoted(name)));
  if (!(end > start)) throw new RangeError(`Nothing was observed in ${names}: the span from ${readable(start, 10)} to ${timeText(end, unit)} is empty.`);
  const neurons = Math.min(...rasters.map((raster) => raster.neurons));
  if (neurons === 0) throw new RangeError(`There is no neuron that ${names} all have.`);
  const notes: string[] = [];
  noteDifferences(same, unit, neurons, notes);
  const dt = bin ?? defaultStep(same, unit, end - start, notes);
  const steps = cellsIn(end - start, dt);
  if (steps > MOST_STEPS) throw new RangeError(`Cells of ${timeText(dt, unit)} make ${count(steps)} steps of ${names}; the limit is ${count(MOST_STEPS)}.`);
  return { unit, edges: [start, end], observed: [start, end], dt, steps, firstStep: 0, neurons, stepLength: stepLength ?? 1, notes };
}

/** A raster in a unit; with `bare`, without its spikes, which may be many. */
function inUnit(raster: Raster, unit: TimeUnit, stepLength: number, bare = false): Raster {
  return rescaled(bare ? { ...raster, times: new Float64Array(0) } : raster, unit, conversion(raster.unit, unit, stepLength));
}

/** A raster in the unit of a frame; itself where it has that unit. */
export const inFrame = (raster: Raster, frame: Frame): Raster => inUnit(raster, frame.unit, frame.stepLength);

/**
 * A part of a frame's time. It is widened to whole grid cells, so that no cell is counted in part.
 *
 * @throws {RangeError} a window that is empty or holds nothing of what was observed
 */
export function windowFrame(frame: Frame, [from, to]: readonly [number, number]): Frame {
  const { observed: [start, end], dt, unit } = frame;
  if (!(to > from && to > start && from < end)) throw new RangeError(`The window from ${readable(from, 10)} to ${timeText(to, unit)} holds nothing of what was observed, ${readable(start, 10)} to ${timeText(end, unit)}.`);
  const all = cellsIn(end - start, dt);
  const firstStep = Math.max(0, Math.floor((from - start) / dt + SLACK));
  const lastStep = Math.min(all, Math.max(firstStep + 1, Math.ceil((to - start) / dt - SLACK)));
  const edges = [start + firstStep * dt, lastStep === all ? end : start + lastStep * dt] as const;
  return { ...frame, edges, steps: lastStep - firstStep, firstStep };
}

/**
 * Places in `raster.times` of the spikes of one neuron whose cells lie in a frame: a spike a rounding before an edge is
 * behind it, as in `cellOf`. The end of what was observed belongs to the frame.
 */
export function placesIn({ times, offsets }: Raster, neuron: number, { edges: [from, to], observed: [start, end], dt }: Frame): readonly [from: number, to: number] {
  const [first, last] = [offsets[neuron], offsets[neuron + 1]];
  const place = (edge: number): number => lowerBound(times, edge - SLACK * dt, first, last);
  return [from > start ? place(from) : first, to < end ? place(to) : last];
}

/**
 * The spike times of one neuron that lie in a frame, none before its start; the raster is in the frame's unit. A view, but
 * for trains with a spike that lies a rounding before the start.
 */
export function trainIn(raster: Raster, neuron: number, frame: Frame): Float64Array {
  const train = raster.times.subarray(...placesIn(raster, neuron, frame));
  const [start] = frame.edges;
  return train.length > 0 && train[0] < start ? train.map((time) => Math.max(start, time)) : train;
}

/** The grid cell of a time that lies in a frame, counted from its start. */
export const cellOf = (time: number, { edges: [start], dt, steps }: Frame): number => Math.max(0, Math.min(steps - 1, Math.floor((time - start) / dt + SLACK)));

/**
 * The neurons that are compared.
 * @throws {RangeError} one that not all rasters have
 */
export function neuronsOf(frame: Frame, chosen?: Uint32Array): Uint32Array {
  if (!chosen) return Uint32Array.from({ length: frame.neurons }, (_, n) => n);
  const beyond = chosen.find((n) => n >= frame.neurons);
  if (beyond !== undefined) throw new RangeError(`Neuron ${beyond} cannot be compared; there are ${count(frame.neurons)}, counted from 0.`);
  if (chosen.length === 0) throw new RangeError('No neuron is chosen.');
  return chosen;
}
