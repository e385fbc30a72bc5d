/**
 * One cell for every sequential neuron here. Per step, with U the value carried over:
 *
 *   R = Θ(U⁻ − θ) where the reset is delayed, else 0            (never passes a gradient)
 *   H = leak·U⁻ + gain·X + offset − θ·R          subtract, delayed
 *   H = leak·(1 − R)·U⁻ + gain·X + offset         zero, delayed
 *   S = Θ(H − θ)
 *   Q = S, or S − R where the delay is corrected at once, or 0 where the reset waits for the next step
 *   U = H − θ·Q (subtract),  H·(1 − Q) + v_r·Q (zero),  H (none)
 *
 * A convention is a set of constants (conventions.ts). X, H, U, S are `[T, N]`, time-major; dimensionless.
 */
import { stretches, whole, type Pieces } from '../../numerics/pieces';
import { fires, surrogateDerivative, surrogateWidthDerivative, type Surrogate } from '../../numerics/surrogates';

export interface CellConstants {
  readonly leak: number;
  readonly gain: number;
  readonly offset: number;
  readonly reset: 'none' | 'subtract' | 'zero';
  /** Where `zero` puts the membrane; also its value before the first step. */
  readonly resetValue: number;
  /** `now`: within the step. `delayed`: one step late. `corrected`: delayed, with S − R applied at once (snnTorch). */
  readonly timing: 'now' | 'delayed' | 'corrected';
  readonly strict: boolean;
  /** True: no gradient through S in the reset. */
  readonly detached: boolean;
}

export interface SequentialTrace {
  /** H, compared with the threshold. */
  readonly membrane: Float64Array;
  /** U (V in the LIF papers): carried to the next step. */
  readonly carried: Float64Array;
  readonly spikes: Uint8Array;
}

/** R of a delayed reset; the same for all steps of a cell that resets at once. */
function delayedReset(c: CellConstants, carried: number, threshold: number): 0 | 1 {
  return c.timing === 'now' || c.reset === 'none' ? 0 : fires(carried - threshold, c.strict);
}

/** H from the value carried over and this step's input. */
function charge(c: CellConstants, carried: number, r: 0 | 1, x: number, threshold: number): number {
  const kept = c.reset === 'zero' && r ? 0 : carried;
  return c.leak * kept + c.gain * x + c.offset - (c.reset === 'subtract' ? threshold * r : 0);
}

/** Q: the reset applied within the step. */
function resetNow(c: CellConstants, spike: number, r: number): number {
  if (c.reset === 'none' || c.timing === 'delayed') return 0;
  return c.timing === 'now' ? spike : spike - r;
}

/** Multiply–adds that one step of one cell is counted as. */
const COST = 8;

/** The steps `from` up to `to` of a trace whose earlier steps are there. */
function fillSteps(c: CellConstants, x: ArrayLike<number>, channels: number, threshold: number, trace: SequentialTrace, from: number, to: number) {
  const { membrane, carried, spikes } = trace;
  for (let k = from * channels; k < to * channels; k++) {
    const before = k < channels ? c.resetValue : carried[k - channels];
    const r = delayedReset(c, before, threshold);
    const h = charge(c, before, r, x[k], threshold);
    const s = fires(h - threshold, c.strict);
    const q = resetNow(c, s, r);
    membrane[k] = h;
    spikes[k] = s;
    carried[k] = c.reset === 'subtract' ? h - threshold * q : h * (1 - q) + c.resetValue * q;
  }
}

/** Runs the cell step by step on X `[T, N]` in float64. Starts at resetValue (0 unless a hard reset says otherwise). */
export function* runCellInPieces(c: CellConstants, x: ArrayLike<number>, steps: number, channels: number, threshold: number): Pieces<SequentialTrace> {
  const size = steps * channels;
  const trace = { membrane: new Float64Array(size), carried: new Float64Array(size), spikes: new Uint8Array(size) };
  yield* stretches(steps, COST * channels, (from, to) => fillSteps(c, x, channels, threshold, trace, from, to));
  return trace;
}

/** The same at one go. */
export const runCell = (c: CellConstants, x: ArrayLike<number>, steps: number, channels: number, threshold: number): SequentialTrace =>
  whole(runCellInPieces(c, x, steps, channels, threshold));

export interface SequentialGradients {
  readonly input: Float64Array;
  readonly threshold: number;
  readonly leak: number;
  readonly gain: number;
  readonly width: number;
}

/** Gradients of L = Σ S·G, followed back through time. */
export function backCell(
  c: CellConstants,
  x: ArrayLike<number>,
  trace: SequentialTrace,
  g: ArrayLike<number>,
  steps: number,
  channels: number,
  threshold: number,
  surrogate: Surrogate,
): SequentialGradients {
  const size = steps * channels;
  const input = new Float64Array(size);
  const dCarried = new Float64Array(channels);
  let [dThreshold, leak, gain, width] = [0, 0, 0, 0];

  for (let k = size - 1; k >= 0; k--) {
    const n = k % channels;
    const before = k < channels ? c.resetValue : trace.carried[k - channels];
    const r = delayedReset(c, before, threshold);
    const h = trace.membrane[k];
    const q = resetNow(c, trace.spikes[k], r);
    const slope = surrogateDerivative(surrogate, h - threshold);
    const du = dCarried[n];

    let dSpike = g[k];
    let dMembrane = du;
    if (c.reset === 'subtract') {
      dThreshold -= du * q;
      if (!c.detached && c.timing !== 'delayed') dSpike -= du * threshold;
    } else if (c.reset === 'zero') {
      dMembrane = du * (1 - q);
      if (!c.detached && c.timing !== 'delayed') dSpike += du * (c.resetValue - h);
    }
    dMembrane += dSpike * slope;
    dThreshold -= dSpike * slope;
    width += dSpike * surrogateWidthDerivative(surrogate, h - threshold);

    const kept = c.reset === 'zero' && r ? 0 : before;
    if (c.reset === 'subtract') dThreshold -= dMembrane * r;
    leak += dMembrane * kept;
    gain += dMembrane * x[k];
    input[k] = dMembrane * c.gain;
    dCarried[n] = c.reset === 'zero' && r ? 0 : dMembrane * c.leak;
  }
  return { input, threshold: dThreshold, leak, gain, width };
}
