import type { Pieces } from '@/lib/numerics/pieces';
import { TIME_UNITS, type Raster, type RasterTrace, type TimeUnit } from '@/lib/recording/raster';

import { count, plural } from '@/lib/numerics/words';
import { FormatError } from '../FormatError';
import { SPIKE_LIMITS } from '../limits';
import { RECORDING_FORMAT, RECORDING_VERSION } from '../writeRecording';
import { givenName, plainName, withPauses, type Understood } from './common';
import { bareEdges, edgesQuestion } from './edges';
import { wholeFile } from './file';
import { JsonNode } from './jsonNode';
import { countDuplicates, orderQuestions } from './pairs';
import type { SpikeReader } from './types';

/** Objects of a JSON text beside its numbers: trains, traces, and keys that are not known. */
const otherParts = SPIKE_LIMITS.neurons;
/** Bytes or values between two pauses. */
const piece = 1 << 20;
const traceLimit = 1000;

/** Refuses a text with more parts than a recording may have, before anything is built from it. */
function* checkParts(bytes: Uint8Array, file: string): Pieces<void> {
  const most = SPIKE_LIMITS.textNumbers + otherParts;
  let parts = 0;
  for (let k = 0; k < bytes.length; k++) {
    if (k % piece === piece - 1) yield k / bytes.length;
    const code = bytes[k];
    // , [ and {
    if (code !== 44 && code !== 91 && code !== 123) continue;
    if (++parts > most) throw new FormatError(file, `byte ${k}`, `at byte ${k} the JSON has more than ${count(most)} parts, the limit.`);
  }
}

function parse(bytes: Uint8Array, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const where = error instanceof SyntaxError ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    const place = where === undefined ? 'file' : `character ${where}`;
    throw new FormatError(file, place, `${where === undefined ? 'the file' : `at ${place} the file`} is not JSON in UTF-8; it may be cut off.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FormatError(file, 'file', 'the file is JSON, but not an object, as a recording is.');
  return value as Record<string, unknown>;
}

function* readTrains(node: JsonNode, neurons: number): Pieces<{ offsets: Uint32Array; times: Float64Array; unsorted: number }> {
  const trains = node.list(SPIKE_LIMITS.neurons);
  if (trains.length !== neurons) throw new FormatError(node.file, 'trains', `trains has ${count(trains.length)} entries, but neurons is ${count(neurons)}.`);
  const offsets = new Uint32Array(neurons + 1);
  for (let n = 0; n < neurons; n++) {
    const end = offsets[n] + node.item(n).list(SPIKE_LIMITS.spikes).length;
    if (end > SPIKE_LIMITS.spikes) throw new FormatError(node.file, `trains[${n}]`, `up to trains[${n}] there are ${count(end)} spikes; the limit is ${count(SPIKE_LIMITS.spikes)}.`);
    offsets[n + 1] = end;
  }
  const times = new Float64Array(offsets[neurons]);
  let [unsorted, left] = [0, piece];
  for (let n = 0; n < neurons; n++) {
    const train = trains[n] as readonly unknown[];
    left -= train.length + 1;
    if (left < 0) {
      yield n / neurons;
      left = piece;
    }
    let [latest, disorder] = [-Infinity, 0];
    for (let k = 0; k < train.length; k++) {
      const time = train[k];
      if (typeof time !== 'number' || !(Math.abs(time) <= Number.MAX_SAFE_INTEGER)) return node.item(n).item(k).refuse('a number between ±2^53');
      if (time < latest) disorder++;
      else latest = time;
      times[offsets[n] + k] = time;
    }
    if (disorder > 0) times.subarray(offsets[n], offsets[n + 1]).sort();
    unsorted += disorder;
  }
  return { offsets, times, unsorted };
}

function* readTraces(node: JsonNode, neurons: number): Pieces<RasterTrace[]> {
  if (node.value === undefined) return [];
  let total = 0;
  const traces: RasterTrace[] = [];
  for (const k of node.list(traceLimit).keys()) {
    yield 0.9;
    const trace = node.item(k);
    const label = trace.field('label');
    if (typeof label.value !== 'string' || label.value === '') return label.refuse('a text');
    const steps = trace.field('steps').whole(SPIKE_LIMITS.steps);
    const numbers = trace.field('values');
    const list = numbers.list(SPIKE_LIMITS.traceNumbers);
    total += list.length;
    if (total > SPIKE_LIMITS.traceNumbers) throw new FormatError(node.file, trace.path, `up to ${trace.path} the traces hold ${count(total)} numbers; the limit is ${count(SPIKE_LIMITS.traceNumbers)}.`);
    if (list.length !== steps * neurons) throw new FormatError(node.file, numbers.path, `${numbers.path} has ${count(list.length)} numbers; ${count(steps)} steps of ${plural(neurons, 'neuron')} need ${count(steps * neurons)}.`);
    const values = new Float32Array(list.length);
    for (let i = 0; i < list.length; i++) {
      const number = list[i];
      if (typeof number !== 'number' && number !== null) return numbers.item(i).refuse('a number, or null where there is none');
      values[i] = number ?? Number.NaN;
    }
    traces.push({ label: label.value, steps, values });
  }
  return traces;
}

function* readRecording(bytes: Uint8Array, name: string, file: string): Pieces<Understood> {
  yield* checkParts(bytes, file);
  const root = new JsonNode(parse(bytes, file), '', file);
  const [format, version] = [root.field('format'), root.field('version')];
  if (format.value !== RECORDING_FORMAT) return format.refuse(`“${RECORDING_FORMAT}”, as in a recording of this app`);
  if (version.value !== RECORDING_VERSION) return version.refuse(String(RECORDING_VERSION));
  const neurons = root.field('neurons').whole(SPIKE_LIMITS.neurons);
  if (neurons === 0) return root.field('neurons').refuse('1 or more');
  const unit = root.field('unit');
  if (!TIME_UNITS.some((known) => known === unit.value)) return unit.refuse(`one of ${TIME_UNITS.join(', ')}`);
  const [dt, title] = [root.field('dt'), root.field('name')];
  if (dt.value !== null && dt.value !== undefined && !(dt.number() > 0)) return dt.refuse('above 0, or null');
  const { offsets, times, unsorted } = yield* readTrains(root.field('trains'), neurons);

  let [first, last] = [Infinity, -Infinity];
  for (const time of times) [first, last] = [Math.min(first, time), Math.max(last, time)];
  if (times.length === 0) [first, last] = [0, 0];
  const stated = root.field('start').value !== undefined || root.field('end').value !== undefined;
  const { start, end } = stated ? { start: root.field('start').number(), end: root.field('end').number() } : bareEdges(first, last, false);
  if (!(end > start)) return root.field('end').refuse(`above start, ${start}`);
  if (times.length > 0 && !(first >= start && last <= end)) {
    throw new FormatError(file, 'trains', `trains go from ${first} to ${last}, outside start and end, ${start} to ${end}.`);
  }
  const step = typeof dt.value === 'number' ? dt.value : null;
  const traces = yield* readTraces(root.field('traces'), neurons);
  if (traces.length > 0 && step === null) return dt.refuse('a number where there are traces');
  const raster: Raster = {
    name: (typeof title.value === 'string' && givenName(title.value)) || name,
    neurons,
    offsets,
    times,
    start,
    end,
    unit: unit.value as TimeUnit,
    dt: step,
    traces,
  };
  return {
    raster,
    facts: [['Format', `${RECORDING_FORMAT}, version ${RECORDING_VERSION}`]],
    // Equal times on a grid are several spikes in one step, as they were recorded.
    questions: [...(stated ? [] : [edgesQuestion(raster)]), ...orderQuestions(unsorted, step === null ? countDuplicates(offsets, times) : 0)],
    options: {},
    choices: { shape: [] },
  };
}

/**
 * Reads a recording that this app has written, or anything that keeps to the same form (`docs/spike-files.md`). Keys that
 * are not known are passed over.
 *
 * @throws {FormatError} naming the path in the JSON, such as `trains[3][17]`
 */
export const readRecordingSpikes: SpikeReader = async ({ file, pace }) => {
  const bytes = await wholeFile(file, pace);
  const understood = await withPauses(readRecording(bytes, plainName(file.path), file.path), file.path, pace);
  const { unit, dt } = understood.raster;
  return { format: 'recording', kind: 'recording of this app', likeness: `recording: ${unit}, ${dt === null ? 'no step' : 'steps'}`, ...understood };
};
