import type { Pieces } from '@/lib/numerics/pieces';

import { count, plural } from '@/lib/numerics/words';
import { FormatError } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import { unitIsOpen, type Understood } from '../common';
import { bareEdges, edgesQuestion } from '../edges';
import { countDuplicates, orderQuestions, unitQuestion } from '../pairs';
import type { TextTable } from './table';
import type { SpikeOptions, SpikeQuestion } from '../types';

const signed = String.raw`([+-]?[\d.]+(?:[eE][+-]?\d+)?)`;
const edgesComment = new RegExp(String.raw`\bedges?\b[^\d+.-]*${signed}[\s,;]+(?:to\s+)?${signed}`, 'i');

/** The ends of what was observed, where a comment gives them: `edges = 0, 4000`. PySpike itself is told them beside the file. */
function edgesOf(comments: readonly string[]): readonly [number, number] | null {
  for (const comment of comments) {
    const found = edgesComment.exec(comment);
    if (found && Number(found[1]) < Number(found[2]) && Number.isFinite(Number(found[2]) - Number(found[1]))) return [Number(found[1]), Number(found[2])];
  }
  return null;
}

/**
 * Reads spike trains as PySpike keeps them in a text: one train a line, its times between spaces; an empty line is a train
 * without spikes; `#` begins a comment.
 *
 * @param comments at the top of the file; `edges = 0, 4000` in one of them is taken
 * @throws {FormatError} more than `SPIKE_LIMITS.neurons` lines, more spikes or times beyond 2^53, times outside the edges of a comment
 */
export function* readTrainsText({ values, ends, lines }: TextTable, comments: readonly string[], { options, name, file }: { options: SpikeOptions; name: string; file: string }): Pieces<Understood> {
  const neurons = ends.length;
  if (neurons > SPIKE_LIMITS.neurons) throw new FormatError(file, 'file', `the file holds ${count(neurons)} lines of spikes; the limit is ${count(SPIKE_LIMITS.neurons)} neurons.`);
  if (values.length > SPIKE_LIMITS.spikes) throw new FormatError(file, 'file', `the file holds ${count(values.length)} spikes; the limit is ${count(SPIKE_LIMITS.spikes)}.`);
  const stated = edgesOf(comments);
  const offsets = new Uint32Array(neurons + 1);
  const times = new Float64Array(values.length);
  let [first, last, unsorted, empty] = [Infinity, -Infinity, 0, 0];
  for (let n = 0; n < neurons; n++) {
    if (n % 4096 === 4095) yield n / neurons;
    offsets[n + 1] = ends.at(n);
    if (offsets[n + 1] === offsets[n]) empty++;
    let [latest, disorder] = [-Infinity, 0];
    for (let k = offsets[n]; k < offsets[n + 1]; k++) {
      const time = values.at(k);
      if (!(Math.abs(time) <= Number.MAX_SAFE_INTEGER) || (stated && !(time >= stated[0] && time <= stated[1]))) {
        const place = `line ${lines.at(n)}`;
        throw new FormatError(file, place, `${place} has a spike at ${time}, outside ${stated ? `the edges ${stated[0]} to ${stated[1]} that a comment gives` : '±2^53'}.`);
      }
      if (time < latest) disorder++;
      else latest = time;
      first = Math.min(first, time);
      last = Math.max(last, time);
      times[k] = time;
    }
    if (disorder > 0) times.subarray(offsets[n], offsets[n + 1]).sort();
    unsorted += disorder;
  }
  const observed = stated ? { start: stated[0], end: stated[1] } : bareEdges(first, last, false);
  const asked: SpikeQuestion[] = [
    ...(unitIsOpen(options) ? [unitQuestion] : []),
    ...(stated || options.edges ? [] : [edgesQuestion(observed)]),
  ];
  return {
    raster: { name, neurons, offsets, times, ...observed, unit: 'step', dt: null, traces: [] },
    facts: [
      ['Lines of spikes', plural(neurons, 'train')],
      ...(empty > 0 ? [['Empty lines', `${plural(empty, 'neuron')} without spikes`] as const] : []),
      ['Edges', stated ? 'from a comment' : options.edges ? 'as given' : 'found from the spikes'],
    ],
    questions: [...asked, ...orderQuestions(unsorted, countDuplicates(offsets, times))],
    options: {},
    choices: { shape: [] },
  };
}
