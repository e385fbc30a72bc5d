/**
 * A Recipe says everything about a training run: task, network, neuron, how it learns, and the seed. Plain,
 * versioned JSON like an Experiment; its result is a checkpoint, and what a trained network does with one
 * sample is a Recording.
 */
import { PARALLEL_NEURONS } from '../neurons/parallel';
import { choice, ExperimentError, flag, list, number, refuse, shape, text, type Kind, type TypeOf } from './kinds';

export const RECIPE_VERSION = 1;

/** Tasks that ship, and `files` for the reader's own. */
export const TASK_IDS = ['digits', 'digits-rows', 'moving-shapes', 'spoken-digits', 'delayed-recall', 'temporal-xor', 'files'] as const;
export type TaskId = (typeof TASK_IDS)[number];

/** Neurons that can be trained: those whose gradient reaches their input. */
export const TRAINED_NEURONS = ['lif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'psn'] as const;
export type TrainedNeuron = (typeof TRAINED_NEURONS)[number];

/** Name of a neuron that can be trained. */
export const neuronLabel = (kind: string): string => PARALLEL_NEURONS.find((n) => n.kind === kind)?.label ?? kind.toUpperCase();

export const MAX_BLOCKS = 8;

/** Every number of a Recipe: name, range, step and default, once. */
export const RECIPE_FIELDS = {
  steps: { name: 'time steps', min: 1, max: 256, step: 1, start: 4, whole: true },
  units: { name: 'neurons or filters', min: 1, max: 2048, step: 1, start: 128, whole: true },
  kernel: { name: 'side of the filter', min: 1, max: 7, step: 2, start: 3, whole: true },
  pool: { name: 'pool', min: 1, max: 4, step: 1, start: 1, whole: true },
  dropout: { name: 'dropout', min: 0, max: 0.9, step: 0.05, start: 0, whole: false },
  tau: { name: 'time constant τ', min: 1.05, max: 100, step: 0.05, start: 2, whole: false },
  threshold: { name: 'threshold θ', min: 0.01, max: 10, step: 0.01, start: 0.5, whole: false },
  width: { name: 'surrogate width α', min: 0.1, max: 50, step: 0.1, start: 2, whole: false },
  epochs: { name: 'epochs', min: 1, max: 500, step: 1, start: 10, whole: true },
  batch: { name: 'batch', min: 1, max: 1000, step: 1, start: 100, whole: true },
  rate: { name: 'learning rate', min: 1e-6, max: 1, step: 1e-4, start: 1e-3, whole: false },
  minRate: { name: 'least learning rate', min: 0, max: 1, step: 1e-5, start: 1e-5, whole: false },
  decay: { name: 'weight decay', min: 0, max: 1, step: 0.001, start: 0.01, whole: false },
  warmup: { name: 'warm-up epochs', min: 0, max: 50, step: 1, start: 0, whole: true },
  smoothing: { name: 'label smoothing', min: 0, max: 0.9, step: 0.01, start: 0, whole: false },
  clip: { name: 'largest gradient norm, 0 for none', min: 0, max: 1000, step: 0.1, start: 0, whole: false },
  seed: { name: 'seed', min: 0, max: 4294967295, step: 1, start: 1, whole: true },
  delay: { name: 'delay', min: 8, max: 200, step: 1, start: 20, whole: true },
} as const;
export type RecipeField = keyof typeof RECIPE_FIELDS;

function field(name: RecipeField): Kind<number> {
  const f = RECIPE_FIELDS[name];
  return number(f.start, f, `${f.name} must be ${f.whole ? 'a whole number ' : ''}from ${f.min} to ${f.max}`);
}

const odd: Kind<number> = {
  start: () => RECIPE_FIELDS.kernel.start,
  check(value, place) {
    const side = field('kernel').check(value, place);
    if (side % 2 === 0) refuse(place, 'the side of a filter must be odd, so that it has a middle');
    return side;
  },
};

const block = shape({
  kind: choice('the block', ['dense', 'conv1d', 'conv2d'], 'dense'),
  units: field('units'),
  kernel: odd,
  norm: flag('batch norm', false),
  pool: field('pool'),
  dropout: field('dropout'),
});

const neuron = shape({
  kind: choice('the neuron', TRAINED_NEURONS, 'psu'),
  tau: field('tau'),
  threshold: field('threshold'),
  matrices: choice('the matrices', ['released', 'consistent'], 'released'),
  surrogate: choice('the surrogate', ['atan', 'sigmoid', 'piecewise-quadratic', 'fast-sigmoid', 'gate', 'box'], 'atan'),
  width: field('width'),
  /** α is learned where the neuron is parallel, as in the release. */
  learnWidth: flag('learned α', true),
  learnTau: flag('learned τ', false),
  learnThreshold: flag('learned θ', false),
  start: choice('the start', ['released', 'lif'], 'released'),
}, 'neuron: ');

const learning = shape({
  epochs: field('epochs'),
  batch: field('batch'),
  rate: field('rate'),
  decay: field('decay'),
  schedule: choice('the schedule', ['constant', 'cosine'], 'constant'),
  warmup: field('warmup'),
  minRate: field('minRate'),
  loss: choice('the loss', ['cross-entropy', 'mse'], 'cross-entropy'),
  smoothing: field('smoothing'),
  clip: field('clip'),
}, 'learning: ');

const task = shape({
  id: choice('the task', TASK_IDS, 'digits-rows'),
  seed: field('seed'),
  delay: field('delay'),
  /** How pictures become sequences; series are shown as they are. */
  show: choice('the picture', ['repeat', 'rows', 'columns'], 'rows'),
  /** Name and fingerprint of the reader's own data; their content stays on the device. */
  file: text('a file name', 300),
}, 'task: ');

const version: Kind<typeof RECIPE_VERSION> = {
  start: () => RECIPE_VERSION,
  check(value) {
    if (value === RECIPE_VERSION) return RECIPE_VERSION;
    throw new ExperimentError(`This app reads version ${RECIPE_VERSION} recipes; this one says version ${String(value).slice(0, 20)}.`);
  },
};

export const recipeSchema = shape({
  version,
  seed: field('seed'),
  task,
  /** T where a picture is repeated; else the data's own steps count. */
  steps: field('steps'),
  blocks: list(block, () => [block.start(), block.start()], { min: 1, max: MAX_BLOCKS }, `a network has 1 to ${MAX_BLOCKS} blocks`, (i) => `block ${i + 1}: `),
  neuron,
  learning,
});

export type Recipe = TypeOf<typeof recipeSchema>;
export type TaskSettings = Recipe['task'];

export const defaultRecipe = (): Recipe => recipeSchema.start();
export const defaultBlock = (): Recipe['blocks'][number] => block.start();

/**
 * Checks a value from outside and fills in the defaults.
 * @throws ExperimentError with one sentence naming the place and the limit
 */
export function parseRecipe(value: unknown): Recipe {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ExperimentError('A recipe must be an object.');
  return recipeSchema.check(value, '');
}
