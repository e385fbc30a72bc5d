import type { Pieces } from '@/lib/numerics/pieces';
import type { Raster, RasterTrace, TimeUnit } from '@/lib/recording/raster';

import { count, plural } from '@/lib/numerics/words';
import { FormatError, shown } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import { readCells } from '../arrays/arrays';
import { columnsOf, isTimeName, unitOfName } from '../columns';
import { unitIsOpen, type Understood } from '../common';
import { readPairs, unitQuestion } from '../pairs';
import { isSpikesName, type TableSummary } from './kind';
import type { TextTable } from './table';
import type { SpikeOptions, SpikeQuestion } from '../types';

/** A text whose rows are all of one length. */
export interface TextColumns {
  readonly table: TextTable;
  readonly summary: TableSummary;
  readonly names: readonly string[] | null;
}

interface Frame {
  readonly options: SpikeOptions;
  readonly name: string;
  readonly file: string;
}

/** The line of a row of numbers; blank rows are not counted. */
function lineOfRow({ ends, lines }: TextTable, row: number): string {
  let [seen, before] = [-1, 0];
  for (let k = 0; k < ends.length; k++) {
    if (ends.at(k) > before && ++seen === row) return `line ${lines.at(k)}`;
    before = ends.at(k);
  }
  return `row ${row + 1}`;
}

/** Which column of two is likely the neuron where no names say so, and whether that is a guess. */
function usualNeuron({ columns: [first, second] }: TableSummary): { readonly neuron: 0 | 1; readonly doubtful: boolean } {
  if (first.whole !== second.whole) return { neuron: first.whole ? 0 : 1, doubtful: false };
  // Neurons repeat more often than times; of two alike, the one in order is rather the time.
  const likelySecond = first.different === second.different ? first.rising && !second.rising : second.different < first.different;
  return { neuron: likelySecond ? 1 : 0, doubtful: true };
}

/** Reads rows of a neuron and a time, or of events of a camera, or one column of times. */
export function* readPairsText({ table, summary, names }: TextColumns, frame: Frame): Pieces<Understood> {
  const { values, rows, width } = table;
  const at = (column: number) => (row: number): number => values.at(row * width + column);
  const place = (row: number): string => lineOfRow(table, row);
  const named = names && columnsOf(new Map(names.map((name, column) => [name, at(column)])), rows, place);
  if (named) {
    const understood = yield* named.read(frame);
    return { ...understood, facts: [['Columns', names.map((name) => shown(name)).slice(0, 12).join(', ')], ...understood.facts] };
  }
  if (width === 1) {
    const understood = yield* readPairs({ length: rows, neuron: () => 0, time: at(0), place, unit: names ? unitOfName(names[0]) : null }, frame);
    return { ...understood, facts: [['Columns', 'times of one neuron'], ...understood.facts] };
  }
  if (width !== 2) throw new FormatError(frame.file, 'columns', `the rows have ${plural(width, 'column')}; pairs have two columns, or names that say which are the neuron and the time.`);
  const { neuron: usual, doubtful } = usualNeuron(summary);
  const roles = frame.options.axes ?? (usual === 0 ? ['neuron', 'time'] : ['time', 'neuron']);
  if (roles.length !== 2 || !roles.includes('time') || !roles.includes('neuron')) {
    throw new FormatError(frame.file, 'axes', 'the option axes should call one of the two columns time and the other neuron.');
  }
  const neuron = roles.indexOf('neuron');
  const question: SpikeQuestion = {
    id: 'transpose',
    sentence: `Both columns hold whole numbers; column ${neuron + 1} is taken for the neuron and column ${2 - neuron} for the time. Is it the other way round?`,
    answers: [{ label: 'Swap the columns', options: { axes: [...roles].reverse() } }],
  };
  const understood = yield* readPairs({ length: rows, neuron: at(neuron), time: at(1 - neuron), place, unit: null }, frame);
  return {
    ...understood,
    facts: [['Columns', roles.join(', ')], ...understood.facts],
    questions: [...(doubtful && neuron === usual ? [question] : []), ...understood.questions],
    options: { ...understood.options, axes: roles },
  };
}

/** A column that only says the time of each row. */
interface TimeColumn {
  readonly column: number;
  readonly start: number;
  readonly dt: number;
  readonly unit: TimeUnit | null;
}

/** Share of a step by which a written time may miss its grid. */
const slack = 1e-3;

/** The column of times, by its name, or the first where it rises in equal steps and there are others beside one. */
function timeColumn({ table, summary, names }: TextColumns): TimeColumn | null {
  const { values, rows, width } = table;
  const named = names?.findIndex(isTimeName) ?? -1;
  const column = named >= 0 ? named : 0;
  if (rows < 3 || width < 2 || (named < 0 && (width < 3 || !summary.columns[0].strictly))) return null;
  const start = values.at(column);
  const dt = (values.at((rows - 1) * width + column) - start) / (rows - 1);
  if (!(dt > 0)) return null;
  for (let row = 0; row < rows; row++) {
    if (Math.abs(values.at(row * width + column) - start - row * dt) > slack * dt) return null;
  }
  // Written decimals are a little off; the step itself has few digits.
  return { column, start, dt: Number(dt.toPrecision(9)), unit: named >= 0 && names ? unitOfName(names[named]) : null };
}

/** The raster on the steps of a column of times. */
function onTimes(raster: Raster, time: TimeColumn | null): Raster {
  if (!time || (time.dt === 1 && time.start === 0 && time.unit === null)) return raster;
  const { start, dt, unit } = time;
  const { times } = raster;
  for (let k = 0; k < times.length; k++) times[k] = start + times[k] * dt;
  return { ...raster, start, end: start + raster.end * dt, dt, unit: unit ?? 'step' };
}

const stepQuestion: SpikeQuestion = {
  id: 'unit',
  sentence: 'The file does not say how long a step is; times are counted in steps.',
  answers: [
    { label: '0.1 ms a step', options: { dt: 0.1, unit: 'ms' } },
    { label: '1 ms a step', options: { dt: 1, unit: 'ms' } },
  ],
};

function timeQuestions(time: TimeColumn | null, options: SpikeOptions): SpikeQuestion[] {
  if (time?.unit) return [];
  // A column that only numbers the rows says nothing about time.
  if (!time || time.dt === 1) return unitIsOpen(options) ? [stepQuestion] : [];
  return options.unit === undefined || options.unit === 'step' ? [unitQuestion] : [];
}

/** Reads rows of 0, 1 or counts, one row a step and one column a neuron `[T, N]`, with or without a column of times. */
export function* readDenseText(text: TextColumns, frame: Frame): Pieces<Understood> {
  const { values, rows, width } = text.table;
  const time = timeColumn(text);
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) => column !== time?.column);
  const cells = time
    ? { shape: [rows, columns.length], fortran: false, at: (place: number) => values.at(Math.floor(place / columns.length) * width + columns[place % columns.length]) }
    : { shape: [rows, width], fortran: false, at: (place: number) => values.at(place) };
  const understood = yield* readCells(cells, frame);
  return {
    ...understood,
    raster: onTimes(understood.raster, time),
    questions: [...understood.questions, ...(time ? timeQuestions(time, frame.options) : [])],
  };
}

/** Names of the columns beside the spikes where the file gives none: input, membrane and spikes are the usual three. */
const usualLabels = (column: number, width: number, spikes: number): string => (width === 3 && spikes === 2 ? ['input', 'membrane'][column] : `column ${column + 1}`);

/** Reads columns of which one is the spikes of one neuron, 0 or 1 a step, and the others are quantities beside them. */
export function* readTracesText(text: TextColumns, frame: Frame): Pieces<Understood> {
  const { table: { values, rows, width }, summary, names } = text;
  const byName = names?.findIndex(isSpikesName) ?? -1;
  const spikes = byName >= 0 ? byName : summary.columns.findLastIndex(({ binary }) => binary);
  if (spikes < 0) throw new FormatError(frame.file, 'columns', 'none of the columns holds only 0 and 1, as spikes would.');
  const time = timeColumn(text);
  const others = Array.from({ length: width }, (_, column) => column).filter((column) => column !== spikes && column !== time?.column);
  if (others.length * rows > SPIKE_LIMITS.traceNumbers) {
    throw new FormatError(frame.file, 'columns', `the columns beside the spikes hold ${count(others.length * rows)} numbers; the limit is ${count(SPIKE_LIMITS.traceNumbers)}.`);
  }
  const traces = others.map((column): RasterTrace => ({
    label: names?.[column] ? shown(names[column]) : usualLabels(column, width, spikes),
    steps: rows,
    values: Float32Array.from({ length: rows }, (_, row) => values.at(row * width + column)),
  }));
  const cells = { shape: [rows], fortran: false, at: (row: number) => values.at(row * width + spikes) };
  const { options } = frame;
  const understood = yield* readCells(cells, { ...frame, options: { ...options, axes: ['time'] }, traces });
  return {
    ...understood,
    raster: onTimes(understood.raster, time),
    facts: [['Columns', plural(width, 'column')], ['Spikes are in', names?.[spikes] ? shown(names[spikes]) : `column ${spikes + 1}`], ...understood.facts.filter(([label]) => label === 'Values')],
    questions: [...understood.questions, ...timeQuestions(time, options)],
    options: { ...(understood.options.counts ? { counts: understood.options.counts } : {}) },
    choices: { shape: [rows, width] },
  };
}
