/** What the Compare page shows before anything is dropped: one generated input, one LIF under three resets, and PSU. */
import { defaultExperiment, type Experiment } from '../../experiment/schema';
import { traceCell } from '../../networks/float64';
import { planNetwork } from '../../networks/plan';
import type { CellConstants } from '../../neurons/sequential/cell';
import { whole } from '../../numerics/pieces';
import { rasterOfLayer, type Raster } from '../../recording/raster';
import { execute, float64Runner } from '../execute';

/** τ = 2 is where the released matrices and the LIF agree, so that only the reset differs. */
function exampleExperiment(): Experiment {
  const start = defaultExperiment();
  return { ...start, steps: 128, input: { ...start.input, waveform: 'gaussian', mean: 0.5, amplitude: 0.8, spread: 0.4, noise: 0, neurons: 24 } };
}

/** The names, in the order of the rasters. */
export const EXAMPLE_NAMES = ['LIF, reset by subtraction', 'LIF, reset to zero', 'LIF, reset one step late', 'PSU'] as const;

export async function makeExample(pause: (done: number) => Promise<void>): Promise<readonly Raster[]> {
  const experiment = exampleExperiment();
  const { parallel, baseline } = await execute(experiment, null, float64Runner, pause);
  const [{ current, neurons }] = baseline;
  const { baseline: soft, threshold } = planNetwork(experiment, neurons).layers[0];
  const variant = (change: Partial<CellConstants>) => whole(traceCell({ ...soft, ...change }, current, experiment.steps, neurons, threshold));
  const traces = [baseline[0], variant({ reset: 'zero' }), variant({ timing: 'delayed' }), parallel[0]];
  return traces.map((trace, k) => rasterOfLayer(EXAMPLE_NAMES[k], trace, experiment.steps));
}
