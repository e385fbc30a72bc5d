/**
 * Reference numbers of spike-train measures: a JSON file with `trains`, pairs of lists of spike times with what is expected of
 * them, and `pairs`, names of rasters in .npy files with what is expected of each neuron and of the rasters as a whole.
 */
import { readNpy } from '../formats/npy';
import { compareSpikes } from '../recording/compare';
import { rasterOfSpikes, trainOf } from '../recording/raster';
import { MEASURES, type MeasureSettings } from '../spiketrains/catalogue';
import type { Train } from '../spiketrains/trains/types';

/** Largest error that passes, relative to max(1, |expected|). */
export const MEASURE_TOLERANCE = 1e-9;

type Fields = Record<string, unknown>;

export interface MeasureFile {
  readonly trains: readonly unknown[];
  readonly pairs: readonly unknown[];
}

export interface MeasureVerdict {
  /** For each measure how many numbers were compared and the largest |actual − expected|. */
  readonly measures: Map<string, { cases: number; worst: number }>;
  /** One sentence for each number beyond tolerance and each case that could not be checked. */
  readonly failures: string[];
}

/** The bytes of a raster, by the name of its file; null where there is none. */
export type FindRaster = (name: string) => Uint8Array | null;

/** A parsed file if it has the form of one of measures, else null. */
export function measureFile(json: unknown): MeasureFile | null {
  if (typeof json !== 'object' || json === null) return null;
  const { trains = [], pairs = [] } = json as { trains?: unknown; pairs?: unknown };
  if (!('trains' in json || 'pairs' in json) || !Array.isArray(trains) || !Array.isArray(pairs)) return null;
  return { trains, pairs };
}

const fields = (value: unknown, what: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RangeError(`there is no ${what}`);
  return value as Fields;
};

const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every((v) => typeof v === 'number');

function numbers(c: Fields, key: string): number[] {
  const value = c[key];
  if (!isNumbers(value)) throw new RangeError(`"${key}" is not a list of numbers`);
  return value;
}

/** What a case says, beside the trains; a parameter that is absent is not a number, which no measure takes. */
function settingsOf(c: Fields): MeasureSettings {
  const [start, end, ...more] = numbers(c, 'edges');
  if (end === undefined || more.length > 0) throw new RangeError('"edges" are not two numbers');
  const parameter = (key: string) => (typeof c[key] === 'number' ? c[key] : Number.NaN);
  return { edges: [start, end], q: parameter('q'), tau: parameter('tau'), bin: parameter('bin') };
}

const reason = (error: unknown) => (error instanceof Error ? error.message.replace(/\.$/, '') : String(error));

export const emptyMeasures = (): MeasureVerdict => ({ measures: new Map(), failures: [] });

/** Adds one number to the verdict. */
function judgeNumber({ measures, failures }: MeasureVerdict, where: string, name: string, actual: number | null, expected: unknown): void {
  const known = measures.get(name) ?? { cases: 0, worst: 0 };
  measures.set(name, known);
  known.cases++;
  if (actual === expected) return;
  const error = typeof actual === 'number' && typeof expected === 'number' ? Math.abs(actual - expected) : Number.NaN;
  known.worst = Math.max(known.worst, error);
  if (!(error <= MEASURE_TOLERANCE * Math.max(1, Math.abs(Number(expected))))) {
    failures.push(`${where}: ${name} is ${actual ?? 'none'}, expected was ${JSON.stringify(expected)}.`);
  }
}

/** Judges all measures that are named in `expected`. A case that names none would pass whatever is computed: it fails. */
function judgeTrains(verdict: MeasureVerdict, where: string, a: Train, b: Train, settings: MeasureSettings, expected: Fields): void {
  const asked = MEASURES.filter(({ id }) => id in expected);
  if (asked.length === 0) verdict.failures.push(`${where}: there is nothing to compare with.`);
  for (const { id, between } of asked) {
    try {
      judgeNumber(verdict, where, id, between(a, b, settings), expected[id]);
    } catch (error) {
      verdict.failures.push(`${where}: ${id} could not be computed: ${reason(error)}.`);
    }
  }
}

/** Runs each case; one that cannot be read is a finding, and the rest still runs. */
function each(verdict: MeasureVerdict, cases: readonly unknown[], kind: string, judge: (c: Fields, where: string) => void): void {
  for (const [k, c] of cases.entries()) {
    const where = `${kind} ${k + 1}`;
    try {
      judge(fields(c, 'case'), where);
    } catch (error) {
      verdict.failures.push(`${where}: could not be checked: ${reason(error)}.`);
    }
  }
}

/** Judges the pairs of lists of spike times. */
export function verifyTrains({ trains }: MeasureFile, verdict: MeasureVerdict): void {
  each(verdict, trains, 'trains', (c, where) => {
    judgeTrains(verdict, typeof c.kind === 'string' ? `${where} (${c.kind})` : where, numbers(c, 'a'), numbers(c, 'b'), settingsOf(c), fields(c.expected, '"expected"'));
  });
}

interface Bits {
  readonly steps: number;
  readonly neurons: number;
  /** `[T, N]`, time-major, 0 or 1. */
  readonly spikes: Uint8Array;
}

/** Two axes longer than 1, the longer of which is time; a value above 0 is a spike. */
function bitsOf(name: unknown, find: FindRaster): Bits {
  if (typeof name !== 'string') throw new RangeError('a raster has no name');
  const bytes = find(name);
  if (!bytes) throw new RangeError(`${name} was not found`);
  const { shape, data } = readNpy(bytes, name);
  const axes = shape.filter((length) => length !== 1);
  if (axes.length > 2) throw new RangeError(`${name} has the shape [${shape.join(', ')}], not time and neurons`);
  const [rows, columns] = [axes[0] ?? 1, axes[1] ?? 1];
  const turned = columns > rows;
  const [steps, neurons] = turned ? [columns, rows] : [rows, columns];
  const spikes = Uint8Array.from({ length: data.length }, (_, k) => {
    const [t, n] = [Math.floor(k / neurons), k % neurons];
    return data[turned ? n * steps + t : k] > 0 ? 1 : 0;
  });
  return { steps, neurons, spikes };
}

/** Judges the pairs of rasters. */
export function verifyPairs({ pairs }: MeasureFile, find: FindRaster, verdict: MeasureVerdict): void {
  each(verdict, pairs, 'pair', (c, place) => {
    const where = `${place} (${String(c.a)}, ${String(c.b)})`;
    const [a, b] = [bitsOf(c.a, find), bitsOf(c.b, find)];
    if (a.steps !== b.steps || a.neurons !== b.neurons) {
      throw new RangeError(`${String(c.a)} has ${a.steps} steps and ${a.neurons} neurons, ${String(c.b)} has ${b.steps} and ${b.neurons}`);
    }
    const { agreement, both, onlyA, onlyB, firstDivergence } = compareSpikes(a.spikes, b.spikes, a.steps, a.neurons);
    const whole = { agreement, bothSpikes: both, onlyA, onlyB, firstDivergenceStep: firstDivergence?.step ?? null };
    for (const [name, actual] of Object.entries(whole)) if (name in c) judgeNumber(verdict, where, name, actual, c[name]);

    const settings = settingsOf(c);
    const [one, two] = [a, b].map(({ spikes, steps, neurons }, k) => rasterOfSpikes(String(k ? c.b : c.a), spikes, steps, neurons));
    if (!Array.isArray(c.perNeuron)) throw new RangeError('"perNeuron" is not a list');
    for (const entry of c.perNeuron.map((each) => fields(each, 'neuron'))) {
      const n = entry.neuron;
      if (!(typeof n === 'number' && Number.isInteger(n) && n >= 0 && n < a.neurons)) throw new RangeError(`there is no neuron ${String(n)} among ${a.neurons}`);
      const [trainA, trainB] = [trainOf(one, n), trainOf(two, n)];
      const at = `${where}, neuron ${n}`;
      if ('na' in entry) judgeNumber(verdict, at, 'na', trainA.length, entry.na);
      if ('nb' in entry) judgeNumber(verdict, at, 'nb', trainB.length, entry.nb);
      judgeTrains(verdict, at, trainA, trainB, settings, entry);
    }
  });
}
