import { architecture } from '@/lib/networks/training/architecture';
import { checkStep, stepSizeOf } from '@/lib/networks/training/sizes';
import type { BlockSpec, NetworkSpec } from '@/lib/networks/training/spec';

const block = (more: Partial<BlockSpec> = {}): BlockSpec => ({ kind: 'dense', units: 4, kernel: 3, norm: false, pool: 1, dropout: 0, ...more });

function network(steps: number, blocks: BlockSpec[]): NetworkSpec {
  return {
    steps, blocks,
    neuron: { kind: 'psu', tau: 2, threshold: 0.5, matrices: 'released', surrogate: 'atan', width: 2, learnWidth: false, learnTau: false, learnThreshold: false, start: 'released' },
  };
}

describe('the size of a step', () => {
  it('counts activations, inputs and copies of the learned numbers', () => {
    const plan = architecture(network(3, [block()]), [5], 2);
    // 5·4 + 4 + 4·2 + 2 learned numbers; 3·7·4 activations and 3·7·5 inputs of 7 samples.
    expect(stepSizeOf(plan, 7).bytes).toBe(4 * (8 * 34 + 12 * 84 + 105));
    expect(stepSizeOf(plan, 7).largest).toEqual({ size: 105, what: 'what block 1 is fed' });
  });

  it('counts the neighbourhoods of a filter', () => {
    const plan = architecture(network(2, [block({ kind: 'conv2d' })]), [6, 5, 2], 2);
    expect(stepSizeOf(plan, 1).largest).toEqual({ size: 2 * 6 * 5 * 2 * 9, what: 'what block 1 is fed' });
  });

  it('is refused in a sentence with a way on where it is too large', () => {
    const plan = architecture(network(256, Array.from({ length: 8 }, () => block({ units: 2048 }))), [2048], 10);
    expect(() => checkStep(plan, 1000)).toThrow(/One step is too large: the activations of block 1 would be 524,288,000 numbers.*smaller batch/);
    expect(() => checkStep(plan, 100)).toThrow(/One step on 100 samples would keep about .* MB; the limit here is 1,500 MB\. Use a batch of \d+ or less/);
    expect(() => checkStep(architecture(network(28, [block({ units: 128 }), block({ units: 128 })]), [28], 10), 100)).not.toThrow();
  });

  it('suggests a batch that fits', () => {
    const plan = architecture(network(64, [block({ units: 512 })]), [512], 10);
    let message = '';
    try {
      checkStep(plan, 1000);
    } catch (error) {
      message = (error as Error).message;
    }
    const fits = Number(/batch of (\d+)/.exec(message)?.[1]);
    expect(fits).toBeGreaterThan(1);
    expect(() => checkStep(plan, fits)).not.toThrow();
  });
});
