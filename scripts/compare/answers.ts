/** Questions of the readers that answer themselves where several arrays are compared. */
import type { SpikeOptions, SpikeReading } from '@/lib/formats/spikes/types';

/** A choice that was made, and why. */
export interface Answer {
  readonly options: SpikeOptions;
  readonly sentence: string;
}

/** The two axes of an array that have more than one entry; null where there are others than two. */
function twoAxes({ choices: { shape } }: SpikeReading): readonly [first: number, second: number] | null {
  const long = shape.filter((length) => length > 1);
  return long.length === 2 ? [long[0], long[1]] : null;
}

/** Whether an array fits another, with time as its longer, first axis, only once it is transposed. */
function liesAcross(reading: SpikeReading, other: SpikeReading): boolean {
  const [own, theirs] = [twoAxes(reading), twoAxes(other)];
  if (!own || !theirs || own[0] >= own[1] || theirs[0] <= theirs[1]) return false;
  const fits = own[0] === theirs[0] || own[1] === theirs[1];
  return !fits && (own[1] === theirs[0] || own[0] === theirs[1]);
}

/**
 * What is to be chosen for a file beside the others: an array that lies across another is transposed, and counts above 1 are
 * one spike, since a cell of the grid holds a spike or none.
 */
export function answersFor(reading: SpikeReading, all: readonly SpikeReading[]): Answer[] {
  const answers: Answer[] = [];
  const transpose = reading.questions.find(({ id }) => id === 'transpose')?.answers[0];
  const shape = twoAxes(reading);
  if (transpose && shape && all.some((other) => liesAcross(reading, other))) {
    answers.push({ options: transpose.options, sentence: `its array of ${shape[0]} × ${shape[1]} is transposed, since time is the longer axis of the others.` });
  }
  if (reading.questions.some(({ id }) => id === 'counts')) {
    answers.push({ options: { counts: 'binarise' }, sentence: 'counts of several spikes in one step are taken as one spike.' });
  }
  return answers;
}
