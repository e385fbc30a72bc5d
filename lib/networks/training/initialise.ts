import { learnedNumbers } from '../../neurons/learned';
import { randomStream } from '../../numerics/random';
import { neuronSettingsOf, parameterCount, sizeOf, type Architecture, type Parameter } from './architecture';

function startOf(parameter: Parameter, plan: Architecture, seed: number): ArrayLike<number> {
  const { network } = plan;
  const count = sizeOf(parameter.shape);
  switch (parameter.role) {
    case 'weight':
    case 'bias': {
      // PyTorch's default for linear layers and filters: U(±1/√fan-in) for weights and biases.
      const random = randomStream(seed, `start/${parameter.name}`);
      const bound = 1 / Math.sqrt(parameter.fanIn);
      return Float32Array.from({ length: count }, () => bound * (2 * random.uniform() - 1));
    }
    case 'norm-gain':
      return new Float32Array(count).fill(1);
    case 'norm-shift':
      return new Float32Array(count);
    case 'time-weight':
    case 'time-bias': {
      if (plan.neuron.form !== 'parallel') throw new RangeError('Only parallel neurons learn along time.');
      const block = parameter.name.split('.')[0];
      const learned = learnedNumbers(plan.neuron.kind, neuronSettingsOf(network), {
        start: network.neuron.start, seed: randomStream(seed, `start/${block}.time`).integer(2 ** 31), bias: 0, edits: [],
      });
      if (!learned) throw new RangeError('This neuron learns nothing along time.');
      return parameter.role === 'time-weight' ? learned.weights : learned.bias;
    }
    case 'width':
      return [network.neuron.width];
    case 'tau':
      return [network.neuron.tau];
    case 'threshold':
      return [network.neuron.threshold];
  }
}

/** All learned arrays at their start, one after another in the order of `plan.parameters`. */
export function initialParameters(plan: Architecture, seed: number): Float32Array {
  const all = new Float32Array(parameterCount(plan));
  let at = 0;
  for (const parameter of plan.parameters) {
    all.set(startOf(parameter, plan, seed), at);
    at += sizeOf(parameter.shape);
  }
  return all;
}

/** Each array as a view into the flat one, by name. */
export function parameterViews(plan: Architecture, flat: Float32Array): Map<string, Float32Array> {
  const views = new Map<string, Float32Array>();
  let at = 0;
  for (const { name, shape } of plan.parameters) {
    views.set(name, flat.subarray(at, (at += sizeOf(shape))));
  }
  return views;
}
