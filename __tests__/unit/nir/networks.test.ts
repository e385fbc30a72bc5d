/** @jest-environment node */
import { binEvents } from '@/lib/formats/events';
import { readNmnist } from '@/lib/formats/nmnist';
import { checkGraph } from '@/lib/nir/check';
import { summariseGraph } from '@/lib/nir/describe';
import { runNir } from '@/lib/nir/run';
import type { NirGraph } from '@/lib/nir/types';
import { whole } from '@/lib/numerics/pieces';
import { randomStream } from '@/lib/numerics/random';
import { realFile, whenPresent } from '../formats/whenPresent';
import { read, recordOf } from './graphs';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

const valuesOf = (graph: NirGraph, name: string, key: string): number[] => [...graph.nodes.find((node) => node.name === name)!.parameters[key].data];

/** The recurrent network written out: snnTorch's form of it, α and β in place of time constants. The options are mappings that would be wrong. */
function braille(graph: NirGraph, rows: number[][], { dt = 1e-4, oldCurrent = false, backSteps = 1 } = {}): { hidden: number[][]; answer: number[][] } {
  const [w1, w2, wr] = ['fc1', 'fc2', 'lif1.w_rec'].map((name) => valuesOf(graph, name, 'weight'));
  const layer = (name: string) => {
    const [tm, ts, r, w] = ['tau_mem', 'tau_syn', 'r', 'w_in'].map((key) => valuesOf(graph, name, key));
    const size = tm.length;
    const [syn, mem] = [Array<number>(size).fill(0), Array<number>(size).fill(0)];
    return (drive: number[]): number[] =>
      drive.map((x, n) => {
        const [alpha, beta] = [1 - dt / ts[n], 1 - dt / tm[n]];
        const before = syn[n];
        syn[n] = alpha * syn[n] + ((w[n] * dt) / ts[n]) * x;
        mem[n] = beta * mem[n] + ((r[n] * dt) / tm[n]) * (oldCurrent ? before : syn[n]);
        const fires = mem[n] > 1 ? 1 : 0;
        mem[n] -= fires;
        return fires;
      });
  };
  const times = (w: number[], outputs: number, x: number[]) => Array.from({ length: outputs }, (_, o) => x.reduce((sum, value, i) => sum + w[o * x.length + i] * value, 0));
  const [first, second] = [layer('lif1.lif'), layer('lif2')];
  const hidden: number[][] = [];
  const answer: number[][] = [];
  for (const row of rows) {
    const back = hidden[hidden.length - backSteps] ?? Array<number>(40).fill(0);
    const recurrent = times(wr, 40, back);
    hidden.push(first(times(w1, 40, row).map((value, n) => value + recurrent[n])));
    answer.push(second(times(w2, 7, hidden[hidden.length - 1])));
  }
  return { hidden, answer };
}

whenPresent('a recurrent network that reads Braille', () => {
  const random = randomStream(5, 'braille');
  const rows = Array.from({ length: 256 }, () => Array.from({ length: 12 }, () => (random.uniform() < 0.25 ? 3 : 0)));
  const load = () => read('braille.nir', realFile('nir/braille_noDelay_noBias_subtract.nir'));

  it('is delayed where it closes a circle, whatever the order of its edges', async () => {
    const graph = await load();
    for (const edges of [graph.edges, [...graph.edges].reverse()]) {
      const check = checkGraph({ ...graph, edges });
      expect(check.problems).toEqual([]);
      expect([...check.order.delayed].map((edge) => edges[edge])).toEqual([['lif1.w_rec', 'lif1.lif']]);
    }
    expect(summariseGraph(graph, checkGraph(graph)).edges.filter(({ back }) => back)).toEqual([{ from: 'lif1.w_rec', to: 'lif1.lif', back: true }]);
  });

  it('fires as the same network written out', async () => {
    const graph = await load();
    const result = whole(runNir(graph, { steps: 256, channels: 12, data: rows.flat() }, { dt: 1e-4, discretisation: 'euler', reset: 'subtract', record: 'all' }));
    const [hidden, answer] = ['lif1.lif', 'lif2'].map((name) => recordOf(result, name));
    const expected = braille(graph, rows);
    const mean = hidden.spikes!.reduce((sum, value) => sum + value, 0) / hidden.spikes!.length;
    expect(mean).toBeGreaterThan(0.01);
    expect(answer.spikes!.some((value) => value === 1)).toBe(true);
    expect([...hidden.spikes!]).toEqual(expected.hidden.flat());
    expect([...answer.spikes!]).toEqual(expected.answer.flat());
    expect([...result.outputs[0].total]).toEqual(Array.from({ length: 7 }, (_, n) => expected.answer.reduce((sum, row) => sum + row[n], 0)));
    expect(result.notes).toEqual(['“lif1.w_rec” → “lif1.lif” closes a circle: it carries the value of the step before.']);
    // Other mappings fire differently: the current before its move, and spikes that come back two steps later.
    expect([...hidden.spikes!]).not.toEqual(braille(graph, rows, { oldCurrent: true }).hidden.flat());
    expect([...hidden.spikes!]).not.toEqual(braille(graph, rows, { backSteps: 2 }).hidden.flat());
  });
});

/** One step of a convolution written out: outputs, then places, then channels and the kernel. */
function plainConvolution(x: number[], [channels, height, width]: number[], w: number[], [outputs, , kernel]: number[], stride: number, padding: number): { y: number[]; side: number } {
  const side = Math.floor((height + 2 * padding - kernel) / stride) + 1;
  const y: number[] = [];
  for (let o = 0; o < outputs; o += 1) {
    for (let r = 0; r < side; r += 1) {
      for (let c = 0; c < side; c += 1) {
        let sum = 0;
        for (let i = 0; i < channels; i += 1) {
          for (let a = 0; a < kernel; a += 1) {
            for (let b = 0; b < kernel; b += 1) {
              const [row, column] = [r * stride - padding + a, c * stride - padding + b];
              if (row < 0 || column < 0 || row >= height || column >= width) continue;
              sum += w[((o * channels + i) * kernel + a) * kernel + b] * x[(i * height + row) * width + column];
            }
          }
        }
        y.push(sum);
      }
    }
  }
  return { y, side };
}

whenPresent('a convolutional network that reads digits', () => {
  const load = () => read('cnn_sinabs.nir', realFile('nir/cnn_sinabs.nir'));
  const events = () => binEvents(readNmnist(realFile('events/sample_nmnist.bin'), 'sample_nmnist.bin'), { steps: 100, columns: 34, rows: 34, polarity: 'separate', value: 'count' });

  it('fits together', async () => {
    const { problems, outputs } = checkGraph(await load());
    expect(problems).toEqual([]);
    expect(outputs).toContainEqual([16, 16, 16]);
    expect(outputs).toContainEqual([8, 4, 4]);
    expect(outputs).toContainEqual([128]);
  });

  it('convolves as the sum written out', async () => {
    const graph = await load();
    const { data } = events();
    const input = { steps: 1, channels: 2312, data: data.subarray(20 * 2312, 21 * 2312) };
    const result = whole(runNir(graph, input, { dt: null, discretisation: 'euler', reset: 'subtract', record: ['0', '1', '2'] }));
    const first = plainConvolution([...input.data], [2, 34, 34], valuesOf(graph, '0', 'weight'), [16, 2, 5], 2, 1);
    expect(first.side).toBe(16);
    expect(input.data.some((value) => value > 0)).toBe(true);
    first.y.forEach((value, i) => expect(recordOf(result, '0').membrane[i]).toBeCloseTo(value, 5));
    const spikes = first.y.map((value) => (value > 1 ? 1 : 0));
    expect([...recordOf(result, '1').spikes!]).toEqual(spikes);
    expect(spikes.some((value) => value === 1)).toBe(true);
    const second = plainConvolution(spikes, [16, 16, 16], valuesOf(graph, '2', 'weight'), [16, 16, 3], 1, 1);
    second.y.forEach((value, i) => expect(recordOf(result, '2').membrane[i]).toBeCloseTo(value, 5));
  });

  it('sees the 4 in the recording, in two seconds at most', async () => {
    const graph = await load();
    const start = performance.now();
    for (const reset of ['zero', 'subtract'] as const) {
      const { outputs } = whole(runNir(graph, events(), { dt: null, discretisation: 'euler', reset, record: ['12'] }));
      const [{ total }] = outputs;
      // What is drawn on the sensor is a 4; it fires 63 times, or 83, the next at most 3 times.
      expect(total.indexOf(Math.max(...total))).toBe(4);
      expect(total[4]).toBe(reset === 'zero' ? 63 : 83);
      expect([...total].filter((value) => value > 3)).toHaveLength(1);
    }
    expect(performance.now() - start).toBeLessThan(4000);
  });

  it('pauses on the way, and warns where a step in seconds makes no sense', async () => {
    const graph = await load();
    const shares: number[] = [];
    const work = runNir(graph, events(), { dt: null, discretisation: 'euler', reset: 'zero', record: [] });
    for (let next = work.next(); !next.done; next = work.next()) shares.push(next.value);
    expect(shares.length).toBeGreaterThan(10);
    expect(shares.every((share, i) => share > (shares[i - 1] ?? 0) && share < 1)).toBe(true);
    const { notes, outputs } = whole(runNir(graph, events(), { dt: 1e-4, discretisation: 'euler', reset: 'zero', record: [] }));
    expect(notes[0]).toContain('made for steps of 1');
    expect(outputs[0].total.every((value) => value === 0)).toBe(true);
  });
});
