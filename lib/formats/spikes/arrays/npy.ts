import type { Pieces } from '@/lib/numerics/pieces';

import { count } from '@/lib/numerics/words';
import { FormatError, shown } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import { openNpy, type OpenNpy } from '../../npy';
import { isNpyRecords, openNpyRecords } from '../../npyRecords';
import { readCells } from './arrays';
import { columnsOf } from '../columns';
import { plainName, withPauses, type Understood } from '../common';
import { wholeFile } from '../file';
import { readPairs } from '../pairs';
import type { SpikeOptions, SpikeReader } from '../types';

/** What one .npy file, alone or in a .npz, was understood to be. */
export interface UnderstoodNpy extends Understood {
  /** As numpy writes it, or `records`. */
  readonly dtype: string;
}

/** Which of the two orders of size the axes have: a remembered transposition must not reach arrays that lie the other way. */
const order = (shape: readonly number[]): string => (shape.length < 2 ? '' : shape[0] < shape[1] ? ', first shorter' : ', first longer');

export const arrayLikeness = (dtype: string, shape: readonly number[]): string => `${dtype}, ${shape.length} axes${order(shape)}`;

/** Three numbers and more with one axis that only rise are times of spikes, and no steps of 0 and 1. */
function usualTable({ elements, at }: OpenNpy): 'dense' | 'trains' {
  for (let k = 1; k < elements; k++) if (!(at(k) > at(k - 1))) return 'dense';
  return elements > 2 ? 'trains' : 'dense';
}

/**
 * Reads one numpy array as spikes: a dense array, the times of one neuron, or a structured one with the fields of events (`x`, `y`, `t`, `p`) or of
 * spikes (a time and a neuron).
 *
 * @throws {FormatError} other fields, and what the two kinds refuse
 */
export function* readNpyBytes(bytes: Uint8Array, { options, name, file }: { options: SpikeOptions; name: string; file: string }): Pieces<UnderstoodNpy> {
  if (!isNpyRecords(bytes)) {
    const array = openNpy(bytes, file, SPIKE_LIMITS);
    const { shape, dtype, fortran, at } = array;
    const table = shape.length === 1 ? (options.table ?? usualTable(array)) : 'dense';
    const understood = table === 'trains'
      ? yield* readPairs({ length: shape[0], neuron: () => 0, time: at, place: (index) => `entry ${index}`, unit: null }, { options, name, file })
      : yield* readCells({ shape, fortran, at }, { options, name, file });
    return {
      ...understood,
      facts: [['Type (dtype)', dtype], ...(table === 'trains' ? [['Holds', 'the times of one neuron'] as const] : []), ...understood.facts],
      options: { ...understood.options, ...(shape.length === 1 ? { table } : {}) },
      choices: { ...understood.choices, ...(shape.length === 1 ? { tables: ['dense', 'trains'] as const } : {}) },
      dtype,
    };
  }
  const { length, fields } = openNpyRecords(bytes, file, SPIKE_LIMITS.spikes);
  const names = [...fields.keys()];
  const columns = columnsOf(fields, length, (record) => `record ${record}`);
  if (!columns) {
    throw new FormatError(file, 'header', `the header lists the fields ${names.slice(0, 8).map((field) => shown(field)).join(', ')}; events have x, y, t and p, spikes a time and a neuron.`);
  }
  const understood = yield* columns.read({ options, name, file });
  return {
    ...understood,
    facts: [['Records', `${count(length)} of ${names.map((field) => shown(field)).join(', ')}`], ...understood.facts],
    dtype: `records ${names.join(' ')}`,
  };
}

/** Reads a .npy file as spikes. */
export const readNpySpikes: SpikeReader = async ({ file, options, pace }) => {
  const bytes = await wholeFile(file, pace);
  const { dtype, ...understood } = await withPauses(readNpyBytes(bytes, { options, name: plainName(file.path), file: file.path }), file.path, pace);
  return { format: 'npy', kind: 'numpy array', likeness: `npy: ${arrayLikeness(dtype, understood.choices.shape)}`, ...understood };
};
