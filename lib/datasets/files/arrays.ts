import { readWhole } from '@/lib/formats/byteQueue';
import { FormatError } from '@/lib/formats/FormatError';
import { LIMITS } from '@/lib/formats/limits';
import { isNpy, readNpy, type NpyArray } from '@/lib/formats/npy';
import { isNpyRecords, readNpyRecords } from '@/lib/formats/npyRecords';
import { listNpz } from '@/lib/formats/npz';
import type { Pace, Source } from '@/lib/formats/source';
import { count } from '@/lib/numerics/words';

type Numbers = ArrayLike<number>;

/** One sample of a numpy file. */
export type ArraySample =
  /** Events of a camera, or of a row of channels where there is no y. Times in the file's own unit. */
  | { readonly kind: 'events'; readonly t: Numbers; readonly x: Numbers; readonly y: Numbers | null; readonly p: Numbers | null }
  /** Counts `[T, 2, rows, columns]` or `[T, channels]`. */
  | { readonly kind: 'frames'; readonly shape: readonly number[]; readonly values: Numbers };

function frames({ shape, data }: NpyArray, file: string): ArraySample {
  const camera = shape.length === 4 && shape[1] === 2;
  if ((!camera && shape.length !== 2) || shape.includes(0)) {
    throw new FormatError(file, 'shape', `its shape is [${shape.join(', ')}]; frames are [T, 2, rows, columns] or [T, channels].`);
  }
  return { kind: 'frames', shape, values: data };
}

function fromNpz(bytes: Uint8Array, file: string): ArraySample {
  const entries = listNpz(bytes, file);
  const entry = (name: string) => entries.find((one) => one.name === name);
  const whole = entry('frames');
  if (whole) return frames(whole.read(), file);
  const column = (name: string): Numbers | null => {
    const found = entry(name)?.read();
    if (!found) return null;
    if (found.shape.length !== 1) throw new FormatError(file, `array ${name}`, `its array ${name} has ${found.shape.length} axes; events have one number each.`);
    return found.data;
  };
  const [t, x, y, p] = ['t', 'x', 'y', 'p'].map(column);
  if (!t || !x) {
    const names = entries.slice(0, 8).map(({ name }) => name).join(', ');
    throw new FormatError(file, 'list of entries', `its list of entries has ${names}; events are the arrays t, x, y and p, and frames the array frames.`);
  }
  return { kind: 'events', t, x, y, p };
}

/** tonic's gestures: a table of x, y, p and t, one event a row. */
function fromTable({ shape, data }: NpyArray, file: string): ArraySample {
  const rows = shape[0];
  const column = (k: number) => Float64Array.from({ length: rows }, (_, i) => data[4 * i + k]);
  const p = column(2);
  if (p.some((value) => value !== 0 && value !== 1 && value !== -1)) {
    throw new FormatError(file, 'column 2', 'its column 2 (from 0) is no polarity; a table of events has the columns x, y, p and t.');
  }
  return { kind: 'events', x: column(0), y: column(1), p, t: column(3) };
}

function fromNpy(bytes: Uint8Array, file: string): ArraySample {
  if (isNpyRecords(bytes)) {
    const { columns } = readNpyRecords(bytes, ['t', 'x', 'y', 'p'], file);
    const [t, x, y, p] = ['t', 'x', 'y', 'p'].map((name) => columns.get(name) ?? null);
    if (!t || !x) throw new FormatError(file, 'header', 'the header names no fields t and x; events have t, x, p and, from a camera, y.');
    return { kind: 'events', t, x, y, p };
  }
  const array = readNpy(bytes, file);
  return array.shape.length === 2 && array.shape[1] === 4 ? fromTable(array, file) : frames(array, file);
}

function checkEvents(sample: Extract<ArraySample, { kind: 'events' }>, file: string): void {
  const { t, x, y, p } = sample;
  for (const [name, column] of Object.entries({ x, y, p })) {
    if (column && column.length !== t.length) throw new FormatError(file, `array ${name}`, `its array ${name} has ${count(column.length)} events, but t has ${count(t.length)}.`);
  }
  if (t.length === 0) throw new FormatError(file, 'file', 'the file holds no events.');
  if (t.length > LIMITS.events) throw new FormatError(file, 'file', `the file holds ${count(t.length)} events; the limit is ${count(LIMITS.events)}.`);
  for (let i = 0; i < t.length; i += 1) {
    const place = x[i] >= 0 && Number.isInteger(x[i]) && (!y || (y[i] >= 0 && Number.isInteger(y[i])));
    if (!place || !Number.isFinite(t[i])) {
      throw new FormatError(file, `event ${i}`, `its event ${i} (from 0) lies at x ${x[i]}${y ? `, y ${y[i]}` : ''}, time ${t[i]}; places should be whole numbers from 0 and times finite.`);
    }
  }
}

/**
 * Reads one sample from a numpy file: SpikingJelly's events (.npz with t, x, y, p) and frames, tonic's structured
 * events, and tonic's gestures.
 * @throws {FormatError}
 */
export async function readArraySample(source: Source, pace: Pace): Promise<ArraySample> {
  const bytes = await readWhole(source, LIMITS.fileBytes, pace);
  const sample = isNpy(bytes) ? fromNpy(bytes, source.path) : fromNpz(bytes, source.path);
  if (sample.kind === 'events') checkEvents(sample, source.path);
  return sample;
}
