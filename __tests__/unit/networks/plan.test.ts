/** @jest-environment node */
import { ExperimentError, NEURON_KINDS, type Experiment } from '@/lib/experiment/schema';
import { layerCurrent } from '@/lib/networks/current';
import { chanceDraws, isParallelKind, planNetwork } from '@/lib/networks/plan';
import { checkSizes, DEFAULT_LIMITS, layerSizes, type MachineLimits } from '@/lib/networks/sizes';
import { cellConstants } from '@/lib/neurons/sequential/conventions';
import { whole } from '@/lib/numerics/pieces';
import { experimentWith } from '../experiment/experiments';
import { gaussians, largestError } from '../numerics/arrays';

const three = experimentWith({
  steps: 20,
  layers: [{ neurons: 99 }, { connect: 'dense', neurons: 5, neuron: 'ipsu' }, { connect: 'dense', neurons: 7, neuron: 'lif', gain: 3 }],
});

describe('layerSizes', () => {
  it('feeds one to one with as many neurons as inputs, whatever the number says', () => {
    expect(layerSizes(three, 12)).toEqual([{ inputs: 12, neurons: 12 }, { inputs: 12, neurons: 5 }, { inputs: 5, neurons: 7 }]);
  });
});

describe('planNetwork', () => {
  const plan = planNetwork(three, 12);

  it('has the sizes, weights and learned numbers of each layer', () => {
    expect(plan.layers.map((l) => [l.inputs, l.neurons])).toEqual([[12, 12], [12, 5], [5, 7]]);
    expect(plan.layers.map((l) => l.weights?.length ?? null)).toEqual([null, 60, 35]);
    expect(plan.layers.map((l) => l.learned?.weights.length ?? null)).toEqual([null, 400, null]);
    expect(plan.layers.map((l) => l.neuron.form)).toEqual(['parallel', 'parallel', 'sequential']);
    expect(plan).toMatchObject({ steps: 20, seed: three.seed });
  });

  it('draws dense weights from the seed: the same again, others for another seed or layer', () => {
    expect(planNetwork(three, 12)).toEqual(plan);
    expect(planNetwork({ ...three, seed: 8 }, 12).layers[1].weights).not.toEqual(plan.layers[1].weights);
    const twice = planNetwork(experimentWith({ layers: [{ connect: 'dense', neurons: 6 }, { connect: 'dense', neurons: 6 }] }), 6);
    expect(twice.layers[0].weights).not.toEqual(twice.layers[1].weights);
  });

  it('scales them as gain/√M', () => {
    const wide = planNetwork(experimentWith({ layers: [{ connect: 'dense', neurons: 200, gain: 3 }] }), 100).layers[0].weights as Float32Array;
    const square = wide.reduce((sum, w) => sum + w * w, 0) / wide.length;
    expect(Math.abs(Math.sqrt(square) / 0.3 - 1)).toBeLessThan(0.05);
    const single = planNetwork(experimentWith({ layers: [{ connect: 'dense', neurons: 200 }] }), 100).layers[0].weights as Float32Array;
    expect(largestError(wide, single.map((w) => 3 * w))).toBeLessThan(1e-6);
  });

  it('does not let weights depend on neuron, baseline or input kind', () => {
    const other = planNetwork({ ...three, layers: three.layers.map((l) => ({ ...l, neuron: 'psu' })), baseline: { ...three.baseline, library: 'snntorch' } }, 12);
    expect(other.layers.map((l) => l.weights)).toEqual(plan.layers.map((l) => l.weights));
  });

  it('gives the baseline each layer’s τ in the convention chosen', () => {
    const baseline = { ...three.baseline, library: 'spikingjelly', decayInput: false } as Experiment['baseline'];
    const { layers } = planNetwork(experimentWith({ layers: [{ tau: 3 }, { tau: 5, neuron: 'plif' }], baseline }), 2);
    const settings = { model: 'lif', library: 'spikingjelly', reset: 'soft', decayInput: false, detachReset: true, delayReset: true, resetValue: 0 } as const;
    expect(layers[0].baseline).toEqual(cellConstants({ ...settings, tau: 3 }));
    expect(layers[1].baseline).toEqual(cellConstants({ ...settings, tau: 5 }));
    expect(layers[1].neuron).toEqual({ form: 'sequential', cell: cellConstants({ ...settings, model: 'plif', tau: 5 }) });
  });

  it('plans every neuron there is', () => {
    for (const neuron of NEURON_KINDS) {
      expect(planNetwork(experimentWith({ layers: [{ neuron }] }), 3).layers[0].neuron.form).toBe(isParallelKind(neuron) ? 'parallel' : 'sequential');
    }
    expect(isParallelKind('lif')).toBe(false);
  });
});

describe('chanceDraws', () => {
  it('are for SPSN only, uniform, and the same for the same seed', () => {
    const plan = planNetwork(experimentWith({ steps: 50, layers: [{ neuron: 'spsn' }, { neuron: 'psu' }, { neuron: 'spsn' }] }), 4);
    const first = chanceDraws(plan, 0) as Float32Array;
    expect(first).toHaveLength(200);
    expect(first.every((u) => u >= 0 && u <= 1)).toBe(true);
    expect(chanceDraws(plan, 0)).toEqual(first);
    expect(chanceDraws(plan, 1)).toBeUndefined();
    expect(chanceDraws(plan, 2)).not.toEqual(first);
  });
});

describe('checkSizes', () => {
  const message = (experiment: Experiment, channels: number, limits: Partial<MachineLimits> = {}) => {
    try {
      checkSizes(experiment, channels, { ...DEFAULT_LIMITS, ...limits });
    } catch (error) {
      expect(error).toBeInstanceOf(ExperimentError);
      return (error as Error).message;
    }
    return null;
  };

  it('lets the usual pass', () => {
    expect(message(three, 12)).toBeNull();
    expect(message(experimentWith({ steps: 4096 }), 4096)).toBeNull();
  });

  it('names too many neurons', () => {
    expect(message(experimentWith(), 4097)).toBe('Layer 1 would have 4,097 neurons; the limit is 4,096.');
  });

  it('names what does not fit in one texture', () => {
    expect(message(experimentWith({ steps: 101 }), 100, { textureSide: 100 })).toBe(
      'Layer 1 is too large: its recording needs 10,100 numbers and this backend holds 10,000 in one piece. Use fewer steps or neurons.',
    );
    expect(message(experimentWith({ steps: 9, layers: [{}, { connect: 'dense', neurons: 101 }] }), 100, { textureSide: 100 })).toContain('Layer 2 is too large: its weights needs 10,100');
    expect(message(experimentWith({ steps: 101, layers: [{ neuron: 'psn' }] }), 2, { textureSide: 100 })).toContain('its T×T matrix needs 10,201');
    expect(message(experimentWith({ steps: 101, layers: [{ neuron: 'psu' }] }), 2, { textureSide: 100 })).toBeNull();
    expect(message(experimentWith({ steps: 101 }), 100, { textureSide: Infinity })).toBeNull();
  });

  it('names memory and work', () => {
    expect(message(experimentWith({ steps: 1000 }), 1000, { bytes: 5e7 })).toBe(
      'This run would keep 60 MB; the limit here is 50 MB. Use fewer steps, neurons or layers.',
    );
    expect(message(experimentWith({ steps: 1000, layers: [{ connect: 'dense', neurons: 1000 }] }), 1000, { operations: 1e9 })).toBe(
      'This run would take 2 billion multiply–adds; the limit here is 1 billion. Use fewer steps, neurons or sweeps.',
    );
  });

  it('counts what sweeps take, of the neurons that sweep and no more of them than settle', () => {
    const swept = (neuron: string, sweeps: number, steps = 4096) => message(experimentWith({ steps, layers: [{ neuron, sweeps }] }), 4096);
    expect(swept('exact-lif', 4096)).toMatch(/would (keep|take)/);
    expect(swept('rpsu', 4096, 256)).toBeNull();
    expect(swept('psu', 0)).toBeNull();
    expect(swept('psu', 4096, 256)).toBeNull();
    expect(message(experimentWith({ steps: 100, layers: [{ neuron: 'exact-lif', sweeps: 50 }] }), 1000, { operations: 3.9e7 })).toBe(
      'This run would take 0 billion multiply–adds; the limit here is 0 billion. Use fewer steps, neurons or sweeps.',
    );
    expect(message(experimentWith({ steps: 100, layers: [{ neuron: 'exact-lif', sweeps: 50 }] }), 1000, { operations: 4e7 })).toBeNull();
    expect(message(experimentWith({ steps: 1000, layers: [{ neuron: 'exact-lif', sweeps: 1 }] }), 1000, { bytes: 7e7 })).toContain('keep 84 MB');
  });

  it('comes before anything large is allocated', () => {
    const huge = experimentWith({ steps: 4096, layers: [1, 2, 3].map(() => ({ connect: 'dense', neurons: 4096, neuron: 'psn' })) as Experiment['layers'] });
    const made = jest.spyOn(Float32Array, 'from');
    expect(message(huge, 4096)).toMatch(/limit/);
    expect(made).not.toHaveBeenCalled();
  });
});

describe('layerCurrent', () => {
  it('is signal·W, zeros of the signal included', () => {
    const { layers } = planNetwork(experimentWith({ layers: [{ connect: 'dense', neurons: 4, gain: 2 }] }), 6);
    const weights = layers[0].weights as Float32Array;
    for (const signal of [gaussians(3, 60), gaussians(3, 60).map((v) => (v > 0.5 ? 1 : 0)), new Float64Array(60)]) {
      const expected = Float64Array.from({ length: 40 }, (_, k) => {
        let sum = 0;
        for (let m = 0; m < 6; m++) sum += signal[Math.floor(k / 4) * 6 + m] * weights[m * 4 + (k % 4)];
        return sum;
      });
      expect(largestError(whole(layerCurrent(layers[0], signal, 10)), expected)).toBeLessThan(1e-7);
    }
  });

  it('is the gain times the signal where neurons are fed one to one', () => {
    const { layers } = planNetwork(experimentWith({ layers: [{ gain: -0.5 }] }), 2);
    expect(Array.from(whole(layerCurrent(layers[0], [1, 2, 3, 4], 2)))).toEqual([-0.5, -1, -1.5, -2]);
  });
});
