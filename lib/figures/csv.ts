/** Comma-separated values after RFC 4180, in pieces for a Blob: a large matrix never becomes one giant string. */
import { csvCell } from '../recording/csvCell';

const LINE_END = '\r\n';

/** Characters after which a piece is closed. */
const PIECE = 1 << 16;

/** The shortest decimal that reads back as the same 32-bit number (or the same double, where it is none). */
export function shortest(value: number): string {
  if (!Number.isFinite(value) || Math.fround(value) !== value || Number.isInteger(value)) return String(value);
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(Number(value.toPrecision(9)));
}

/** Rows joined into pieces of a file. */
export function inPieces(rows: Iterable<string>): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const row of rows) {
    piece += row + LINE_END;
    if (piece.length < PIECE) continue;
    pieces.push(piece);
    piece = '';
  }
  if (piece) pieces.push(piece);
  return pieces;
}

export interface CsvHeader {
  /** Name of the first column. Default `step`. */
  readonly step?: string;
  /** Name of a neuron's column. Default `neuron 0` … */
  readonly channel?: (neuron: number) => string;
}

/** A time-major matrix `[T, N]`: one row a step, first its number, then one column a neuron. */
export function matrixCsv(
  matrix: { readonly values: ArrayLike<number>; readonly steps: number; readonly channels: number },
  { step = 'step', channel = (neuron) => `neuron ${neuron}` }: CsvHeader = {},
): string[] {
  const { values, steps, channels } = matrix;
  function* rows(): Generator<string> {
    yield [step, ...Array.from({ length: channels }, (_, n) => channel(n))].map(csvCell).join(',');
    for (let t = 0; t < steps; t++) {
      let row = String(t);
      for (let n = 0; n < channels; n++) row += `,${shortest(values[t * channels + n])}`;
      yield row;
    }
  }
  return inPieces(rows());
}

/** A small table with a name over each column; what is absent stays empty. */
export function tableCsv(columns: readonly string[], rows: readonly (readonly (number | null)[])[]): string[] {
  return inPieces([columns.map(csvCell).join(','), ...rows.map((row) => row.map((value) => (value === null ? '' : shortest(value))).join(','))]);
}

/** Series side by side: one row a step; a series that has ended leaves its fields empty. */
export function seriesCsv(
  series: readonly { readonly label: string; readonly values: ArrayLike<number> }[],
  step = 'step',
): string[] {
  const steps = series.reduce((most, { values }) => Math.max(most, values.length), 0);
  function* rows(): Generator<string> {
    yield [step, ...series.map(({ label }) => label)].map(csvCell).join(',');
    for (let t = 0; t < steps; t++) {
      yield [String(t), ...series.map(({ values }) => (t < values.length ? shortest(values[t]) : ''))].join(',');
    }
  }
  return inPieces(rows());
}
