/** @jest-environment node */
import fc from 'fast-check';
import { checkGraph } from '@/lib/nir/check';
import { currentShare } from '@/lib/nir/neurons';
import { chain, graphOf, membraneRows, node, recordOf, run } from './graphs';

/** What the last node before the output gives for one row. */
function once(type: string, parameters: Parameters<typeof node>[2], shape: number[], outputs: number[], row: number[]): number[] {
  const result = run(chain(shape, [node('x', type, parameters)], outputs), [row], { record: ['x'] });
  return membraneRows(result, 'x')[0];
}

describe('maps', () => {
  it('Affine: W·x + b', () => {
    expect(once('Affine', { weight: [[1, 2, 3], [-1, 0, 0.5]], bias: [10, 20] }, [3], [2], [1, 0, 4])).toEqual([23, 21]);
    expect(once('Linear', { weight: [[1, 2, 3], [-1, 0, 0.5]] }, [3], [2], [1, 0, 4])).toEqual([13, 1]);
  });

  it('Scale, spread over axes', () => {
    expect(once('Scale', { scale: [2, 3] }, [2], [2], [5, 7])).toEqual([10, 21]);
    expect(once('Scale', { scale: 2 }, [2], [2], [5, 7])).toEqual([10, 14]);
    expect(once('Scale', { scale: [[[2]], [[3]]] }, [2, 1, 2], [2, 1, 2], [1, 1, 1, 1])).toEqual([2, 2, 3, 3]);
    expect(once('Scale', { scale: [[1, 10, 100]] }, [2, 3], [2, 3], [1, 2, 3, 4, 5, 6])).toEqual([1, 20, 300, 4, 50, 600]);
  });

  it('Threshold: above, not at', () => {
    expect(once('Threshold', { threshold: [1, 1, 1] }, [3], [3], [0.9, 1, 1.1])).toEqual([0, 0, 1]);
  });

  it('Flatten keeps the order, with the batch axis of PyTorch or without', () => {
    for (const from of [0, 1, -3]) {
      const graph = chain([2, 1, 3], [node('x', 'Flatten', { start_dim: from, end_dim: -1, input_type: [2, 1, 3] }), node('w', 'Linear', { weight: [[1, 10, 100, 1e3, 1e4, 1e5]] })], [1]);
      expect(checkGraph(graph).problems).toEqual([]);
      expect(membraneRows(run(graph, [[1, 2, 3, 4, 5, 6]], { record: ['w'] }), 'w')).toEqual([[654321]]);
    }
  });

  it('Delay waits whole steps', () => {
    const result = run(chain([3], [node('x', 'Delay', { delay: [0, 1.4, 3] })], [3]), [[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4]], { record: ['x'] });
    expect(membraneRows(result, 'x')).toEqual([[1, 0, 0], [2, 1, 0], [3, 2, 0], [4, 3, 1]]);
  });
});

describe('windows', () => {
  // By hand: the picture is 1 2 3 / 4 5 6 / 7 8 9.
  const picture = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const kernel = [[[[1, 0], [0, 10]]]];

  it('Conv2d: stride, padding, dilation', () => {
    const conv = (more: Record<string, number | string | readonly unknown[]>, side: number, weight: readonly unknown[] = kernel) =>
      once('Conv2d', { weight, bias: [0], stride: 1, padding: 0, dilation: 1, groups: 1, ...more }, [1, 3, 3], [1, side, side], picture);
    expect(conv({}, 2)).toEqual([51, 62, 84, 95]);
    expect(conv({ padding: 'valid', bias: [0.5] }, 2)).toEqual([51.5, 62.5, 84.5, 95.5]);
    // Of an even kernel what is odd goes behind.
    expect(conv({ padding: 'same' }, 3)).toEqual([51, 62, 3, 84, 95, 6, 7, 8, 9]);
    expect(conv({ padding: [1, 1], stride: [2, 2] }, 2)).toEqual([10, 30, 70, 95]);
    expect(conv({ dilation: [2, 2] }, 1)).toEqual([91]);
    expect(conv({ padding: 1 }, 4)).toEqual([10, 20, 30, 0, 40, 51, 62, 3, 70, 84, 95, 6, 0, 7, 8, 9]);
  });

  it('Conv2d with groups keeps channels apart', () => {
    const weight = [[[[1]]], [[[10]]], [[[100]]], [[[1000]]]];
    expect(once('Conv2d', { weight, stride: 1, padding: 0, dilation: 1, groups: 2 }, [2, 1, 1], [4, 1, 1], [3, 7])).toEqual([3, 30, 700, 7000]);
  });

  it('Conv1d', () => {
    const weight = [[[1, 10], [100, 1000]]];
    expect(once('Conv1d', { weight, bias: [0], stride: 1, padding: 0, dilation: 1, groups: 1, input_shape: 3 }, [2, 3], [1, 2], [1, 2, 3, 4, 5, 6])).toEqual([5421, 6532]);
    expect(once('Conv1d', { weight, bias: [0], stride: 2, padding: 1, dilation: 1, groups: 1 }, [2, 3], [1, 2], [1, 2, 3, 4, 5, 6])).toEqual([4010, 6532]);
  });

  it('SumPool2d and AvgPool2d; what lies beyond the edge counts in the mean', () => {
    expect(once('SumPool2d', { kernel_size: [2, 2], stride: [1, 1], padding: [0, 0] }, [1, 3, 3], [1, 2, 2], picture)).toEqual([12, 16, 24, 28]);
    expect(once('AvgPool2d', { kernel_size: 2, stride: 2, padding: 1 }, [1, 3, 3], [1, 2, 2], picture)).toEqual([0.25, 1.25, 2.75, 7]);
  });

  it('agrees with the sum written out, for any geometry', () => {
    const geometry = fc.record({
      groups: fc.integer({ min: 1, max: 2 }), perGroup: fc.integer({ min: 1, max: 2 }), out: fc.integer({ min: 1, max: 2 }),
      side: fc.integer({ min: 3, max: 6 }), kernel: fc.integer({ min: 1, max: 3 }), stride: fc.integer({ min: 1, max: 3 }),
      padding: fc.integer({ min: 0, max: 2 }), dilation: fc.integer({ min: 1, max: 2 }), seed: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(fc.property(geometry, ({ groups, perGroup, out, side, kernel, stride, padding, dilation, seed }) => {
      const outputs = Math.floor((side + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
      fc.pre(outputs >= 1);
      const [channels, filters] = [groups * perGroup, groups * out];
      const number = (i: number) => ((i * 7919 + seed * 104_729) % 41) - 20;
      const weight = Array.from({ length: filters }, (_, o) => Array.from({ length: perGroup }, (_, i) => Array.from({ length: kernel }, (_, a) => Array.from({ length: kernel }, (_, b) => number(((o * 5 + i) * 3 + a) * 3 + b)))));
      const x = Array.from({ length: channels * side * side }, (_, i) => number(i + 13));
      const expected: number[] = [];
      for (let o = 0; o < filters; o += 1) for (let r = 0; r < outputs; r += 1) for (let c = 0; c < outputs; c += 1) {
        let sum = 0;
        for (let i = 0; i < perGroup; i += 1) for (let a = 0; a < kernel; a += 1) for (let b = 0; b < kernel; b += 1) {
          const [row, column] = [r * stride - padding + a * dilation, c * stride - padding + b * dilation];
          if (row >= 0 && column >= 0 && row < side && column < side) sum += weight[o][i][a][b] * x[((Math.floor(o / out) * perGroup + i) * side + row) * side + column];
        }
        expected.push(sum);
      }
      expect(once('Conv2d', { weight, stride, padding, dilation, groups }, [channels, side, side], [filters, outputs, outputs], x)).toEqual(expected);
    }), { numRuns: 200 });
  });
});

describe('neurons', () => {
  const lif = { tau: [4], r: [2], v_leak: [0.5], v_threshold: [2] };

  it('LIF by hand, both resets', () => {
    // v ← v + (0.5 − v + 2·x)/4 with x = 2: 1.125, 1.96875, 2.6015625, above 2.
    const rows = [[2], [2], [2], [2]];
    const zero = run(chain([1], [node('n', 'LIF', { ...lif, v_reset: [0] })], [1]), rows);
    expect(membraneRows(zero, 'n').flat()).toEqual([1.125, 1.96875, 0, 1.125]);
    expect([...recordOf(zero, 'n').spikes!]).toEqual([0, 0, 1, 0]);
    const subtracted = run(chain([1], [node('n', 'LIF', lif)], [1]), rows, { reset: 'subtract' });
    expect(membraneRows(subtracted, 'n').flat()).toEqual([1.125, 1.96875, 0.6015625, 0.6015625 + (0.5 - 0.6015625 + 4) / 4]);
  });

  it('begins at v_reset, and is reset to it', () => {
    const result = run(chain([1], [node('n', 'LIF', { ...lif, v_reset: [1] })], [1]), [[2], [2], [0]]);
    expect(membraneRows(result, 'n').flat()).toEqual([1.875, 1, 0.875]);
    const subtracted = run(chain([1], [node('n', 'IF', { r: [1], v_threshold: [2], v_reset: [1] })], [1]), [[2]], { reset: 'subtract' });
    expect(membraneRows(subtracted, 'n').flat()).toEqual([2]);
  });

  it('IF, I and LI', () => {
    const rows = [[1], [1.5], [1]];
    expect(membraneRows(run(chain([1], [node('n', 'IF', { r: [1], v_threshold: [2] })], [1]), rows), 'n').flat()).toEqual([1, 0, 1]);
    expect(membraneRows(run(chain([1], [node('n', 'I', { r: [2] })], [1]), rows, { dt: 0.5 }), 'n').flat()).toEqual([1, 2.5, 3.5]);
    const li = run(chain([1], [node('n', 'LI', { tau: [1], r: [1], v_leak: [0] })], [1]), [[1], [1]], { dt: Math.LN2, discretisation: 'exact' });
    expect(membraneRows(li, 'n').flat()).toEqual([0.5, 0.75]);
    expect(recordOf(li, 'n').spikes).toBeNull();
  });

  it('fires above the threshold, not at it', () => {
    const { spikes } = recordOf(run(chain([2], [node('n', 'IF', { r: 1, v_threshold: 1 })], [2]), [[1, 1.0001]]), 'n');
    expect([...spikes!]).toEqual([0, 1]);
  });

  const cuba = { tau_syn: [2], tau_mem: [4], r: [1], v_leak: [0], w_in: [3] };

  it('CubaLI: the current first, then the membrane with the new current', () => {
    const result = run(chain([1], [node('n', 'CubaLI', cuba)], [1]), [[1], [0]]);
    // I: 3/2, 3/4. v: 3/8, then 3/8·3/4 + 3/16.
    expect(membraneRows(result, 'n').flat()).toEqual([0.375, 0.46875]);
    const unweighted = run(chain([1], [node('n', 'CubaLI', { tau_syn: 2, tau_mem: 4, r: 1, v_leak: 0 })], [1]), [[3], [0]]);
    expect(membraneRows(unweighted, 'n').flat()).toEqual([0.375, 0.46875]);
  });

  it.each([[2, 4], [4, 2], [3, 3], [3, 3.0000001], [0.01, 5], [5, 0.01]])('CubaLI exact comes out as many small steps do, τ_syn %d and τ_mem %d', (tauSyn, tauMem) => {
    const graph = chain([1], [node('n', 'CubaLI', { ...cuba, tau_syn: [tauSyn], tau_mem: [tauMem], v_leak: [0.2] })], [1]);
    const rows = [[1], [0], [2], [0], [0]];
    const exact = membraneRows(run(graph, rows, { discretisation: 'exact' }), 'n').flat();
    const parts = 20_000;
    const fine = membraneRows(run(graph, rows.flatMap((row) => Array.from({ length: parts }, () => row)), { dt: 1 / parts }), 'n').flat();
    exact.forEach((value, t) => expect(Math.abs(value - fine[(t + 1) * parts - 1])).toBeLessThan(2e-2 * Math.max(0.05, Math.abs(value))));
  });

  it('passes from unequal to equal time constants without a jump', () => {
    const near = [0.995, 0.999, 1, 1.001, 1.005, 1.011, 1.02].map((ratio) => currentShare(1, 3 * ratio, 3) / (Math.exp(-1 / 3) / 3));
    near.forEach((value, i) => expect(i === 0 || (value > near[i - 1] && value - near[i - 1] < 0.003)).toBe(true));
    expect(near[2]).toBeCloseTo(1, 12);
    expect(currentShare(1, 1e-3, 5)).toBeLessThan(1e-3);
    expect(currentShare(1e6, 1e6, 1e-6)).toBeCloseTo(Math.exp(-1), 9);
  });

  it('exact of LIF is the same for one step and for two halves of it', () => {
    fc.assert(fc.property(fc.double({ min: 0.1, max: 20, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), (tau, x, leak) => {
      const graph = chain([1], [node('n', 'LI', { tau: [tau], r: [1.5], v_leak: [leak] })], [1]);
      const whole = membraneRows(run(graph, [[x], [-x]], { discretisation: 'exact' }), 'n').flat();
      const halves = membraneRows(run(graph, [[x], [x], [-x], [-x]], { discretisation: 'exact', dt: 0.5 }), 'n').flat();
      expect(whole[0]).toBeCloseTo(halves[1], 5);
      expect(whole[1]).toBeCloseTo(halves[3], 5);
    }));
  });
});

describe('circles', () => {
  it('take the value of the step before, at the edge that leads back', () => {
    const graph = graphOf(
      [node('in', 'Input', { shape: [1] }), node('a', 'Scale', { scale: [1] }), node('b', 'Scale', { scale: [0.5] }), node('out', 'Output', { shape: [1] })],
      [['in', 'a'], ['a', 'b'], ['b', 'a'], ['a', 'out']],
    );
    const result = run(graph, [[1], [0], [0]], { record: ['a', 'b'] });
    expect(membraneRows(result, 'a').flat()).toEqual([1, 0.5, 0.25]);
    expect(membraneRows(result, 'b').flat()).toEqual([0.5, 0.25, 0.125]);
    expect(result.outputs[0].total[0]).toBe(1.75);
  });

  it('may lead from a node to itself', () => {
    const graph = graphOf([node('in', 'Input', { shape: [1] }), node('a', 'Scale', { scale: [2] }), node('out', 'Output', { shape: [1] })], [['in', 'a'], ['a', 'a'], ['a', 'out']]);
    expect(membraneRows(run(graph, [[1], [1], [1]], { record: ['a'] }), 'a').flat()).toEqual([2, 6, 14]);
  });
});
