/** The numbers of a figure of spikes: a table to read and a file to take along, from the same rows. */
import { count } from '../../numerics/words';
import { csvCell } from '../../recording/csvCell';
import { inPieces, shortest } from '../csv';
import { trimmed } from '../format';
import { printable } from '../training/fit';
import { barEdges } from './bars';
import { timeLabel, valueText } from './numbers';
import { lineValue } from './plot';
import { rateOf } from './rate';
import { shownSources } from './rasterFrame';
import { nearestValue } from './traces';
import type { BarsSpec, ProfileSpec, RastersSpec, RateSpec, SpikeSpec, TracesSpec } from './types';
import { lowerBound, rowCount, spikesInWindow, upperBound } from './visible';

type Field = string | number;

interface Rows {
  readonly columns: readonly string[];
  readonly rows: () => Iterable<readonly Field[]>;
  readonly length: number;
}

const KINDS = ['both', 'only here', 'shifted'];

/** One row a spike of the window, neurons in the order shown. */
function spikeRows(spec: RastersSpec): Rows {
  const { order, window, unit } = spec;
  const sources = shownSources(spec);
  const kinds = spec.layout === 'difference';
  return {
    columns: ['source', 'neuron', timeLabel(unit), ...(kinds ? ['kind'] : [])],
    length: sources.reduce((sum, { raster }) => sum + spikesInWindow(raster, order, window), 0),
    *rows() {
      for (const { label, raster, kinds: of } of sources) {
        for (let row = 0; row < rowCount(order, raster.neurons); row++) {
          const n = order ? order[row] : row;
          if (n >= raster.neurons) continue;
          const end = upperBound(raster.times, window[1], raster.offsets[n], raster.offsets[n + 1]);
          for (let k = lowerBound(raster.times, window[0], raster.offsets[n], end); k < end; k++) yield [label, n, raster.times[k], ...(kinds ? [KINDS[of?.[k] ?? 0]] : [])];
        }
      }
    },
  };
}

function rateRows({ sources, order, window, bin, unit }: RateSpec): Rows {
  const rates = sources.map(({ raster }) => rateOf(raster, order, bin, window));
  const [longest] = [...rates].sort((a, b) => b.y.length - a.y.length);
  return {
    columns: [`bin from (${unit})`, `to (${unit})`, ...sources.map(({ label }) => label)],
    length: longest?.y.length ?? 0,
    *rows() {
      for (let k = 0; k < (longest?.y.length ?? 0); k++) yield [longest.x[k], longest.x[k + 1], ...rates.map(({ x, y }) => lineValue(x, y, 'step', longest.x[k]))];
    },
  };
}

/** One row a bin, series below each other: their bins need not be the same. */
function barRows({ series, bins, xLabel, yLabel }: BarsSpec): Rows {
  return {
    columns: ['series', `${xLabel} from`, 'to', yLabel],
    length: series.reduce((sum, { y }) => sum + y.length, 0),
    *rows() {
      for (const one of series) {
        const edges = barEdges(one, bins);
        for (let k = 0; k < one.y.length; k++) yield [one.label, edges[k], edges[k + 1], one.y[k]];
      }
    },
  };
}

const inside = (time: number, [from, to]: readonly [number, number]): boolean => time >= from && time <= to;

function profileRows({ lines, window, xLabel, yLabel }: ProfileSpec): Rows {
  return {
    columns: ['line', xLabel, yLabel],
    length: lines.reduce((sum, { x, y }) => sum + y.reduce((n, _, k) => n + (inside(x[k], window) ? 1 : 0), 0), 0),
    *rows() {
      for (const { label, x, y } of lines) for (let k = 0; k < y.length; k++) if (inside(x[k], window)) yield [label, x[k], y[k]];
    },
  };
}

function traceRows({ lines, window: [from, to], unit }: TracesSpec): Rows {
  const [first] = lines;
  const begin = first ? Math.max(0, Math.ceil((from - first.start) / first.dt)) : 0;
  const end = first ? Math.min(first.values.length, Math.floor((to - first.start) / first.dt) + 1) : 0;
  return {
    columns: [timeLabel(unit), ...lines.map(({ label }) => label)],
    length: Math.max(0, end - begin),
    *rows() {
      for (let k = begin; k < end; k++) {
        const time = first.start + k * first.dt;
        yield [time, ...lines.map((one) => one.values[nearestValue(one, time)] ?? Number.NaN)];
      }
    },
  };
}

function rowsOf(spec: SpikeSpec): Rows {
  switch (spec.figure) {
    case 'rasters':
      return spikeRows(spec);
    case 'rate':
      return rateRows(spec);
    case 'bars':
      return barRows(spec);
    case 'pairs': {
      const { labels, values, order } = spec;
      return {
        columns: ['', ...Array.from(order, (k) => labels[k])],
        length: order.length,
        *rows() {
          for (const row of order) yield [labels[row], ...Array.from(order, (column) => values[row * labels.length + column])];
        },
      };
    }
    case 'profile':
      return profileRows(spec);
    case 'traces':
      return traceRows(spec);
  }
}

/** What is no finite number stays empty in a file. */
const inFile = (field: Field): string => (typeof field === 'string' ? csvCell(printable(field)) : Number.isFinite(field) ? shortest(field) : '');

/** Comma-separated values, in pieces for a Blob. */
export function spikesCsv(spec: SpikeSpec): string[] {
  const { columns, rows } = rowsOf(spec);
  function* lines(): Generator<string> {
    yield columns.map((name) => csvCell(printable(name))).join(',');
    for (const row of rows()) yield row.map(inFile).join(',');
  }
  return inPieces(lines());
}

/** Times keep their decimals; what would read as zero is written in powers of ten. */
const numberInTable = (value: number): string => (Math.abs(value) < 1e-3 && value !== 0 ? valueText(value) : trimmed(value, 6));

/** More rows than this are for the file. */
export const MOST_ROWS = 500;

/** A table to read. Columns of one name are told apart by their place. */
export function spikesTable(spec: SpikeSpec): { readonly columns: string[]; readonly rows: string[][]; readonly note?: string } {
  const { columns, rows, length } = rowsOf(spec);
  const shown: string[][] = [];
  for (const row of rows()) {
    if (shown.length === MOST_ROWS) break;
    shown.push(row.map((field) => (typeof field === 'string' ? printable(field) : numberInTable(field))));
  }
  const names = columns.map(printable);
  return {
    columns: names.map((name, k) => (names.indexOf(name) === k ? name : `${name} (${k})`)),
    rows: shown,
    ...(length > MOST_ROWS && { note: `The first ${MOST_ROWS} of ${count(length)} rows; the CSV file holds all.` }),
  };
}
