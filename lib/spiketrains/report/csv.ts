/** Reports as comma-separated values after RFC 4180. */
import { TRAIN_VALUES, type PairReport } from '../compare/pair';
import { COLUMNS } from './columns';

/** Spreadsheets take a text that begins with one of = + - @ as a formula to run; a ' before it stops that. */
function textCell(text: string): string {
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const cell = (value: string | number | null): string =>
  typeof value === 'string' ? textCell(value) : value === null || Number.isNaN(value) ? '' : String(value);

const table = (heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  [heads, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** One row a pair, every value in full; what is not defined is empty. */
export const reportCsv = (reports: readonly PairReport[]): string =>
  table(COLUMNS.map(({ key }) => key), reports.map((report) => COLUMNS.map(({ of }) => of(report))));

/** One row a neuron of each pair: its spikes and the measures of its two trains. */
export const neuronsCsv = (reports: readonly PairReport[]): string =>
  table(
    ['a', 'b', 'neuron', 'na', 'nb', ...TRAIN_VALUES],
    reports.flatMap(({ a, b, perNeuron }) => perNeuron.map((one) => [a, b, one.neuron, one.na, one.nb, ...TRAIN_VALUES.map((id) => one[id])])),
  );
