/**
 * Sweeps towards the exact reset in float64: S ← Θ(D − s·R·S − θ), again and again, for one neuron.
 *
 * Neurons do not see each other here, so each sweeps until it is settled and no longer. R is strictly
 * lower-triangular, so a step depends on earlier spikes only: steps up to the first spike that changed stay
 * as they are and are not computed again.
 */
import { fires, sigmoid } from '../numerics/surrogates';
import type { TemporalOperator } from '../numerics/operators';

export interface SweepSettings {
  /** R. */
  readonly kernel: TemporalOperator;
  /** s. */
  readonly scale: number;
  /** θ. */
  readonly threshold: number;
  readonly strict: boolean;
  /** What stands for the spikes before the first sweep: none, or their probability σ(D). */
  readonly guess: 'silence' | 'soft';
}

/** One neuron's arrays, `[T]` each. */
export interface Sweeps {
  /** What the membrane was reset with: the guess, later the spikes of the sweep before. */
  readonly rho: Float64Array;
  /** R·ρ, not yet scaled by s. */
  readonly taken: Float64Array;
  /** H = D − s·R·ρ. */
  readonly membrane: Float64Array;
  readonly spikes: Uint8Array;
  /** Makes one sweep, in place; false where no spike changed. */
  sweep(): boolean;
}

/** The state at K = 0 of neuron n. @param charge D, `[T, N]` */
export function startSweeps(charge: ArrayLike<number>, n: number, channels: number, settings: SweepSettings): Sweeps {
  const { kernel, scale, threshold, strict, guess } = settings;
  const { steps } = kernel;
  const own = new Float64Array(steps);
  for (let t = 0; t < steps; t++) own[t] = charge[t * channels + n];
  const rho = guess === 'soft' ? own.map(sigmoid) : new Float64Array(steps);
  const taken = new Float64Array(steps);
  const membrane = new Float64Array(steps);
  const spikes = new Uint8Array(steps);

  /** Resets and fires from a step on. @returns the first step with another spike, T where there is none */
  function fireFrom(step: number): number {
    kernel.fill(taken, rho, 1, step, steps);
    let first = steps;
    for (let t = steps - 1; t >= step; t--) {
      membrane[t] = own[t] - scale * taken[t];
      const s = fires(membrane[t] - threshold, strict);
      if (s !== spikes[t]) first = t;
      spikes[t] = s;
    }
    return first;
  }

  let from = 0;
  fireFrom(0);
  // From silence, no sweep made means no spike yet.
  if (guess === 'silence') spikes.fill(0);
  return {
    rho, taken, membrane, spikes,
    sweep() {
      for (let t = from; t < steps; t++) rho[t] = spikes[t];
      from = fireFrom(from);
      return from < steps;
    },
  };
}
