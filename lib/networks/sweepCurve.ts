import { operatorOf } from '../neurons/formula';
import { fires, sigmoid } from '../numerics/surrogates';
import type { LayerTrace, SweepCurve } from '../recording/types';
import type { LayerPlan } from './plan';

/** Longest curve, and the most multiply–adds spent on it. */
const MOST_SWEEPS = 64;
const BUDGET = 6e7;

function same(a: Uint8Array, b: Uint8Array): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/**
 * Agreement with the baseline after K = 0, 1, 2, … sweeps S ← Θ(D − θ·R·S − θ), in float64, until nothing
 * changes any more. K = 0 is PSU's soft reset for PSU, silence for the exact LIF.
 * @param charge D of the parallel layer, `[T, N]`
 */
export function sweepCurve(layer: LayerPlan, charge: Float32Array, baseline: LayerTrace, steps: number): SweepCurve | null {
  if (layer.neuron.form !== 'parallel') return null;
  const { formula } = layer.neuron;
  const source = formula.reset?.source;
  if (!formula.reset || formula.reset.scale !== 'threshold' || !source) return null;
  if (source.kind !== 'sweeps' && source.kind !== 'sigmoid-of-charge') return null;

  const size = charge.length;
  const kernel = operatorOf(formula.reset.kernel, steps, null);
  const { threshold } = layer;
  const fire = (rho: ArrayLike<number>): Uint8Array => {
    const taken = kernel.apply(rho, layer.neurons);
    const spikes = new Uint8Array(size);
    for (let k = 0; k < size; k++) spikes[k] = fires(charge[k] - threshold * taken[k] - threshold, formula.strict);
    return spikes;
  };
  const agreementOf = (s: Uint8Array) => {
    let equal = 0;
    for (let k = 0; k < size; k++) if (s[k] === baseline.spikes[k]) equal++;
    return equal / size;
  };

  const fromSilence = source.kind === 'sweeps' && source.guess === 'silence';
  let spikes = fromSilence ? new Uint8Array(size) : fire(new Float64Array(charge).map(sigmoid));
  const agreement = [agreementOf(spikes)];
  const most = Math.max(1, Math.min(MOST_SWEEPS, steps + 1, Math.floor(BUDGET / Math.max(1, size * 4))));
  for (let k = 1; k <= most; k++) {
    const next = fire(spikes);
    if (same(next, spikes)) return { agreement, settled: k - 1 };
    spikes = next;
    agreement.push(agreementOf(spikes));
  }
  return { agreement, settled: null };
}
