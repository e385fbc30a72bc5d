/** One run: Experiment in, Recording out. */
import type { Experiment } from '../experiment/schema';
import type { InputFile } from '../formats/readInput';
import { runBaseline, runParallelFloat64 } from '../networks/float64';
import { checkSizes, DEFAULT_LIMITS, planNetwork, type MachineLimits } from '../networks/plan';
import { sweepCurve } from '../networks/sweepCurve';
import { byChance, thresholdOf } from '../neurons/formula';
import { summarise } from '../recording/summary';
import type { Provenance, Recording } from '../recording/types';
import { inputChannels, stimulus } from './stimulus';

/** Runs the parallel network of a plan; float64 here, a tfjs backend in the worker once it is ready. */
export interface Runner {
  readonly backend: string;
  readonly bits: Provenance['bits'];
  readonly limits: MachineLimits;
  run: typeof runParallelFloat64;
}

/** The float64 form: instant for small networks, and the first picture before tfjs has loaded. */
export const float64Runner: Runner = { backend: 'float64', bits: 64, limits: DEFAULT_LIMITS, run: runParallelFloat64 };

/** Thrown by `pause` when a run is no longer wanted. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/**
 * Runs an Experiment.
 * @param file the reader's file, for experiments that read one
 * @param pause awaited between stages with the share done; throws CancelledError to stop
 * @throws ExperimentError where sizes pass a limit, before anything is allocated
 */
export async function execute(
  experiment: Experiment,
  file: InputFile | null,
  runner: Runner,
  pause: (done: number, stage: string) => Promise<void>,
): Promise<Recording> {
  checkSizes(experiment, inputChannels(experiment, file), runner.limits);
  await pause(0, 'input');
  const input = stimulus(experiment, file);
  const plan = planNetwork(experiment, input.channels);
  const stages = plan.layers.length * 2 + 1;
  let stage = 0;
  const next = (name: string) => () => pause(++stage / (stages * 2), name);

  const start = performance.now();
  const parallel = await runner.run(plan, input.data, next('parallel network'));
  const middle = performance.now();
  const baseline = await runBaseline(plan, input.data, next('sequential baseline'));
  const end = performance.now();
  await pause(0.9, 'comparison');

  return {
    steps: plan.steps,
    input,
    parallel,
    baseline,
    learned: plan.layers.map((layer) => layer.learned),
    sweeps: plan.layers.map((layer, i) => sweepCurve(layer, parallel[i].charge, baseline[i], plan.steps)),
    summary: plan.layers.map(({ neuron, threshold }, i) => {
      const compared = neuron.form !== 'parallel' ? threshold : byChance(neuron.formula) ? null : thresholdOf(neuron.formula, threshold);
      return summarise(parallel[i], baseline[i], plan.steps, compared, threshold);
    }),
    provenance: { backend: runner.backend, bits: runner.bits, parallelMs: middle - start, baselineMs: end - middle },
  };
}
