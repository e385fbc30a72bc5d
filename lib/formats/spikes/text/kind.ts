import type { Pieces } from '@/lib/numerics/pieces';

import { columnKind, isTimeName } from '../columns';
import type { TextTable } from './table';
import type { SpikeOptions } from '../types';

export type TableKind = NonNullable<SpikeOptions['table']>;

/** What the numbers of one column are. */
export interface ColumnSummary {
  /** All are whole and none is below 0. */
  readonly whole: boolean;
  /** All are 0 or 1. */
  readonly binary: boolean;
  readonly zeros: number;
  /** Each is as large as the one before, or larger; each is larger. */
  readonly rising: boolean;
  readonly strictly: boolean;
  /** Different numbers among the first rows. */
  readonly different: number;
}

/** What is looked at to tell one kind of table from another; of wide tables only the first columns. */
export interface TableSummary {
  readonly columns: readonly ColumnSummary[];
  /** Rows of two numbers and more, and those of them in which each is larger than the one before. */
  readonly longRows: number;
  readonly risingRows: number;
}

/** Traces are few columns; wider tables are dense. */
const mostTraces = 16;
const rowsForDifferent = 10_000;
/** Numbers between two pauses. */
const piece = 1 << 19;
/** Of the rows of spike trains, nearly all are in order of time. */
const mostlyRising = 0.9;

export function* summariseTable({ values, ends, width, rows }: TextTable): Pieces<TableSummary> {
  const looked = Math.min(width, mostTraces);
  const columns = Array.from({ length: looked }, () => ({ whole: true, binary: true, zeros: 0, rising: true, strictly: true, latest: -Infinity, seen: new Set<number>() }));
  let [longRows, risingRows, from] = [0, 0, 0];
  let left = piece;
  for (let row = 0; row < ends.length; row++) {
    const to = ends.at(row);
    left -= to - from + 1;
    if (left < 0) {
      yield row / ends.length;
      left = piece;
    }
    let rises = true;
    for (let k = from + 1; k < to && rises; k++) rises = values.at(k) > values.at(k - 1);
    if (to - from > 1) longRows++;
    if (to - from > 1 && rises) risingRows++;
    for (let c = 0; c < Math.min(looked, to - from); c++) {
      const [column, value] = [columns[c], values.at(from + c)];
      column.whole &&= Number.isInteger(value) && value >= 0;
      column.binary &&= value === 0 || value === 1;
      if (value === 0) column.zeros++;
      column.rising &&= value >= column.latest;
      column.strictly &&= value > column.latest;
      column.latest = value;
      if (row < rowsForDifferent) column.seen.add(value);
    }
    from = to;
  }
  return {
    columns: columns.map(({ seen, strictly, ...column }) => ({ ...column, strictly: strictly && rows > 1, different: seen.size })),
    longRows,
    risingRows,
  };
}

/** Whether a name is that of a column of spikes, 0 or 1 at each step. */
export const isSpikesName = (name: string): boolean => /^(s|z|spk|spikes?|out|output|fired|spiked|spike_train)([_ ]?\d+)?$/i.test(name.trim());

/**
 * What a text of numbers most likely is. Names decide where there are any. Rows of different lengths, each rising, are
 * spike trains, and so are rising rows without whole numbers. Two columns are pairs where one is whole and they are not
 * mostly zeros. Few columns, one of 0 and 1 and one not of whole numbers, are traces. All else is dense `[T, N]`.
 */
export function usualTable({ width, ragged, rows }: TextTable, { columns, longRows, risingRows }: TableSummary, names: readonly string[] | null): TableKind {
  if (names) {
    if (columnKind(names) !== null || (names.length === 1 && isTimeName(names[0]))) return 'pairs';
    if (names.length > 1 && names.length <= mostTraces && names.filter(isSpikesName).length === 1) return 'traces';
  }
  const rising = longRows > 0 && risingRows >= mostlyRising * longRows;
  if (ragged) return rising ? 'trains' : 'dense';
  if (rows === 1) return rising && width > 2 ? 'trains' : 'dense';
  if (width === 1) return columns[0].strictly ? 'pairs' : 'dense';
  if (rising && columns.every(({ whole }) => !whole)) return 'trains';
  const someWhole = columns.some(({ whole }) => whole);
  const allWhole = columns.every(({ whole }) => whole);
  const binary = columns.some((column) => column.binary);
  if (width === 2 && someWhole) {
    const zeros = columns[0].zeros + columns[1].zeros;
    if (allWhole) return zeros >= rows || columns.every((column) => column.binary) ? 'dense' : 'pairs';
    return binary && !columns.some(({ rising: ordered, whole }) => ordered && !whole) ? 'traces' : 'pairs';
  }
  // A column of times makes no trace.
  const time = names ? names.findIndex(isTimeName) : columns[0].strictly ? 0 : -1;
  const counts = columns.every(({ whole }, column) => whole || column === time);
  return width <= mostTraces && binary && !counts ? 'traces' : 'dense';
}

/** The kinds that a table can be read as. */
export function possibleTables({ width, ragged }: TextTable, { columns }: TableSummary, names: readonly string[] | null): TableKind[] {
  if (ragged) return ['trains'];
  const pairs = width <= 2 || (names !== null && columnKind(names) !== null);
  const traces = width > 1 && width <= mostTraces && (columns.some(({ binary }) => binary) || (names?.some(isSpikesName) ?? false));
  return ['dense', ...(pairs ? (['pairs'] as const) : []), ...(traces ? (['traces'] as const) : []), 'trains'];
}
