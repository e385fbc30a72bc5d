/** Reports as comma-separated values after RFC 4180. */
import { csvCell } from '../../recording/csvCell';
import { TRAIN_VALUES, type PairReport } from '../compare/pair';
import { COLUMNS } from './columns';

const cell = (value: string | number | null): string =>
  typeof value === 'string' ? csvCell(value) : value === null || Number.isNaN(value) ? '' : String(value);

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
