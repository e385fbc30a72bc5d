import type { Pieces } from '@/lib/numerics/pieces';

import { count } from '@/lib/numerics/words';
import { FormatError } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import type { Understood } from '../common';
import { readPairs } from '../pairs';
import type { SpikeOptions } from '../types';

/** Events of a camera, one number each: column, row, time in µs, and polarity, both 0 where there is none. */
export interface EventColumns {
  readonly length: number;
  readonly x: (index: number) => number;
  readonly y: (index: number) => number;
  readonly t: (index: number) => number;
  readonly p: (index: number) => number;
  /** Where one lies in the file: `record 17`. */
  readonly place: (index: number) => string;
}

/**
 * Reads events of a camera as spikes: the pixel at column x and row y is neuron p·H·W + y·W + x. W and H are one more
 * than the largest column and row that occur, because the arrays of tonic and SpikingJelly do not hold the sensor's size.
 *
 * @throws {FormatError} pixels that are no whole numbers from 0, polarities other than 0 and 1 (or −1 and 1), and anything
 * beyond `SPIKE_LIMITS`
 */
export function* readEventColumns({ length, x, y, t, p, place }: EventColumns, { options, name, file }: { options: SpikeOptions; name: string; file: string }): Pieces<Understood> {
  if (length > SPIKE_LIMITS.spikes) throw new FormatError(file, 'file', `the file holds ${count(length)} events; the limit is ${count(SPIKE_LIMITS.spikes)}.`);
  let [width, height, polarities] = [1, 1, 1];
  for (let k = 0; k < length; k++) {
    if (k % (1 << 17) === 0) yield 0;
    const [column, row, polarity] = [x(k), y(k), p(k)];
    const pixel = Number.isInteger(column) && Number.isInteger(row) && column >= 0 && row >= 0;
    if (!pixel || !(polarity === 0 || polarity === 1 || polarity === -1)) {
      const where = place(k);
      throw new FormatError(file, where, `${where} is an event at x ${column}, y ${row} with polarity ${polarity}; pixels should be whole numbers from 0, and polarity 0 or 1.`);
    }
    width = Math.max(width, column + 1);
    height = Math.max(height, row + 1);
    if (polarity === 1) polarities = 2;
  }
  const neurons = polarities * height * width;
  if (neurons > SPIKE_LIMITS.neurons) {
    throw new FormatError(file, 'file', `the events need ${count(width)} × ${count(height)} pixels and ${polarities} polarities; the limit is ${count(SPIKE_LIMITS.neurons)} together.`);
  }
  const pairs = {
    length,
    neuron: (k: number) => ((p(k) === 1 ? height : 0) + y(k)) * width + x(k),
    time: t,
    place,
    unit: 'µs' as const,
    neurons,
  };
  const understood = yield* readPairs(pairs, { options, name, file });
  return {
    ...understood,
    facts: [
      ['Pixels', `${count(width)} × ${count(height)}, as far as events reach`],
      ['Polarities', polarities === 2 ? '2: darker first, then brighter' : '1'],
      ['Neuron', 'p·H·W + y·W + x'],
      ...understood.facts,
    ],
  };
}
