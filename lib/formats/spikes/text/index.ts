import type { Pieces } from '@/lib/numerics/pieces';

import { FormatError, shown } from '../../FormatError';
import { plainName, withPauses, type Understood } from '../common';
import { wholeFile } from '../file';
import { readTrainsText } from './pyspike';
import { readDenseText, readPairsText, readTracesText } from './columns';
import { dialectOf, type Dialect } from './dialect';
import { possibleTables, summariseTable, usualTable, type TableKind } from './kind';
import { readTextTable, type TextTable } from './table';
import type { SpikeOptions, SpikeReader } from '../types';

const kinds: Readonly<Record<TableKind, string>> = {
  dense: 'table, one row a step and one column a neuron',
  pairs: 'list of spikes, one a row',
  traces: 'table of one neuron, spikes beside other quantities',
  trains: 'spike trains, one a line',
};

const separators: Readonly<Record<Dialect['separator'], string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', ' ': 'spaces', '\n': 'line breaks' };

interface UnderstoodText extends Understood {
  readonly table: TableKind;
  /** What it would be without the options. */
  readonly usual: TableKind;
  /** Whether there are fewer rows than columns: a remembered transposition must not reach tables that lie the other way. */
  readonly wide: boolean;
}

function checkRows({ ragged, width }: TextTable, table: TableKind, file: string): void {
  if (!ragged || table === 'trains') return;
  throw new FormatError(file, `line ${ragged.line}`, `line ${ragged.line} has ${ragged.cells} cells, but the first row of numbers has ${width}.`);
}

function* understand(bytes: Uint8Array, dialect: Dialect, options: SpikeOptions, name: string, file: string): Pieces<UnderstoodText> {
  const table = yield* readTextTable(bytes, dialect, file);
  const names = dialect.names && dialect.names.length === table.width ? dialect.names : null;
  const summary = yield* summariseTable(table);
  const usual = usualTable(table, summary, names);
  const kind = options.table ?? usual;
  checkRows(table, kind, file);
  const frame = { options, name, file };
  const columns = { table, summary, names };
  let understood: Understood;
  if (kind === 'trains') understood = yield* readTrainsText(table, dialect.comments, frame);
  else if (kind === 'pairs') understood = yield* readPairsText(columns, frame);
  else if (kind === 'traces') understood = yield* readTracesText(columns, frame);
  else understood = yield* readDenseText(columns, frame);
  return { ...understood, choices: { ...understood.choices, tables: possibleTables(table, summary, names) }, table: kind, usual, wide: table.rows < table.width };
}

/**
 * Reads a text of numbers as spikes: dense rows `[T, N]`, pairs of neuron and time, traces of one neuron, or spike trains,
 * one a line, as PySpike writes them. Cells stand between commas, semicolons, tabs or spaces; decimals have a point or,
 * where commas do not separate, a comma; `#` begins a comment; a first row, or the last comment before the numbers, may
 * name the columns.
 *
 * @throws {FormatError} naming line and column (from 1)
 */
export const readTextSpikes: SpikeReader = async ({ file, options, pace }) => {
  const { path } = file;
  if (options.table !== undefined && !Object.hasOwn(kinds, options.table)) throw new FormatError(path, 'table', `the option table should be one of ${Object.keys(kinds).join(', ')}.`);
  const bytes = await wholeFile(file, pace);
  const dialect = dialectOf(bytes, path);
  const { table, usual, wide, ...understood } = await withPauses(understand(bytes, dialect, options, plainName(path), path), path, pace);
  const header = dialect.names ? dialect.names.slice(0, 8).map((name) => shown(name)).join(' ') : separators[dialect.separator];
  const order = usual === 'dense' ? (wide ? ', first shorter' : ', first longer') : '';
  return {
    format: table === 'trains' ? 'pyspike' : 'csv',
    kind: `${kinds[table]}${table === 'trains' ? ' (PySpike)' : ''}`,
    likeness: `text: ${usual}, ${header}${order}`,
    ...understood,
    facts: [['Cells between', `${separators[dialect.separator]}${dialect.decimalComma ? ', decimal commas' : ''}`], ...understood.facts],
    options: { ...understood.options, table },
  };
};
