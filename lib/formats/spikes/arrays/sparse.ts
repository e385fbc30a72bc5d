import type { Pieces } from '@/lib/numerics/pieces';

import { count } from '@/lib/numerics/words';
import { FormatError } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import { openNpy, type OpenNpy } from '../../npy';
import type { PackedNpy } from '../../npz';
import { readCells } from './arrays';
import { shapeText, type Understood } from '../common';
import type { SpikeOptions } from '../types';

const named = (arrays: readonly PackedNpy[], name: string): PackedNpy | undefined => arrays.find((array) => array.name === name);

/** Whether the arrays are those that `scipy.sparse.save_npz` writes. */
export const isSparse = (arrays: readonly PackedNpy[]): boolean =>
  ['format', 'shape', 'data'].every((name) => named(arrays, name)) && (['indices', 'indptr'].every((name) => named(arrays, name)) || ['row', 'col'].every((name) => named(arrays, name)));

function openPart(arrays: readonly PackedNpy[], name: string, file: string): OpenNpy {
  const part = named(arrays, name);
  if (!part) throw new FormatError(file, 'list of entries', `the list of entries has no ${name}, which this sparse matrix needs.`);
  return openNpy(part.unpack(), part.path, SPIKE_LIMITS);
}

/**
 * Reads a sparse matrix as scipy saves it (csr, csc or coo), as a dense array of its shape `[T, N]`; entries at one place
 * are added, as scipy does.
 *
 * @throws {FormatError} other formats, places outside the shape, more cells than `SPIKE_LIMITS.elements`
 */
export function* readSparse(arrays: readonly PackedNpy[], frame: { options: SpikeOptions; name: string; file: string }): Pieces<Understood> {
  const { file } = frame;
  const refuse = (what: string): never => {
    throw new FormatError(file, 'sparse matrix', `the sparse matrix ${what}.`);
  };
  // A word of three letters ends the array `format`, one byte or four a letter.
  const letters = String.fromCharCode(...(named(arrays, 'format')?.unpack().subarray(-12) ?? [])).replaceAll('\0', '');
  const format = /(csr|csc|coo)$/.exec(letters)?.[1] ?? refuse('is in a format that is not read; csr, csc and coo are');
  const shapeArray = openPart(arrays, 'shape', file);
  const [rows, columns] = shapeArray.elements === 2 ? [shapeArray.at(0), shapeArray.at(1)] : refuse('should have two axes');
  if (!Number.isSafeInteger(rows) || !Number.isSafeInteger(columns) || rows < 1 || columns < 1 || rows * columns > SPIKE_LIMITS.elements) {
    refuse(`has the shape ${shapeText([rows, columns])}; up to ${count(SPIKE_LIMITS.elements)} cells are read`);
  }
  const data = openPart(arrays, 'data', file);
  const minor = openPart(arrays, format === 'coo' ? 'col' : 'indices', file);
  if (minor.elements !== data.elements) refuse(`has ${count(data.elements)} values, but places of ${count(minor.elements)}`);
  const major = format === 'coo' ? openPart(arrays, 'row', file) : openPart(arrays, 'indptr', file);
  const rowsOfMajor = format === 'csc' ? columns : rows;
  if (major.elements !== (format === 'coo' ? data.elements : rowsOfMajor + 1)) refuse(`lists ${major.elements} beginnings, which does not fit its shape`);

  const cells = new Float32Array(rows * columns);
  const put = (a: number, b: number, value: number): void => {
    const [row, column] = format === 'csc' ? [b, a] : [a, b];
    const inside = Number.isInteger(row) && Number.isInteger(column) && row >= 0 && row < rows && column >= 0 && column < columns;
    if (!inside) refuse(`has a value at row ${row}, column ${column}, outside its shape ${shapeText([rows, columns])}`);
    cells[row * columns + column] += value;
  };
  if (format === 'coo') {
    for (let k = 0; k < data.elements; k++) {
      if (k % (1 << 17) === 0) yield 0;
      put(major.at(k), minor.at(k), data.at(k));
    }
  } else {
    for (let a = 0; a < rowsOfMajor; a++) {
      if (a % 4096 === 0) yield 0;
      const [from, to] = [major.at(a), major.at(a + 1)];
      if (!(from >= 0 && from <= to && to <= data.elements)) refuse(`has a row or column that runs from ${from} to ${to} of ${data.elements} values`);
      for (let k = from; k < to; k++) put(a, minor.at(k), data.at(k));
    }
  }
  return yield* readCells({ shape: [rows, columns], fortran: false, at: (place) => cells[place] }, frame);
}
