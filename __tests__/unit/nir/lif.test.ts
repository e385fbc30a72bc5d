/** @jest-environment node */
import { readInput } from '@/lib/formats/readInput';
import { trainOf } from '@/lib/recording/raster';
import { realFile, whenPresent } from '../formats/whenPresent';
import { read, recordOf, run } from './graphs';

jest.mock('h5wasm', () => jest.requireActual('../../setup/h5wasm'), { virtual: true });

const dt = 1e-4;

/** Columns of a simulator's file: input, membrane, spikes. */
function columnsOf(simulator: string): number[][] {
  const input = readInput(realFile(`nir/lif/lif_${simulator}.csv`), `${simulator}.csv`);
  if (input.kind !== 'array') throw new Error('An array was expected.');
  const { data, steps } = input.matrix;
  return [0, 1, 2].map((column) => Array.from({ length: steps }, (_, t) => data[t * 3 + column]));
}

const stepsWhere = (spikes: readonly number[]): number[] => spikes.flatMap((value, t) => (value > 0 ? [t] : []));

/** Largest distance of a simulator's membrane from ours; theirs is `late` steps later. */
function apart(theirs: readonly number[], ours: Float32Array, late: number): number {
  let most = 0;
  for (let t = 0; t < theirs.length - late; t += 1) most = Math.max(most, Math.abs(theirs[t + late] - ours[t]));
  return most;
}

whenPresent('one LIF neuron, as other simulators ran it', () => {
  const input = () => columnsOf('exact')[0];
  async function ours(discretisation: 'euler' | 'exact', reset: 'zero' | 'subtract') {
    const graph = await read('lif_norse.nir', realFile('nir/lif_norse.nir'));
    return recordOf(run(graph, input().map((value) => [value]), { dt, discretisation, reset }), '1');
  }

  it('fires four times, in seconds on the grid', async () => {
    const { raster } = await ours('euler', 'zero');
    expect(raster).toMatchObject({ unit: 's', dt, neurons: 1, start: 0 });
    expect([...trainOf(raster, 0)].map((time) => Math.round(time / dt))).toEqual([460, 510, 710, 760]);
    expect(raster.end).toBeCloseTo(0.1, 12);
    expect(raster.traces).toMatchObject([{ label: 'membrane', steps: 1000 }]);
  });

  it.each([
    // scale: what their membrane is multiplied with; late: steps by which their column lies behind.
    { simulator: 'norse', how: 'euler', reset: 'zero', scale: 1, late: 0, within: 5e-8 },
    { simulator: 'snntorch', how: 'euler', reset: 'zero', scale: 0.04, late: 0, within: 6e-8 },
    { simulator: 'lava_cpu_float', how: 'euler', reset: 'zero', scale: 1, late: 1, within: 6e-8 },
    { simulator: 'nengo', how: 'exact', reset: 'zero', scale: 0.1, late: 0, within: 1e-8 },
    // Its spikes and resets lie between the steps.
    { simulator: 'exact', how: 'exact', reset: 'subtract', scale: 1, late: 0, within: 6.3e-4 },
  ] as const)('does what $simulator does: $how, reset $reset', async ({ simulator, how, reset, scale, late, within }) => {
    const [theirInput, membrane, spikes] = columnsOf(simulator);
    expect(theirInput).toEqual(input());
    const mine = await ours(how, reset);
    const theirs = membrane.map((value) => value * scale);
    expect(stepsWhere(spikes).map((t) => t - late)).toEqual(stepsWhere([...mine.spikes!]));
    expect(apart(theirs, mine.membrane, late)).toBeLessThan(within);
    // The other discretisation and the other reset are told apart.
    const wrongWay = await ours(how === 'euler' ? 'exact' : 'euler', reset);
    const wrongReset = await ours(how, reset === 'zero' ? 'subtract' : 'zero');
    expect(apart(theirs, wrongWay.membrane, late)).toBeGreaterThan(Math.max(within, 1.1e-3));
    expect(apart(theirs, wrongReset.membrane, late)).toBeGreaterThan(5e-3);
  });

  it('differs from spyx in the reset alone, which acts one step late there', async () => {
    const [, membrane, spikes] = columnsOf('spyx');
    expect(stepsWhere(spikes)).toEqual([461, 511, 711, 761]);
    const mine = await ours('euler', 'subtract');
    expect(apart(membrane.slice(0, 460), mine.membrane.subarray(0, 460), 0)).toBeLessThan(6e-8);
    let v = 0;
    let fired = 0;
    const late = input().map((x) => {
      v += 0.04000000089406969 * (x - v) - 0.1 * fired;
      fired = v > 0.1 ? 1 : 0;
      return v;
    });
    expect(apart(membrane, Float32Array.from(late), 0)).toBeLessThan(1e-7);
  });

  it('differs from rockpool, which lets the membrane jump by dt/τ and decay exactly: two spikes come one input earlier', async () => {
    const [, membrane, spikes] = columnsOf('rockpool');
    expect(stepsWhere(spikes)).toEqual([450, 500, 710, 760]);
    expect(stepsWhere([...(await ours('exact', 'subtract')).spikes!])).toEqual([460, 510, 710, 760]);
    let v = 0;
    const jumps = input().map((x) => {
      v = v * Math.exp(-0.04000000089406969) + 0.04 * x;
      if (v > 0.1) v -= 0.1;
      return v;
    });
    expect(apart(membrane, Float32Array.from(jumps), 0)).toBeLessThan(6e-8);
  });

  it('comes to the exact solution as steps grow shorter', async () => {
    const graph = await read('lif_norse.nir', realFile('nir/lif_norse.nir'));
    const [exact, euler] = [await ours('exact', 'subtract'), await ours('euler', 'subtract')];
    const coarse = apart([...exact.membrane.subarray(0, 460)], euler.membrane.subarray(0, 460), 0);
    expect(coarse).toBeGreaterThan(9e-4);
    expect(coarse).toBeLessThan(1e-3);
    const parts = 100;
    const fine = recordOf(run(graph, input().slice(0, 460).flatMap((value) => Array.from({ length: parts }, () => [value])), { dt: dt / parts }), '1');
    const thinned = Array.from({ length: 460 }, (_, t) => fine.membrane[(t + 1) * parts - 1]);
    expect(apart(thinned, exact.membrane.subarray(0, 460), 0)).toBeLessThan(coarse / 50);
  });
});

whenPresent('two LIF neurons', () => {
  it('fires where the leak voltage lies above the threshold, without input', async () => {
    const graph = await read('two_lif_neurons.nir', realFile('nir/two_lif_neurons.nir'));
    const { spikes, raster } = recordOf(run(graph, Array.from({ length: 400 }, () => [0]), { dt, discretisation: 'exact' }), 'lif1');
    // From 0 to 1 on the way to 1.2 takes τ·ln 6, 17.9 ms: the spike falls into step 180, whose place is 179.
    expect(spikes!.indexOf(1)).toBe(Math.ceil((0.01 * Math.log(6)) / dt) - 1);
    expect(raster.times).toHaveLength(2);
  });
});
