/**
 * A training run as one file: a .npz (a zip of numpy arrays) with `weights`, AdamW's `first` and `second`
 * moments, batch norms' running statistics, and `run.json`, which holds the recipe, the schedule's place, the
 * curves and the test. Going on from it gives the same curve as never having stopped.
 */
import { strFromU8, strToU8, zipSync, type Zippable } from 'fflate';
import { ExperimentError, choice, list, number, shape, type Kind } from '../../experiment/kinds';
import { parseRecipe, type Recipe } from '../../experiment/recipe';
import { FormatError } from '../../formats/FormatError';
import { readNpy } from '../../formats/npy';
import { unzipEntry } from '../../formats/unzipEntry';
import { writeNpy } from '../../formats/writeNpy';
import { listZip } from '../../formats/zip';
import type { Evaluation } from '../../networks/training/evaluate';
import type { Checkpoint, EpochPoint } from './protocol';

const FORMAT = 'parallel-spikes-training';
export const CHECKPOINT_VERSION = 1;
const MAX_EPOCHS = 1000;
const MAX_BLOCKS = 8;
const MAX_CLASSES = 1000;
/** T of the longest samples that are read for training. */
const MAX_STEPS = 1000;

const any = number(0, { min: -1e30, max: 1e30 }, 'a number of its curves is not finite');
const count = number(0, { min: 0, max: 1e12, whole: true }, 'a count is not a whole number from 0');
const share = number(0, { min: 0, max: 1 }, 'a share is not from 0 to 1');
const numbers = (most: number) => list(any, () => [], { min: 0, max: most }, `a list has at most ${most} numbers`);
const perBlock = <T>(item: Kind<T>) => list(item, () => [], { min: 0, max: MAX_BLOCKS }, `a network has at most ${MAX_BLOCKS} blocks`);

function orNull<T>(kind: Kind<T>): Kind<T | null> {
  return { start: () => null, check: (value, place) => (value === null || value === undefined ? null : kind.check(value, place)) };
}

const operations = shape({ additions: any, multiplications: any });

const evaluation = shape({
  samples: count,
  loss: any,
  accuracy: share,
  confusion: list(count, () => [], { min: 0, max: MAX_CLASSES ** 2 }, 'a confusion matrix has too many cells'),
  rates: perBlock(any),
  fired: perBlock(any),
  operations,
  mistakes: list(shape({ sample: count, label: count, answer: count, certainty: any }), () => [], { min: 0, max: 100 }, 'at most 100 mistakes are kept'),
});

const point = shape({
  epoch: count,
  seconds: any,
  loss: orNull(any),
  accuracy: orNull(share),
  validationLoss: any,
  validationAccuracy: share,
  rates: perBlock(any),
  fired: perBlock(any),
  operations,
  times: orNull(shape({ forward: any, backward: any, update: any })),
  membranes: shape({ edges: numbers(2), counts: perBlock(numbers(200)), above: perBlock(any) }),
  gradients: perBlock(numbers(4096)),
  matrices: perBlock(numbers(MAX_STEPS ** 2)),
});

const header = shape({
  format: choice('the format', [FORMAT], FORMAT),
  version: number(CHECKPOINT_VERSION, { min: CHECKPOINT_VERSION, max: CHECKPOINT_VERSION }, `this app reads version ${CHECKPOINT_VERSION} training files`),
  step: count,
  seconds: any,
  partial: shape({ samples: count, loss: any, right: count }),
  history: list(point, () => [], { min: 0, max: MAX_EPOCHS }, `at most ${MAX_EPOCHS} epochs are kept`),
  test: orNull(evaluation),
  norms: list(shape({ name: { start: () => '', check: nameOf }, channels: count }), () => [], { min: 0, max: MAX_BLOCKS }, `a network has at most ${MAX_BLOCKS} blocks`),
}, 'its run.json: ');

function nameOf(value: unknown): string {
  if (typeof value === 'string' && /^[1-8]$/.test(value)) return value;
  throw new ExperimentError('a batch norm has no number from 1 to 8 as its name.');
}

/** Digits that a curve needs; what training goes on from is kept whole, as arrays. */
const short = (_key: string, value: unknown) => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value instanceof Float32Array || value instanceof Uint32Array ? Array.from(value) : value);

/**
 * @param lean leave the optimiser's moments out: for inference, not for going on
 */
export function encodeCheckpoint(checkpoint: Checkpoint, lean = false): Uint8Array {
  const { recipe, state, history, seconds, partial, test } = checkpoint;
  const { step, norms } = state;
  const text = JSON.stringify({ format: FORMAT, version: CHECKPOINT_VERSION, recipe, step, history, test, norms: Object.entries(norms).map(([name, { mean }]) => ({ name, channels: mean.length })) }, short);
  // The sums of a half-made epoch are not rounded: they go on.
  const exact = JSON.stringify({ seconds, partial });
  const files: Zippable = { 'run.json': strToU8(`${text.slice(0, -1)},${exact.slice(1)}`) };
  // Not packed: it would save a twentieth, and moments that are still all zero would pack beyond what a reader of zips accepts.
  const array = (name: string, values: Float32Array) => (files[`${name}.npy`] = [writeNpy(values, [values.length]), { level: 0 }]);
  array('weights', state.weights);
  if (!lean) {
    array('first', state.first);
    array('second', state.second);
  }
  for (const [name, { mean, variance }] of Object.entries(norms)) {
    array(`norm-${name}-mean`, mean);
    array(`norm-${name}-variance`, variance);
  }
  return zipSync(files, { mtime: new Date('2000-01-01T00:00:00') });
}

const typed = (value: { confusion: number[] } & Record<string, unknown>): Evaluation => ({ ...(value as unknown as Evaluation), confusion: Uint32Array.from(value.confusion) });

/**
 * Reads a run's file.
 * @throws FormatError with one sentence naming the file and the place
 */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const entries = listZip(bytes, file);
  const entry = entries.find(({ name }) => name === 'run.json');
  if (!entry) throw new FormatError(file, 'list of entries', 'its list of entries has no run.json, so it is not a training run of this app.');
  let raw: unknown;
  try {
    raw = JSON.parse(strFromU8(unzipEntry(bytes, entry, file)));
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(file, 'run.json', 'its run.json is not readable as JSON.');
  }
  try {
    const { recipe: given, ...rest } = (raw ?? {}) as Record<string, unknown>;
    if (rest.format !== FORMAT) throw new FormatError(file, 'run.json', 'its run.json does not say that it is a training run.');
    const recipe: Recipe = parseRecipe(given);
    const { step, seconds, partial, history, test, norms } = header.check(rest, '');
    const array = (name: string, length: number | null): Float32Array => arrayOf(bytes, entries, name, length, file);
    const weights = array('weights', null);
    const moment = (name: string) => (entries.some((e) => e.name === `${name}.npy`) ? array(name, weights.length) : new Float32Array(weights.length));
    const state = {
      weights, first: moment('first'), second: moment('second'), step,
      norms: Object.fromEntries(norms.map(({ name, channels }) => [name, { mean: array(`norm-${name}-mean`, channels), variance: array(`norm-${name}-variance`, channels) }])),
    };
    const points = history.map((p): EpochPoint => ({
      ...p, matrices: p.matrices.map((m) => Float32Array.from(m)),
      membranes: { ...p.membranes, edges: [p.membranes.edges[0] ?? 0, p.membranes.edges[1] ?? 1] },
    }));
    return { recipe, state, history: points, seconds, partial, test: test && typed(test) };
  } catch (error) {
    if (error instanceof ExperimentError) {
      const said = error.message.replace(/^./, (c) => c.toLowerCase());
      throw new FormatError(file, 'run.json', said.startsWith('its run.json') ? said : `in its run.json, ${said}`);
    }
    throw error;
  }
}

function arrayOf(bytes: Uint8Array, entries: ReturnType<typeof listZip>, name: string, length: number | null, file: string): Float32Array {
  const entry = entries.find((e) => e.name === `${name}.npy`);
  if (!entry) throw new FormatError(file, 'list of entries', `its list of entries has no ${name}.npy.`);
  const { data, shape: axes } = readNpy(unzipEntry(bytes, entry, file), `${file} (${name})`);
  if (axes.length !== 1 || (length !== null && axes[0] !== length)) throw new FormatError(file, name, `the array ${name} has the shape [${axes.join(', ')}]${length === null ? '' : `; [${length}] was expected`}.`);
  const values = Float32Array.from(data as ArrayLike<number>);
  if (values.some((v) => !Number.isFinite(v))) throw new FormatError(file, name, `the array ${name} holds a number that is not finite.`);
  return values;
}
