/** How large one optimiser step would be, and what is too large; nothing is allocated. */
import { count } from '../../numerics/words';
import { DEFAULT_LIMITS, type MachineLimits } from '../sizes';
import { ArchitectureError, parameterCount, sizeOf, type Architecture } from './architecture';

/** Arrays of an activation's size that a step keeps for the way back: current, charge, reset, membrane, spikes and what is made of them. */
const KEPT = 12;
/** Copies of a learned number: weight, two moments, gradient, and what AdamW makes of them. */
const COPIES = 8;

export interface StepSize {
  /** Bytes that a step keeps at a time. */
  readonly bytes: number;
  /** Numbers of the largest single array, and what it is. */
  readonly largest: { readonly size: number; readonly what: string };
}

/** The size of a step on `batch` samples. */
export function stepSizeOf(plan: Architecture, batch: number): StepSize {
  const { steps } = plan.network;
  let bytes = COPIES * 4 * parameterCount(plan);
  let largest = { size: 0, what: '' };
  const hold = (size: number, what: string, times = 1) => {
    bytes += 4 * size * times;
    if (size > largest.size) largest = { size, what };
  };
  plan.blocks.forEach(({ spec, input, output }, k) => {
    const rows = steps * batch;
    hold(rows * sizeOf(output), `the activations of block ${k + 1}`, KEPT);
    const window = spec.kind === 'dense' ? 1 : spec.kernel ** (input.length - 1);
    hold(rows * sizeOf(input) * window, `what block ${k + 1} is fed`, spec.kind === 'dense' ? 1 : 2);
    hold((sizeOf(input) * window * spec.units) / (spec.kind === 'dense' ? 1 : sizeOf(input.slice(0, -1))), `the weights of block ${k + 1}`, 0);
  });
  return { bytes, largest };
}

const thousands = (n: number) => count(Math.round(n));

/**
 * Checks a step before anything is allocated.
 * @throws ArchitectureError with one sentence that names the limit and a way on
 */
export function checkStep(plan: Architecture, batch: number, limits: MachineLimits = DEFAULT_LIMITS): void {
  const { bytes, largest } = stepSizeOf(plan, batch);
  const whole = limits.textureSide ** 2;
  if (largest.size > whole) {
    throw new ArchitectureError(`One step is too large: ${largest.what} would be ${thousands(largest.size)} numbers, and this device holds ${thousands(whole)} in one piece. Use a smaller batch, fewer steps or fewer neurons.`);
  }
  if (bytes > limits.bytes) {
    const fits = Math.floor((batch * limits.bytes) / bytes);
    throw new ArchitectureError(`One step on ${batch} samples would keep about ${thousands(bytes / 1e6)} MB; the limit here is ${thousands(limits.bytes / 1e6)} MB. Use ${fits > 1 ? `a batch of ${fits} or less, ` : ''}fewer steps or fewer neurons.`);
  }
}
