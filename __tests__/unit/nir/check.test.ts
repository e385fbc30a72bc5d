/** @jest-environment node */
import fc from 'fast-check';
import { checkGraph, countsInSteps } from '@/lib/nir/check';
import { summariseGraph } from '@/lib/nir/describe';
import { orderOf } from '@/lib/nir/order';
import type { NirGraph } from '@/lib/nir/types';
import { chain, graphOf, node, run } from './graphs';

const input = node('input', 'Input', { shape: [2] });
const output = node('output', 'Output', { shape: [2] });
const conv = { weight: [[[[1, 1], [1, 1]]]], stride: 1, padding: 0, dilation: 1, groups: 1 };

describe('what is wrong with a graph', () => {
  it.each<[string, NirGraph, string | RegExp]>([
    ['no Input', graphOf([output], []), 'The graph has no Input.'],
    ['no Output', graphOf([input], []), 'The graph has no Output.'],
    ['an edge to nowhere', graphOf([input, output], [['input', 'lost']]), 'The edge “input” → “lost” names “lost”, and there is no such node.'],
    ['an edge to an Input', graphOf([input, output], [['input', 'output'], ['output', 'input']]), 'The edge “output” → “input” leads to an Input, which takes its values from outside.'],
    ['an edge twice', graphOf([input, output], [['input', 'output'], ['input', 'output']]), 'The edge “input” → “output” is there twice.'],
    ['a name twice', graphOf([input, output, output], [['input', 'output']]), 'Two nodes of the graph have the same name.'],
    ['a node that is not reached', graphOf([input, output, node('x', 'Scale', { scale: [1, 1] })], [['input', 'output'], ['x', 'output']]), 'The node “x” (Scale) is not reached from any Input.'],
    ['an unknown type', chain([2], [node('x', 'Izhikevich')], [2]), 'The node “x” (Izhikevich) has a type that is not known here, so the graph cannot be run.'],
    ['a type like a word of JavaScript', chain([2], [node('x', 'constructor')], [2]), /not known here/],
    ['a missing parameter', chain([2], [node('x', 'LIF', { tau: [1, 1], v_leak: [0, 0], v_threshold: [1, 1] })], [2]), 'The node “x” (LIF) has no r.'],
    ['a time constant of 0', chain([2], [node('x', 'LIF', { tau: [1, 0], r: 1, v_leak: 0, v_threshold: 1 })], [2]), 'The node “x” (LIF) has tau 0; time constants should be above 0.'],
    ['more neurons than values', chain([2], [node('x', 'IF', { r: [1, 1, 1], v_threshold: [1, 1, 1] })], [2]), 'The node “x” (IF) has 3 neurons, but is given 2.'],
    ['parameters of two sizes', chain([3], [node('x', 'IF', { r: [1, 1, 1], v_threshold: [1, 1] })], [3]), 'The node “x” (IF) has v_threshold of shape 2, which does not fit its 3 neurons.'],
    ['a weight for other inputs', chain([2], [node('x', 'Linear', { weight: [[1, 2, 3]] })], [1]), 'The node “x” (Linear) takes 3 values, but is given 2.'],
    ['a weight of one axis', chain([2], [node('x', 'Linear', { weight: [1, 2] })], [1]), 'The node “x” (Linear) has a weight of 1 axes; two are read, outputs and inputs.'],
    ['a bias for other outputs', chain([2], [node('x', 'Affine', { weight: [[1, 2]], bias: [1, 2] })], [1]), 'The node “x” (Affine) has 1 outputs and 2 numbers of bias.'],
    ['another shape at the end', chain([2], [], [3]), 'The node “output” (Output) says shape 3, but is given 2.'],
    ['a convolution of other channels', chain([2, 3, 3], [node('x', 'Conv2d', conv)], [1, 2, 2]), 'The node “x” (Conv2d) has a weight of shape 1 × 1 × 2 × 2 in 1 group, which does not fit its 2 channels.'],
    ['a window beyond the picture', chain([1, 1, 1], [node('x', 'Conv2d', conv)], [1, 1, 1]), 'The node “x” (Conv2d) has a window of 2, larger than the 1 places it moves over.'],
    ['an input_shape that is not given', chain([1, 3, 3], [node('x', 'Conv2d', { ...conv, input_shape: [4, 4] })], [1, 2, 2]), 'The node “x” (Conv2d) says input_shape 4 × 4, but is given 3 × 3.'],
    ['padding in a strange word', chain([1, 3, 3], [node('x', 'Conv2d', { ...conv, padding: 'full' })], [1, 2, 2]), /neither numbers nor “same” nor “valid”/],
    ['same with a stride', chain([1, 3, 3], [node('x', 'Conv2d', { ...conv, padding: 'same', stride: 2 })], [1, 2, 2]), /does not allow/],
    ['a stride of 0', chain([1, 3, 3], [node('x', 'SumPool2d', { kernel_size: 2, stride: 0, padding: 0 })], [1, 2, 2]), 'The node “x” (SumPool2d) has stride 0; it should be a whole number from 1 on.'],
    ['a pool on a line', chain([9], [node('x', 'SumPool2d', { kernel_size: 2, stride: 2 })], [1]), 'The node “x” (SumPool2d) takes channels and two axes, but is given 9.'],
    ['axes that are not there', chain([4], [node('x', 'Flatten', { start_dim: 0, end_dim: 3 })], [4]), /joins the axes 0 to 3 of 4/],
    ['a flat of another size', chain([4], [node('x', 'Flatten', { start_dim: 0, end_dim: -1, input_type: [5] })], [4]), 'The node “x” (Flatten) says input_type 5, but is given 4.'],
    ['a delay before it happens', chain([2], [node('x', 'Delay', { delay: [1, -1] })], [2]), 'The node “x” (Delay) has a delay of -1; it should be 0 or more.'],
    ['a huge Input', chain([1e6, 1e6], [], [1]), 'The node “input” (Input) would give 1,000,000,000,000 values; the limit is 4,194,304.'],
    ['a huge picture', chain([1, 3, 3], [node('x', 'Conv2d', { ...conv, padding: 1e5 })], [1]), /would give 40,000,[\d,]+ values/],
    ['edges of two shapes', graphOf([input, node('x', 'Linear', { weight: [[1, 1]] }), output], [['input', 'x'], ['input', 'output'], ['x', 'output']]), 'The edge “x” → “output” brings 1, but the node “output” (Output) takes 2.'],
    ['an edge back of another shape', graphOf([input, node('x', 'IF', { r: 1, v_threshold: 1 }), node('y', 'Linear', { weight: [[1, 1]] }), output], [['input', 'x'], ['x', 'y'], ['y', 'x'], ['x', 'output']]), 'The edge “y” → “x” brings 1, but the node “x” (IF) takes 2.'],
  ])('%s', (_, graph, sentence) => {
    const { problems } = checkGraph(graph);
    expect(problems.some((problem) => (typeof sentence === 'string' ? problem === sentence : sentence.test(problem)))).toBe(true);
    expect(() => run(graph, [[0, 0]])).toThrow(RangeError);
  });

  it('is told once, and not without end', () => {
    const doubled = graphOf([input, output], Array.from({ length: 5000 }, () => ['input', 'output'] as const));
    expect(checkGraph(doubled).problems).toEqual(['The edge “input” → “output” is there twice.']);
    const lone = Array.from({ length: 14 }, (_, k) => node(`n${k}`, 'Scale', { scale: [1, 1] }));
    const told = (nodes: typeof lone) => checkGraph(graphOf([input, output, ...nodes], [['input', 'output']])).problems;
    expect(told(lone)).toEqual([...lone.slice(0, 10).map(({ name }) => `The node “${name}” (Scale) is not reached from any Input.`), 'And 4 more.']);
    expect(told(lone.slice(0, 10))).toHaveLength(10);
  });

  it('is nothing where all fits', () => {
    expect(checkGraph(chain([2], [node('x', 'IF', { r: 1, v_threshold: [[1, 1]] })], [1, 2])).problems).toEqual([]);
  });
});

describe('what cannot be run', () => {
  const graph = chain([2], [node('x', 'IF', { r: 1, v_threshold: 1 })], [2]);

  it.each<[string, () => unknown, string]>([
    ['an input of another width', () => run(graph, [[1]]), 'The graph takes 2 values a step; the input has 1.'],
    ['a step of 0', () => run(graph, [[1, 1]], { dt: 0 }), 'A step of 0 s is none; it should be longer than 0.'],
    ['a node that is not there', () => run(graph, [[1, 1]], { record: ['y'] }), 'There is no node “y” to record.'],
    ['values that are no numbers', () => run(graph, [[1, NaN]]), 'The node “input” (Input) left the range of numbers before step 1; is the input finite, and the step short enough for its time constants?'],
    ['Euler steps that are far too long', () => run(chain([1], [node('x', 'LI', { tau: [1], r: [1], v_leak: [0] })], [1]), Array.from({ length: 400 }, () => [1]), { dt: 10 }), 'left the range of numbers'],
    ['steps of too many operations', () => run(chain([1, 1000, 1000], [node('x', 'SumPool2d', { kernel_size: 201, stride: 1, padding: 100 })], [1, 1000, 1000]), [new Array(1e6).fill(0) as number[]]), 'One step would take 40,403 million multiply–adds; the limit is 1,000 million.'],
    ['nodes that give too much together', () => run(chain([4_000_000], [node('x', 'Scale', { scale: 1 }), node('y', 'Scale', { scale: 1 })], [4_000_000]), { length: 1, 0: { length: 4_000_000 }, flat: () => ({ length: 4_000_000 }) } as unknown as number[][]), 'The nodes would give 16,000,000 values a step; the limit is 8,388,608.'],
    ['delays that hold too much', () => run(chain([1], [node('x', 'Delay', { delay: [1] })], [1]), [[1]], { dt: 1e-9 }), 'The delays would hold back 1,000,000,001 values; the limit is 16,777,216. Use longer steps.'],
  ])('%s', (_, start, sentence) => {
    expect(start).toThrow(RangeError);
    expect(start).toThrow(sentence);
  });

  it('a run of too many operations, before anything is allocated', () => {
    const size = 3000;
    const wide = chain([size], [{ ...node('x', 'Linear'), parameters: { weight: { shape: [size, size], data: new Float64Array(size * size) } } }], [size]);
    const steps = 5000;
    expect(() => run(wide, [Array(size).fill(0) as number[]])).not.toThrow();
    const rows = { length: steps, 0: { length: size }, flat: () => ({ length: steps * size }) } as unknown as number[][];
    expect(() => run(wide, rows)).toThrow('This run would take 45,030 million multiply–adds; the limit is 40,000 million. Use fewer steps.');
  });

  it('says where Euler steps overshoot', () => {
    const { notes } = run(chain([1], [node('x', 'LI', { tau: [0.5], r: [1], v_leak: [0] })], [1]), [[1]]);
    expect(notes).toEqual(['The node “x” (LI) has a time constant of 0.5, shorter than the step of 1; Euler steps overshoot there.']);
  });
});

it('knows graphs without time', () => {
  expect(countsInSteps(chain([1], [node('x', 'IF', { r: 1, v_threshold: 1 })], [1]))).toBe(true);
  expect(countsInSteps(chain([1], [node('x', 'CubaLI', { tau_mem: 1, tau_syn: 1, r: 1, v_leak: 0 })], [1]))).toBe(false);
});

it('puts a graph into words', () => {
  const graph = chain([1, 3, 3], [node('c', 'Conv2d', conv), node('f', 'Flatten', { start_dim: 0 }), node('w', 'Linear', { weight: [[1, 1, 1, 1]] }), node('n', 'IF', { r: 1, v_threshold: 1 }), node('?', 'Strange')], [1]);
  expect(summariseGraph(graph, checkGraph(graph)).nodes).toEqual([
    { name: 'input', type: 'Input', detail: '1 × 3 × 3', role: 'input' },
    { name: 'c', type: 'Conv2d', detail: '→ 1 × 2 × 2', role: 'other' },
    { name: 'f', type: 'Flatten', detail: '→ 4', role: 'other' },
    { name: 'w', type: 'Linear', detail: '4 → 1', role: 'other' },
    { name: 'n', type: 'IF', detail: '1 neuron', role: 'spikes' },
    { name: '?', type: 'Strange', detail: 'not known here', role: 'other' },
    { name: 'output', type: 'Output', detail: 'does not fit', role: 'other' },
  ]);
});

describe('the order of nodes', () => {
  const random = fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.record({ size: fc.constant(size), pairs: fc.uniqueArray(fc.tuple(fc.nat(size), fc.nat(size)), { maxLength: 40, selector: ([a, b]) => a * 100 + b }), turn: fc.nat(40) }));
  const named = (size: number) => Array.from({ length: size + 1 }, (_, i) => node(`n${i}`, i === 0 ? 'Input' : 'Scale'));

  it('holds every node once, and each after all that lead to it but for edges that lead back', () => {
    fc.assert(fc.property(random, ({ size, pairs, turn }) => {
      const nodes = named(size);
      const edges = pairs.map(([a, b]) => [`n${a}`, `n${b}`] as const);
      const order = orderOf({ nodes, edges });
      expect([...order.nodes].sort((a, b) => a - b)).toEqual(nodes.map((_, i) => i));
      const turnOf = (name: string) => order.nodes.indexOf(nodes.findIndex((each) => each.name === name));
      edges.forEach(([from, to], i) => expect(order.delayed.has(i)).toBe(turnOf(from) >= turnOf(to)));
      // The same edges in another order are delayed.
      const shift = edges.length ? turn % edges.length : 0;
      const turned = [...edges.slice(shift), ...edges.slice(0, shift)];
      const names = (list: typeof edges, delayed: ReadonlySet<number>) => [...delayed].map((i) => list[i].join(' ')).sort();
      expect(names(turned, orderOf({ nodes, edges: turned }).delayed)).toEqual(names(edges, order.delayed));
    }));
  });

  it('delays nothing where there is no circle', () => {
    fc.assert(fc.property(random, ({ size, pairs }) => {
      const edges = pairs.filter(([a, b]) => a < b).map(([a, b]) => [`n${a}`, `n${b}`] as const);
      expect(orderOf({ nodes: named(size), edges }).delayed.size).toBe(0);
    }));
  });
});
