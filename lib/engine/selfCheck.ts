import { defaultExperiment, defaultLayer, type Experiment } from '../experiment/schema';
import { runParallelFloat64 } from '../networks/float64';
import { planNetwork } from '../networks/plan';
import { runParallelTensors } from '../networks/tensors';
import { relativeError } from '../numerics/errors';
import { randomStream } from '../numerics/random';
import { readTensor } from './read';

/** Largest error a backend may show, relative to max(1, largest value). */
export const SELF_CHECK_LIMIT = { 16: 5e-3, 32: 1e-4 } as const;

const STEPS = 40;
const NEURONS = 24;
const KINDS = ['psu', 'ipsu', 'rpsu', 'exact-lif'];
const at = async () => undefined;

/**
 * Runs four small fixed networks on the backend in use and in float64.
 * @returns the largest error of any current, charge, reset or membrane potential
 */
export async function selfCheck(): Promise<number> {
  const random = randomStream(11, 'self-check');
  const input = Float32Array.from({ length: STEPS * NEURONS }, () => 0.5 + random.normal());
  let worst = 0;
  for (const neuron of KINDS) {
    const experiment: Experiment = {
      ...defaultExperiment(),
      steps: STEPS,
      layers: [{ ...defaultLayer(), connect: 'dense', neurons: NEURONS, gain: 1.5, neuron, sweeps: neuron === 'exact-lif' ? 3 : 0 }],
    };
    const plan = planNetwork(experiment, NEURONS);
    const [expected] = await runParallelFloat64(plan, input, at);
    const [actual] = await runParallelTensors(plan, input, readTensor, at);
    for (const field of ['current', 'charge', 'reset', 'membrane'] as const) {
      // Sweeps reset with true spikes: one that lies at the threshold moves what follows.
      if (neuron === 'exact-lif' && field !== 'charge' && field !== 'current') continue;
      worst = Math.max(worst, relativeError(actual[field], expected[field]));
    }
  }
  return worst;
}
