/** One training run: steps, epochs and what is kept after each. The place where training meets its history. */
import type { Dataset } from '../../datasets/types';
import { presentation } from '../../datasets/batch';
import type { Recipe } from '../../experiment/recipe';
import { architecture, parameterCount, type Architecture } from '../../networks/training/architecture';
import { freshState, type LearnedState } from '../../networks/training/device';
import { evaluate, type Evaluation } from '../../networks/training/evaluate';
import { initialParameters, parameterViews } from '../../networks/training/initialise';
import { probe } from '../../networks/training/probe';
import { checkStep } from '../../networks/training/sizes';
import { Trainer, type StepTimes } from '../../networks/training/trainer';
import type { Reader } from '../../networks/tensors';
import type { Checkpoint, EpochPoint } from './protocol';

type Pause = (done: number) => Promise<void>;

/** Training produced numbers that are not finite. */
export class NotFiniteError extends Error {
  override readonly name = 'NotFiniteError';
}

/** Whether a checkpoint's arrays are those of a network. */
function checkFit(plan: Architecture, { weights, first, second, norms }: LearnedState): void {
  const count = parameterCount(plan);
  if ([weights, first, second].some(({ length }) => length !== count)) {
    throw new RangeError(`This checkpoint holds ${weights.length} learned numbers; its network on these data has ${count}.`);
  }
  plan.blocks.forEach(({ spec }, k) => {
    const kept = Object.hasOwn(norms, k + 1) ? norms[k + 1] : null;
    if (spec.norm && (kept?.mean.length !== spec.units || kept.variance.length !== spec.units)) {
      throw new RangeError(`This checkpoint has no running statistics of ${spec.units} values for the batch norm of block ${k + 1}.`);
    }
  });
}

/** Whether a checkpoint is not further than its recipe goes. */
function checkStepCount({ learning: { epochs, batch } }: Recipe, dataset: Dataset, { step }: LearnedState): void {
  const most = epochs * Math.ceil(dataset.parts.train.labels.length / batch);
  if (step > most) throw new RangeError(`This checkpoint says that ${step} steps were made; its recipe has ${most}.`);
}

/** T of a recipe on a dataset: the data's own steps, or as many as the recipe repeats a picture for. */
export function stepsOf(recipe: Recipe, dataset: Dataset): number {
  const shown = presentation(dataset, recipe.task.show);
  return shown.repeats ? recipe.steps : shown.steps;
}

/** @throws ArchitectureError where the network does not fit the data */
export function planOf(recipe: Recipe, dataset: Dataset): Architecture {
  return architecture({ steps: stepsOf(recipe, dataset), blocks: recipe.blocks, neuron: recipe.neuron }, presentation(dataset, recipe.task.show).shape, dataset.classes.length);
}

export class Run {
  readonly plan: Architecture;
  private trainer: Trainer;
  private history: EpochPoint[] = [];
  private seconds = 0;
  private partial = { samples: 0, loss: 0, right: 0 };
  private times: StepTimes | null = null;
  /** What the last whole epoch left: where a lost device or a failed step goes back to. */
  private kept: Checkpoint;
  test: Evaluation | null = null;

  constructor(readonly recipe: Recipe, readonly dataset: Dataset, readonly read: Reader, kept: Checkpoint | null) {
    this.plan = planOf(recipe, dataset);
    checkStep(this.plan, Math.min(recipe.learning.batch, dataset.parts.train.labels.length));
    const state = kept?.state ?? freshState(this.plan, initialParameters(this.plan, recipe.seed));
    checkFit(this.plan, state);
    checkStepCount(recipe, dataset, state);
    this.kept = kept ?? { recipe, state, history: [], seconds: 0, partial: this.partial, test: null };
    this.trainer = this.makeTrainer(state);
    this.restore();
  }

  private makeTrainer(state: LearnedState): Trainer {
    const { plan, dataset, recipe, read } = this;
    return new Trainer({ plan, learning: recipe.learning, dataset, show: recipe.task.show, seed: recipe.seed, read }, state);
  }

  private restore(): void {
    this.history = [...this.kept.history];
    this.seconds = this.kept.seconds;
    this.partial = { ...this.kept.partial };
    this.test = this.kept.test;
  }

  /** Makes the device's side anew from the last whole epoch. */
  rebuild(): void {
    try {
      this.trainer.dispose();
    } catch {
      // A lost device may refuse to tidy up; there is nothing left on it to keep.
    }
    this.trainer = this.makeTrainer(this.kept.state);
    this.restore();
  }

  get learner(): Trainer {
    return this.trainer;
  }
  get stepsPerEpoch(): number {
    return this.trainer.stepsPerEpoch;
  }
  get step(): number {
    return this.trainer.step;
  }
  get trained(): number {
    return this.seconds;
  }
  get finished(): boolean {
    return this.trainer.step >= this.recipe.learning.epochs * this.trainer.stepsPerEpoch;
  }
  /** The first look, before anything is learned, is still to come. */
  get untouched(): boolean {
    return this.history.length === 0;
  }

  /**
   * Steps for about `ms`, or one; never beyond the end of an epoch.
   * @throws NotFiniteError where the loss or its gradient is not a number any more
   */
  async train(ms: number): Promise<{ loss: number; accuracy: number; perSecond: number }> {
    const began = performance.now();
    // Answers of a run that goes on are those of a network it has left behind.
    this.test = null;
    do {
      const timed = this.trainer.step % 25 === 3;
      const times = await this.trainer.trainStep(timed);
      if (times) this.times = times;
    } while (performance.now() - began < ms && this.trainer.step % this.stepsPerEpoch !== 0);
    const report = await this.trainer.flush();
    const spent = (performance.now() - began) / 1000;
    this.seconds += spent;
    if (!report || !Number.isFinite(report.loss)) throw new NotFiniteError();
    const seen = report.samples;
    this.partial = {
      samples: this.partial.samples + seen,
      loss: this.partial.loss + report.loss * seen,
      right: this.partial.right + report.right,
    };
    return { loss: report.loss, accuracy: report.right / seen, perSecond: seen / spent };
  }

  get atEpochEnd(): boolean {
    return this.trainer.step % this.stepsPerEpoch === 0 && (this.partial.samples > 0 || this.untouched);
  }

  /**
   * Evaluates, looks inside and keeps a checkpoint.
   * @throws NotFiniteError where what it sees is not finite
   */
  async endEpoch(pause: Pause): Promise<{ checkpoint: Checkpoint; validation: Evaluation }> {
    const validation = await evaluate(this.trainer, 'validation', pause);
    const { membranes, gradients } = await probe(this.trainer);
    if (![validation.loss, ...membranes.edges, ...gradients.flat()].every(Number.isFinite)) throw new NotFiniteError();
    const state = await this.trainer.checkpoint();
    const views = parameterViews(this.plan, state.weights);
    const { samples, loss, right } = this.partial;
    this.thinOut();
    this.history.push({
      epoch: this.trainer.epoch,
      seconds: this.seconds,
      loss: samples ? loss / samples : null,
      accuracy: samples ? right / samples : null,
      validationLoss: validation.loss,
      validationAccuracy: validation.accuracy,
      rates: validation.rates,
      fired: validation.fired,
      operations: validation.operations,
      times: this.times,
      membranes,
      gradients,
      matrices: this.plan.blocks.map((_, k) => views.get(`${k + 1}.time-weight`)?.slice() ?? new Float32Array(0)),
    });
    this.partial = { samples: 0, loss: 0, right: 0 };
    if (this.finished) this.test = await evaluate(this.trainer, 'test', pause);
    this.kept = { recipe: this.recipe, state, history: [...this.history], seconds: this.seconds, partial: this.partial, test: this.test };
    return { checkpoint: this.kept, validation };
  }

  /** The test part's answers as the run stands, at the end of its time. */
  async conclude(pause: Pause): Promise<Checkpoint> {
    this.test = await evaluate(this.trainer, 'test', pause);
    return this.checkpoint();
  }

  /** Matrices are kept of the start, of epochs 1, 2, 4, 8, … and of the last one. */
  private thinOut(): void {
    const last = this.history.at(-1);
    if (!last || Number.isInteger(Math.log2(Math.max(1, last.epoch)))) return;
    this.history[this.history.length - 1] = { ...last, matrices: last.matrices.map(() => new Float32Array(0)) };
  }

  /** The run as it stands, in mid-epoch too. */
  async checkpoint(): Promise<Checkpoint> {
    // Of one moment: reading may take a while, and training may go on meanwhile.
    const now = { recipe: this.recipe, history: [...this.history], seconds: this.seconds, partial: { ...this.partial }, test: this.test };
    return { ...now, state: await this.trainer.checkpoint() };
  }

  get lastGood(): Checkpoint {
    return this.kept;
  }

  dispose(): void {
    this.trainer.dispose();
  }
}
