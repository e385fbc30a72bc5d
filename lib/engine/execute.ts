/** One run: Experiment in, Recording out. */
import type { Experiment } from '../experiment/schema';
import type { InputFile } from '../formats/readInput';
import { runBaseline, runParallelFloat64 } from '../networks/float64';
import { planInPieces } from '../networks/plan';
import { checkSizes, DEFAULT_LIMITS, type MachineLimits } from '../networks/sizes';
import { sweepCurve } from '../networks/sweepCurve';
import { byChance, thresholdOf } from '../neurons/formula';
import { paced } from '../numerics/pieces';
import { summarise, type LayerSummary } from '../recording/summary';
import type { Provenance, Recording, SweepCurve } from '../recording/types';
import { inputChannels } from './channels';
import { stimulus } from './stimulus';

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
 * @param pause awaited with the share done, between stages and about every 50 ms within them; throws CancelledError to stop
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
  const stage = (name: string, from: number, to: number) => (done: number) => pause(from + (to - from) * done, name);
  const plan = await paced(planInPieces(experiment, input.channels, file?.kind === 'array' ? file.learned : undefined), stage('input', 0, 0.05));

  const start = performance.now();
  const parallel = await runner.run(plan, input.data, stage('parallel network', 0.05, 0.5));
  const middle = performance.now();
  const baseline = await runBaseline(plan, input.data, stage('sequential baseline', 0.5, 0.85));
  const end = performance.now();
  const sweeps: (SweepCurve | null)[] = [];
  const summary: LayerSummary[] = [];
  for (const [i, layer] of plan.layers.entries()) {
    const compare = stage('comparison', 0.85 + (0.15 * i) / plan.layers.length, 0.85 + (0.15 * (i + 1)) / plan.layers.length);
    await compare(0);
    sweeps.push(await paced(sweepCurve(layer, parallel[i].charge, baseline[i], plan.steps), compare));
    const { neuron, threshold } = layer;
    const compared = neuron.form !== 'parallel' ? threshold : byChance(neuron.formula) ? null : thresholdOf(neuron.formula, threshold);
    summary.push(summarise(parallel[i], baseline[i], plan.steps, compared, threshold));
  }

  return {
    steps: plan.steps,
    input,
    parallel,
    baseline,
    learned: plan.layers.map((layer) => layer.learned),
    sweeps,
    summary,
    provenance: { backend: runner.backend, bits: runner.bits, parallelMs: middle - start, baselineMs: end - middle },
  };
}
