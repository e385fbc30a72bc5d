/**
 * Runs that train in turn on equal budgets, a slice of time each, so that all curves grow side by side. It
 * knows nothing of workers: what it says goes through `say`, and `breathe` lets messages in between slices.
 */
import { ArchitectureError } from '../../networks/training/architecture';
import { firstNotFinite } from '../../networks/training/probe';
import type { Budget, FromTraining } from './protocol';
import { NotFiniteError, type Run } from './run';

export interface RaceHooks {
  say(message: FromTraining): void;
  /** Lets waiting messages in. */
  breathe(): Promise<void>;
  /** Brings a lost device back; false where the error was another. */
  recover(error: unknown): Promise<boolean>;
}

/** Longest work between two looks at the messages. */
const SLICE_MS = 40;

/** The device, or the tab, has no room for the batch. */
function outOfMemory(error: unknown): boolean {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  return /out of memory|texture size|create WebGLTexture|allocation failed|Invalid typed array length|memory access out of bounds|index is out of bounds|Cannot enlarge memory/i.test(text);
}

export function createRace({ say, breathe, recover }: RaceHooks) {
  const runs = new Map<string, Run>();
  /** Runs that met an error wait for the reader. */
  const halted = new Set<string>();
  let budget: Budget = { kind: 'epochs' };
  let playing = false;
  let pace = 0;
  let looping: Promise<void> | null = null;

  const spent = (run: Run) => budget.kind === 'seconds' && run.trained >= budget.seconds;
  // A run may be saved after an epoch's last step and before the look that ends the epoch.
  const wants = ([id, run]: [string, Run]) => !halted.has(id) && (!run.finished || run.atEpochEnd) && !spent(run);
  const progress = (run: Run) => (budget.kind === 'seconds' ? run.trained : run.step / run.stepsPerEpoch);

  /** The run that is furthest behind. */
  function next(): [string, Run] | null {
    return [...runs].filter(wants).sort(([, a], [, b]) => progress(a) - progress(b))[0] ?? null;
  }

  /** A run may be taken away while it is at work; of such a one no more is said. */
  const there = (id: string, run: Run) => runs.get(id) === run;

  async function endEpoch(id: string, run: Run): Promise<void> {
    const { checkpoint, validation } = await run.endEpoch(breathe);
    if (!there(id, run)) return;
    say({ type: 'epoch', id, checkpoint, validation });
    if (run.finished) say({ type: 'ended', id, checkpoint });
  }

  async function slice(id: string, run: Run, ms: number): Promise<void> {
    if (run.atEpochEnd || run.untouched) await endEpoch(id, run);
    if (run.finished || !there(id, run)) return;
    const { loss, accuracy, perSecond } = await run.train(ms);
    if (!there(id, run)) return;
    say({ type: 'progress', id, step: run.step, seconds: run.trained, loss, accuracy, perSecond });
    if (run.atEpochEnd) await endEpoch(id, run);
    if (!there(id, run) || !spent(run) || run.finished) return;
    const checkpoint = await run.conclude(breathe);
    if (there(id, run)) say({ type: 'ended', id, checkpoint });
  }

  async function halt(id: string, run: Run, error: unknown): Promise<void> {
    if (await recover(error)) {
      // Every run's tensors went with the device.
      for (const each of runs.values()) each.rebuild();
      return;
    }
    halted.add(id);
    const { batch } = run.recipe.learning;
    if (error instanceof NotFiniteError) {
      const place = await firstNotFinite(run.learner).catch(() => null);
      if (!there(id, run)) return;
      const epoch = run.lastGood.history.at(-1)?.epoch ?? 0;
      say({ type: 'stopped', id, smallerBatch: null, message: `The loss or its gradient is not a number any more${place ? `; the first such numbers are in ${place}` : ''}. Training stopped; what epoch ${epoch} left is kept. A smaller learning rate or a limit on the gradient's norm usually helps.` });
    } else if (outOfMemory(error) && batch > 1) {
      say({ type: 'stopped', id, smallerBatch: Math.max(1, Math.floor(batch / 2)), message: `This device has no room for ${batch} samples at a time. What the last epoch left is kept, and a smaller batch can go on from there.` });
    } else say({ type: 'stopped', id, smallerBatch: null, message: error instanceof Error ? error.message : String(error) });
  }

  async function attempt(id: string, run: Run, ms: number): Promise<void> {
    try {
      await slice(id, run, ms);
    } catch (error) {
      if (there(id, run)) await halt(id, run, error);
    }
  }

  async function loop(): Promise<void> {
    // Where there is nothing to do, it must not be over before `looping` holds it.
    await null;
    for (let now = next(); playing && now; now = next()) {
      await attempt(...now, pace > 0 ? 0 : SLICE_MS);
      await breathe();
      for (let waited = 0; playing && waited < pace; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    playing = false;
    looping = null;
    say({ type: 'playing', playing });
  }

  return {
    runs,
    add(id: string, make: () => Run): void {
      try {
        const run = make();
        runs.get(id)?.dispose();
        runs.set(id, run);
        halted.delete(id);
        say({ type: 'added', id, stepsPerEpoch: run.stepsPerEpoch, parameters: run.lastGood.state.weights.length });
      } catch (error) {
        const known = error instanceof ArchitectureError || error instanceof RangeError;
        say({ type: 'stopped', id, smallerBatch: null, message: known ? error.message : String(error) });
      }
    },
    remove(id: string): void {
      runs.get(id)?.dispose();
      runs.delete(id);
      halted.delete(id);
    },
    get playing(): boolean {
      return playing;
    },
    /** Every run anew from its last whole epoch, on the backend that is in use now. */
    rebuild(): void {
      for (const run of runs.values()) run.rebuild();
    },
    go(next: Budget = budget): void {
      budget = next;
      if (playing) return;
      playing = true;
      say({ type: 'playing', playing });
      looping ??= loop();
    },
    pause(): void {
      playing = false;
    },
    /** One optimiser step of the run that is furthest behind. */
    async step(): Promise<void> {
      playing = false;
      await looping;
      const now = next();
      if (now) await attempt(...now, 0);
    },
    setPace(ms: number): void {
      pace = Math.max(0, ms);
    },
    /** Waits until nothing is at work, for what needs the device to itself. */
    async idle(): Promise<void> {
      await looping;
    },
  };
}

export type Race = ReturnType<typeof createRace>;
