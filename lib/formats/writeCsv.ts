import { noFormula } from '@/lib/recording/csvCell';

/** One column of a .csv file; its values go down the rows, one a time step. */
export interface CsvColumn {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

const smallestNormalFloat32 = 2 ** -126;

/** The fewest decimals that give the same 32-bit float back. */
function shortestFloat32(value: number): string {
  // Every normal float32 agrees with its own first six digits where these suffice; below, fewer may do.
  for (let digits = Math.abs(value) < smallestNormalFloat32 ? 1 : 6; digits < 9; digits += 1) {
    const decimal = Number(value.toPrecision(digits));
    if (Math.fround(decimal) === value) return String(decimal);
  }
  return String(Number(value.toPrecision(9)));
}

function writeNumber(value: number, single: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  return single ? shortestFloat32(value) : String(value);
}

function writeName(name: string): string {
  const safe = noFormula(name);
  return /[",;#\s]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Writes columns as comma-separated text: a row of names, then one row a time step, LF after each.
 * Numbers are the shortest decimals that read back the same (as 32-bit floats for a Float32Array);
 * NaN and the infinities are written `nan`, `inf`, `-inf`, as numpy does.
 *
 * @throws {RangeError} when there are no columns or they differ in length
 */
export function writeCsv(columns: readonly CsvColumn[]): string {
  if (columns.length === 0) throw new RangeError('A table needs at least one column.');
  const rows = columns[0].values.length;
  const other = columns.find(({ values }) => values.length !== rows);
  if (other) {
    throw new RangeError(
      `Column ${other.name} has ${other.values.length} values, but ${columns[0].name} has ${rows}.`,
    );
  }
  const single = columns.map(({ values }) => Object.prototype.toString.call(values) === '[object Float32Array]');
  const lines = [columns.map(({ name }) => writeName(name)).join(',')];
  for (let row = 0; row < rows; row += 1) {
    lines.push(columns.map(({ values }, n) => writeNumber(values[row], single[n])).join(','));
  }
  return `${lines.join('\n')}\n`;
}
