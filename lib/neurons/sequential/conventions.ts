import type { CellConstants } from './cell';

/** The same words mean different neurons in different libraries; this says which is meant. */
export interface SequentialSettings {
  readonly model: 'lif' | 'if' | 'plif';
  /** Whose conventions: the PSU release (BrainCog), SpikingJelly or snnTorch. */
  readonly library: 'psu' | 'spikingjelly' | 'snntorch';
  readonly reset: 'soft' | 'hard' | 'none';
  /** SpikingJelly: the input is scaled by 1/τ. */
  readonly decayInput: boolean;
  /** SpikingJelly: no gradient through the spike in the reset. Changes gradients only. */
  readonly detachReset: boolean;
  /** snnTorch: the reset acts one step late. */
  readonly delayReset: boolean;
  /** SpikingJelly's hard reset goes here. */
  readonly resetValue: number;
  readonly tau: number;
}

/**
 * The constants of a convention.
 *
 * PSU release: H = V⁻ + (X − V⁻)/τ, strict, spike detached in the reset, hard reset to 0.
 * SpikingJelly: decayInput H = V⁻ + (X − (V⁻ − v_r))/τ, else H = V⁻ − (V⁻ − v_r)/τ + X; non-strict.
 * snnTorch Leaky: H = β·U⁻ + X − reset of the step before, β = 1 − 1/τ, strict.
 * IF: leak 1, gain 1, whatever decayInput says. PLIF: 1/τ becomes σ(w), w = −ln(τ − 1): the same neuron until trained.
 */
export function cellConstants(s: SequentialSettings): CellConstants {
  const reset = s.reset === 'none' ? 'none' : s.reset === 'soft' ? 'subtract' : 'zero';
  const rate = 1 / s.tau;
  const leak = s.model === 'if' ? 1 : 1 - rate;
  if (s.library === 'snntorch') {
    const timing = s.delayReset ? 'delayed' : 'corrected';
    return { leak, gain: 1, offset: 0, reset, resetValue: 0, timing, strict: true, detached: false };
  }
  if (s.library === 'psu') {
    const gain = s.model === 'if' ? 1 : rate;
    return { leak, gain, offset: 0, reset, resetValue: 0, timing: 'now', strict: true, detached: true };
  }
  const resetValue = reset === 'zero' ? s.resetValue : 0;
  const scaled = s.model !== 'if' && s.decayInput;
  return {
    leak,
    gain: scaled ? rate : 1,
    offset: s.model === 'if' ? 0 : resetValue * rate,
    reset,
    resetValue,
    timing: 'now',
    strict: false,
    detached: s.detachReset,
  };
}
