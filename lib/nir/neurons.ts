/**
 * Neurons of NIR, one step at a time in float64. With a = dt/τ:
 *
 *   Euler   v ← v + a·(v_leak − v + R·I)
 *   exact   v ← d·v + (1 − d)·(v_leak + R·I),  d = e^(−dt/τ),  I constant during the step
 *
 * CubaLIF and CubaLI first have a current, τ_syn·I' = −I + w_in·S. Euler moves the current first and the membrane with
 * the new current, as norse and snnTorch do; exact solves both equations together for an S that is constant during the step.
 * Then z = v > v_threshold, and v is reset at once. Before the first step I is 0 and v is v_reset, or 0 where there is none.
 */
import type { Discretisation, Kind } from './kind';
import { fits, has, parameter, refuse, spreadOver } from './parameters';
import { shapeText, sizeOf, type NirNode, type Shape } from './types';

/** Shape of a population: that of its largest parameter, or of its input where all parameters are single numbers. */
function populationShape(node: NirNode, keys: readonly string[], input: Shape, flattened: boolean): Shape {
  const largest = keys.filter((key) => has(node, key)).map((key) => parameter(node, key)).reduce((most, each) => (each.data.length > most.data.length ? each : most));
  if (largest.data.length === 0) return refuse(node, 'has no neurons.');
  const own = largest.data.length === sizeOf(input) && fits(largest.shape, input, flattened);
  const shape = own ? largest.shape : input;
  if (!own && largest.data.length > sizeOf(input)) refuse(node, `has ${shapeText(largest.shape)} neurons, but is given ${shapeText(input)}.`);
  for (const key of keys) if (has(node, key)) spreadOver(node, key, shape);
  return shape;
}

function positive(node: NirNode, key: string): void {
  const wrong = parameter(node, key).data.find((value) => !(value > 0));
  if (wrong !== undefined) refuse(node, `has ${key} ${wrong}; time constants should be above 0.`);
}

/** v ← keep·v + gain·x + drift of a population that takes its input as a current. */
interface Membrane {
  readonly keep: Float64Array;
  readonly gain: Float64Array;
  readonly drift: Float64Array;
}

function membraneOf(node: NirNode, shape: Shape, tauName: string | null, { dt, method }: Discretisation): Membrane {
  const r = spreadOver(node, 'r', shape);
  if (tauName === null) return { keep: new Float64Array(r.length).fill(1), gain: r.map((value) => dt * value), drift: new Float64Array(r.length) };
  const tau = spreadOver(node, tauName, shape);
  const leak = spreadOver(node, 'v_leak', shape);
  const share = tau.map((value) => (method === 'euler' ? dt / value : -Math.expm1(-dt / value)));
  return { keep: share.map((a) => 1 - a), gain: share.map((a, n) => a * r[n]), drift: share.map((a, n) => a * leak[n]) };
}

/** What a synapse's current does to the membrane in one step: v += R·(k·I + …), k = ∫ of e^(−t/τ_syn) through the leak. */
export function currentShare(dt: number, tauSyn: number, tauMem: number): number {
  const difference = dt / tauMem - dt / tauSyn;
  // The quotient of differences loses its digits where both time constants are nearly the same.
  if (Math.abs(difference) < 1e-2) {
    return Math.exp(-dt / tauMem) * (dt / tauMem) * (difference === 0 ? 1 : Math.expm1(difference) / difference);
  }
  return (tauSyn / (tauSyn - tauMem)) * (Math.exp(-dt / tauSyn) - Math.exp(-dt / tauMem));
}

/** Moves the currents and hands over what arrives at the membrane, so that v ← keep·v + arrives + drift. */
function synapseOf(node: NirNode, shape: Shape, { keep, gain }: Membrane, { dt, method }: Discretisation): (x: Float64Array, arrives: Float64Array) => void {
  const tau = spreadOver(node, 'tau_syn', shape);
  const weight = spreadOver(node, 'w_in', shape, 1);
  const current = new Float64Array(tau.length);
  if (method === 'euler') {
    const share = tau.map((value) => dt / value);
    return (x, arrives) => {
      for (let n = 0; n < current.length; n += 1) {
        current[n] += share[n] * (weight[n] * x[n] - current[n]);
        arrives[n] = gain[n] * current[n];
      }
    };
  }
  const r = spreadOver(node, 'r', shape);
  const tauMem = spreadOver(node, 'tau_mem', shape);
  const old = tau.map((value, n) => r[n] * currentShare(dt, value, tauMem[n]));
  const fresh = tau.map((_, n) => r[n] * (1 - keep[n]) - old[n]);
  const left = tau.map((value) => Math.exp(-dt / value));
  return (x, arrives) => {
    for (let n = 0; n < current.length; n += 1) {
      const target = weight[n] * x[n];
      arrives[n] = old[n] * current[n] + fresh[n] * target;
      current[n] = target + left[n] * (current[n] - target);
    }
  };
}

/** A type of neuron: its parameters, and whether it has a synapse, a leak and a threshold. */
function neuron({ synapse, leak, fires }: { readonly synapse: boolean; readonly leak: boolean; readonly fires: boolean }): Kind {
  const tauName = !leak ? null : synapse ? 'tau_mem' : 'tau';
  const needed = ['r', ...(tauName ? [tauName, 'v_leak'] : []), ...(synapse ? ['tau_syn'] : []), ...(fires ? ['v_threshold'] : [])];
  const known = [...needed, ...(synapse ? ['w_in'] : []), ...(fires ? ['v_reset'] : [])];
  return {
    ...(fires ? { spikes: true as const } : {}),
    integrates: true,
    shape(node, input, flattened) {
      for (const key of needed) parameter(node, key);
      if (tauName) positive(node, tauName);
      if (synapse) positive(node, 'tau_syn');
      return populationShape(node, known, input, flattened);
    },
    cost: (_node, _input, output) => 8 * sizeOf(output),
    make(node, _input, output, how) {
      const membrane = membraneOf(node, output, tauName, how);
      const { keep, gain, drift } = membrane;
      const arrive = synapse ? synapseOf(node, output, membrane, how) : null;
      const neurons = keep.length;
      const arrives = new Float64Array(neurons);
      const charge = (v: Float64Array, x: Float64Array) => {
        if (arrive) arrive(x, arrives);
        else for (let n = 0; n < neurons; n += 1) arrives[n] = gain[n] * x[n];
        for (let n = 0; n < neurons; n += 1) v[n] = keep[n] * v[n] + arrives[n] + drift[n];
      };
      if (!fires) {
        const v = new Float64Array(neurons);
        return { output: v, membrane: v, step: (x) => charge(v, x) };
      }
      const threshold = spreadOver(node, 'v_threshold', output);
      const reset = spreadOver(node, 'v_reset', output, 0);
      const v = reset.slice();
      const spikes = new Float64Array(neurons);
      const toReset = how.reset === 'zero';
      return {
        output: spikes,
        membrane: v,
        step(x) {
          charge(v, x);
          for (let n = 0; n < neurons; n += 1) {
            const fired = v[n] > threshold[n];
            spikes[n] = fired ? 1 : 0;
            if (fired) v[n] = toReset ? reset[n] : v[n] - (threshold[n] - reset[n]);
          }
        },
      };
    },
  };
}

export const NEURONS: Readonly<Record<string, Kind>> = {
  LIF: neuron({ synapse: false, leak: true, fires: true }),
  IF: neuron({ synapse: false, leak: false, fires: true }),
  LI: neuron({ synapse: false, leak: true, fires: false }),
  I: neuron({ synapse: false, leak: false, fires: false }),
  CubaLIF: neuron({ synapse: true, leak: true, fires: true }),
  CubaLI: neuron({ synapse: true, leak: true, fires: false }),
};
