/** @jest-environment node */
import { CancelledError, execute, float64Runner, type Runner } from '@/lib/engine/execute';
import { buffersOf } from '@/lib/engine/protocol';
import { readTensor } from '@/lib/engine/read';
import { ExperimentError, type Experiment } from '@/lib/experiment/schema';
import type { InputFile } from '@/lib/formats/readInput';
import { DEFAULT_LIMITS } from '@/lib/networks/sizes';
import { runParallelTensors } from '@/lib/networks/tensors';
import { compareSpikes } from '@/lib/recording/compare';
import { summarise } from '@/lib/recording/summary';
import type { Recording } from '@/lib/recording/types';
import { experimentWith } from '../experiment/experiments';
import { largestError } from '../numerics/arrays';
import { useCpu } from '../numerics/cpuBackend';

beforeAll(useCpu);

const at = async () => undefined;
const cpuRunner: Runner = { backend: 'cpu', bits: 32, limits: DEFAULT_LIMITS, run: (plan, input, pause) => runParallelTensors(plan, input, readTensor, pause) };

const two: Experiment = experimentWith({
  steps: 24, input: { neurons: 6 },
  layers: [{ neuron: 'spsn' }, { connect: 'dense', neurons: 4, gain: 3, neuron: 'ipsu' }],
});

const untimed = ({ provenance: { backend, bits }, ...rest }: Recording) => ({ ...rest, backend, bits });

describe('execute', () => {
  it('gives the same Recording for the same Experiment', async () => {
    const [a, b] = [await execute(two, null, float64Runner, at), await execute(two, null, float64Runner, at)];
    expect(untimed(a)).toEqual(untimed(b));
    const other = await execute({ ...two, seed: 8 }, null, float64Runner, at);
    expect(other.input.data).not.toEqual(a.input.data);
    expect(other.parallel[1].current).not.toEqual(a.parallel[1].current);
  });

  it('records what its layers are, and how it was computed', async () => {
    const recording = await execute(two, null, float64Runner, at);
    expect(recording.steps).toBe(24);
    expect(recording.input).toMatchObject({ steps: 24, channels: 6 });
    expect(recording.input.data).toHaveLength(24 * 6);
    for (const side of [recording.parallel, recording.baseline]) {
      expect(side.map((l) => l.neurons)).toEqual([6, 4]);
      for (const l of side) {
        for (const array of [l.current, l.charge, l.reset, l.membrane, l.spikes]) expect(array).toHaveLength(24 * l.neurons);
        expect(l.spikes.every((s) => s === 0 || s === 1)).toBe(true);
      }
    }
    expect(recording.learned.map((l) => l && [l.weights.length, l.bias.length])).toEqual([null, [24 * 24, 24]]);
    expect(recording.sweeps).toEqual([null, null]);
    expect(recording.provenance).toMatchObject({ backend: 'float64', bits: 64 });
    expect(recording.provenance.parallelMs).toBeGreaterThanOrEqual(0);
    expect(recording.provenance.baselineMs).toBeGreaterThanOrEqual(0);
  });

  it('gives sweeps to layers that sweep', async () => {
    const { sweeps, parallel, baseline } = await execute(experimentWith({ layers: [{}, { neuron: 'rpsu' }] }), null, float64Runner, at);
    expect(sweeps[1]).toBeNull();
    expect(sweeps[0]?.agreement.at(-1)).toBe(1);
    expect(sweeps[0]?.agreement[0]).toBeCloseTo(compareSpikes(parallel[0].spikes, baseline[0].spikes, 64, 32).agreement, 12);
  });

  it('summarises each layer against the thresholds its neurons compare with', async () => {
    const experiment = experimentWith({ steps: 20, layers: [{ neuron: 'psn', threshold: 0.7 }, { neuron: 'psu', threshold: 0.3 }] });
    const { summary, parallel, baseline } = await execute(experiment, null, float64Runner, at);
    expect(summary).toEqual([summarise(parallel[0], baseline[0], 20, 0, 0.7), summarise(parallel[1], baseline[1], 20, 0.3, 0.3)]);
  });

  it('comes out on a tensor backend as in float64', async () => {
    const [a, b] = [await execute(two, null, float64Runner, at), await execute(two, null, cpuRunner, at)];
    expect(b.provenance).toMatchObject({ backend: 'cpu', bits: 32 });
    expect(b.baseline).toEqual(a.baseline);
    expect(b.input).toEqual(a.input);
    b.parallel.forEach((layer, i) => {
      expect(largestError(layer.membrane, a.parallel[i].membrane)).toBeLessThan(1e-5);
      expect(layer.spikes).toEqual(a.parallel[i].spikes);
    });
  });

  it('reads the file it is given', async () => {
    const matrix = { steps: 3, channels: 2, data: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const file: InputFile = { kind: 'array', name: 'a.npy', notes: [], matrix };
    const recording = await execute(experimentWith({ steps: 2, input: { source: 'file' } }), file, float64Runner, at);
    expect(Array.from(recording.input.data)).toEqual([1, 2, 3, 4]);
    expect(recording.parallel[0].neurons).toBe(2);
  });

  it('refuses what is too large before it begins', async () => {
    const pause = jest.fn(at);
    const small = { ...float64Runner, limits: { ...DEFAULT_LIMITS, bytes: 100 } };
    await expect(execute(two, null, small, pause)).rejects.toThrow(ExperimentError);
    expect(pause).not.toHaveBeenCalled();
  });
});

describe('pause', () => {
  const stages = async (runner: Runner) => {
    const seen: [number, string][] = [];
    await execute(two, null, runner, async (done, stage) => void seen.push([done, stage]));
    return seen;
  };

  it.each([['float64', float64Runner], ['cpu', cpuRunner]] as const)('is told of progress that only grows, on %s', async (_name, runner) => {
    const seen = await stages(runner);
    const shares = seen.map(([done]) => done);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(Math.max(...shares)).toBeLessThan(1);
    expect([...new Set(seen.map(([, stage]) => stage))]).toEqual(['input', 'parallel network', 'sequential baseline', 'comparison']);
  });

  it.each<[string, Runner, Experiment]>([
    ['a dense layer', float64Runner, experimentWith({ steps: 200, input: { neurons: 1024, waveform: 'gaussian' }, layers: [{ connect: 'dense', neurons: 1024 }] })],
    ['a dense layer on cpu', cpuRunner, experimentWith({ steps: 200, input: { neurons: 1024, waveform: 'gaussian' }, layers: [{ connect: 'dense', neurons: 1024 }] })],
    ['a learned matrix', float64Runner, experimentWith({ steps: 1000, input: { neurons: 300, waveform: 'gaussian' }, layers: [{ neuron: 'psn' }] })],
  ])('is told of progress within the stages of %s, and can stop the run there', async (_name, runner, experiment) => {
    const seen: [number, string][] = [];
    await execute(experiment, null, runner, async (done, stage) => void seen.push([done, stage]));
    const parallel = seen.filter(([, stage]) => stage === 'parallel network').map(([done]) => done);
    // Between stages there are two.
    expect(new Set(parallel).size).toBeGreaterThan(2);
    const shares = seen.map(([done]) => done);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
    let calls = 0;
    const stop = async () => {
      if (++calls === 3) throw new CancelledError();
    };
    await expect(execute(experiment, null, runner, stop)).rejects.toThrow(CancelledError);
  }, 30_000);

  it('can stop while weights are drawn', async () => {
    const wide = experimentWith({ steps: 1, input: { neurons: 2000 }, layers: [{ connect: 'dense', neurons: 2000 }] });
    const stages: string[] = [];
    await expect(execute(wide, null, float64Runner, async (_done, stage) => {
      if (stages.push(stage) === 2) throw new CancelledError();
    })).rejects.toThrow(CancelledError);
    expect(stages).toEqual(['input', 'input']);
  });

  it.each([['float64', float64Runner], ['cpu', cpuRunner]] as const)('stops the run at any stage, on %s', async (_name, runner) => {
    const count = (await stages(runner)).length;
    expect(count).toBeGreaterThanOrEqual(6);
    for (let stop = 1; stop <= count; stop++) {
      let calls = 0;
      const pause = async () => {
        if (++calls === stop) throw new CancelledError();
      };
      await expect(execute(two, null, runner, pause)).rejects.toThrow(CancelledError);
      expect(calls).toBe(stop);
    }
  });
});

describe('buffersOf', () => {
  it.each([['float64', float64Runner], ['cpu', cpuRunner]] as const)('lists each buffer of a Recording once, on %s', async (_name, runner) => {
    const layers = [{ neuron: 'reset-free' }, { neuron: 'psn' }, { neuron: 'lif' }];
    const recording = await execute(experimentWith({ steps: 5, layers }), null, runner, at);
    const buffers = buffersOf(recording);
    expect(new Set(buffers).size).toBe(buffers.length);
    const arrays = [...recording.parallel, ...recording.baseline].flatMap((l) => [l.current, l.charge, l.reset, l.probability, l.membrane, l.spikes]);
    const all = [...arrays, recording.input.data, ...recording.learned.flatMap((l) => (l ? [l.weights, l.bias] : []))];
    expect(new Set(buffers)).toEqual(new Set(all.flatMap((a) => (a ? [a.buffer] : []))));
    expect(buffers.every((b) => b.byteLength > 0)).toBe(true);
  });

  it('lets a Recording travel whole', async () => {
    const recording = await execute(two, null, cpuRunner, at);
    const copy = structuredClone(recording);
    const moved = structuredClone(recording, { transfer: buffersOf(recording) });
    expect(moved).toEqual(copy);
    expect(recording.parallel[0].membrane).toHaveLength(0);
  });

  it('takes an array that stands in two places once', async () => {
    const recording = await execute(experimentWith({ steps: 4, layers: [{ neuron: 'reset-free' }] }), null, float64Runner, at);
    const [layer] = recording.parallel;
    const shared = { ...recording, parallel: [{ ...layer, charge: layer.membrane }] };
    expect(buffersOf(shared)).toHaveLength(buffersOf(recording).length - 1);
  });
});
