import { FormatError } from '@/lib/formats/FormatError';
import { SPIKE_LIMITS } from '@/lib/formats/limits';
import type { FileLike } from '@/lib/formats/source';
import type { SpikeReading } from '@/lib/formats/spikes/types';
import { TIME_UNITS, type Raster } from '@/lib/recording/raster';

/** A file in memory. */
export const fileOf = (content: Uint8Array | string, path: string): FileLike => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { path, size: bytes.length, slice: (from, to) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer as ArrayBuffer }) };
};

/** What is wrong with a raster, or null. */
export function rasterProblem({ name, neurons, offsets, times, start, end, unit, dt, traces }: Raster): string | null {
  if (typeof name !== 'string' || name === '') return 'no name';
  if (!Number.isInteger(neurons) || neurons < 1 || neurons > SPIKE_LIMITS.neurons) return `${neurons} neurons`;
  if (!(offsets instanceof Uint32Array) || offsets.length !== neurons + 1) return `${offsets.length} offsets of ${neurons} neurons`;
  if (offsets[0] !== 0 || offsets[neurons] !== times.length) return 'offsets that do not span the times';
  if (!(times instanceof Float64Array) || times.length > SPIKE_LIMITS.spikes) return `${times.length} times`;
  if (!TIME_UNITS.includes(unit)) return `the unit ${unit}`;
  if (dt !== null && !(dt > 0 && Number.isFinite(dt))) return `a step of ${dt}`;
  if (!Number.isFinite(start) || !Number.isFinite(end) || !(end > start)) return `an observation from ${start} to ${end}`;
  for (let n = 0, from = 0; n < neurons; n++) {
    const to = offsets[n + 1];
    // A camera has many pixels without a spike.
    if (to === from) continue;
    if (to < from) return `offsets that go back at neuron ${n}`;
    for (let k = from; k < to; k++) {
      if (!(times[k] >= start && times[k] <= end)) return `a time ${times[k]} outside ${start} to ${end}`;
      if (k > from && times[k] < times[k - 1]) return `times that go back in neuron ${n}`;
    }
    from = to;
  }
  for (const { label, steps, values } of traces) {
    if (label === '' || dt === null) return 'a trace without label or step';
    if (values.length !== steps * neurons) return `a trace of ${values.length} values for ${steps} steps and ${neurons} neurons`;
  }
  return null;
}

/** What is wrong with a reading, or null. */
export function readingProblem(reading: SpikeReading): string | null {
  const { format, kind, facts, questions, options, choices, likeness, raster } = reading;
  for (const text of [format, kind, likeness]) if (typeof text !== 'string' || text === '') return 'no format, kind or likeness';
  if (facts.length === 0 || facts.some(([label, value]) => !label || !value)) return 'facts without a label or value';
  if (questions.some(({ sentence, answers }) => !/[.?!]$/.test(sentence) || sentence.length > 800 || answers.some(({ label }) => !label))) return 'a question that is no sentence';
  if (!choices.shape.every((length) => Number.isInteger(length) && length >= 0)) return `the shape ${choices.shape.join(', ')}`;
  if (JSON.stringify(JSON.parse(JSON.stringify(options))) !== JSON.stringify(options)) return 'options that are not plain JSON';
  return rasterProblem(raster);
}

/** What a reader gives, checked, or null where it refuses with a well-formed FormatError; anything else throws. */
export async function readOrRefuse(read: () => Promise<SpikeReading>): Promise<SpikeReading | null> {
  try {
    const reading = await read();
    const problem = readingProblem(reading);
    if (problem) throw new Error(`The reading has ${problem}.`);
    return reading;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message, file, place } = error;
    if (!message.startsWith(`${file}: `) || !/[.!?]$/.test(message) || message.length > 800 || place === '') {
      throw new Error(`A FormatError is not well formed: “${message}” at “${place}”.`);
    }
    return null;
  }
}
