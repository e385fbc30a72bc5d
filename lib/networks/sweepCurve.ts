import { operatorOf } from '../neurons/formula';
import { startSweeps } from '../neurons/sweeps';
import type { Pieces } from '../numerics/pieces';
import type { LayerTrace, SweepCurve } from '../recording/types';
import type { LayerPlan } from './plan';

/** Cells that may be swept beyond the sweeps that the layer makes itself. */
const BUDGET = 5e7;

/**
 * Agreement with the baseline after K = 0, 1, 2, … sweeps S ← Θ(D − θ·R·S − θ), in float64, until nothing
 * changes any more; where that takes long, at least for the layer's own K. K = 0 is PSU's soft reset for
 * PSU, silence for the exact LIF. Null for a layer that does not sweep.
 * @param charge D of the parallel layer, `[T, N]`
 */
export function* sweepCurve(layer: LayerPlan, charge: Float32Array, baseline: LayerTrace, steps: number): Pieces<SweepCurve | null> {
  if (layer.neuron.form !== 'parallel') return null;
  const { formula } = layer.neuron;
  const source = formula.reset?.source;
  if (!formula.reset || formula.reset.scale !== 'threshold' || !source) return null;
  if (source.kind !== 'sweeps' && source.kind !== 'sigmoid-of-charge') return null;

  const size = charge.length;
  const { threshold, neurons } = layer;
  const settings = {
    kernel: operatorOf(formula.reset.kernel, steps, null),
    scale: threshold,
    threshold,
    strict: formula.strict,
    guess: source.kind === 'sweeps' ? source.guess : ('soft' as const),
  };
  const most = Math.max(1, source.kind === 'sweeps' ? source.count : 0, Math.floor(BUDGET / size));

  /** Bits that agree after K sweeps, of the neurons so far; one that is settled counts on as it is. */
  const equal = [0];
  let settledBits = 0;
  let cut = false;
  for (let n = 0; n < neurons; n++) {
    yield n / neurons;
    const own = startSweeps(charge, n, neurons, settings);
    const bits = () => {
      let count = 0;
      for (let t = 0, k = n; t < steps; t++, k += neurons) if (own.spikes[t] === baseline.spikes[k]) count++;
      return count;
    };
    const counts = [bits()];
    while (counts.length <= most && own.sweep()) counts.push(bits());
    cut ||= counts.length > most;
    const last = counts[counts.length - 1];
    const length = Math.max(equal.length, counts.length);
    for (let k = 0; k < length; k++) equal[k] = (equal[k] ?? settledBits) + (counts[k] ?? last);
    settledBits += last;
  }
  return { agreement: equal.map((count) => count / size), settled: cut ? null : equal.length - 1 };
}
