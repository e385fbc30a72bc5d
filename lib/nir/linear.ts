import type { Kind } from './kind';
import { fits, has, parameter, refuse, spreadOver } from './parameters';
import { shapeText, sizeOf, type NirNode, type Shape } from './types';

function linearShape(node: NirNode, input: Shape, flattened: boolean): Shape {
  const weight = parameter(node, 'weight');
  if (weight.shape.length !== 2) return refuse(node, `has a weight of ${weight.shape.length} axes; two are read, outputs and inputs.`);
  const [outputs, inputs] = weight.shape;
  if (!fits([inputs], input, flattened)) refuse(node, `takes ${inputs} values, but is given ${shapeText(input)}.`);
  if (node.type === 'Affine') {
    const bias = parameter(node, 'bias');
    if (bias.data.length !== outputs) refuse(node, `has ${outputs} outputs and ${bias.data.length} numbers of bias.`);
  }
  return [outputs];
}

/** y = W·x + b, W `[outputs, inputs]`; zeros of the input are skipped, so spikes cost only what they carry. */
export const linear: Kind = {
  shape: linearShape,
  cost: (node) => parameter(node, 'weight').data.length,
  make(node, input, output) {
    const [inputs, outputs] = [sizeOf(input), sizeOf(output)];
    const { data } = parameter(node, 'weight');
    const columns = new Float64Array(data.length);
    for (let o = 0; o < outputs; o += 1) for (let i = 0; i < inputs; i += 1) columns[i * outputs + o] = data[o * inputs + i];
    const bias = has(node, 'bias') ? parameter(node, 'bias').data : null;
    const y = new Float64Array(outputs);
    return {
      output: y,
      step(x) {
        if (bias) y.set(bias);
        else y.fill(0);
        for (let i = 0; i < inputs; i += 1) {
          const value = x[i];
          if (value === 0) continue;
          const column = i * outputs;
          for (let o = 0; o < outputs; o += 1) y[o] += value * columns[column + o];
        }
      },
    };
  },
};

/** y = x ⊙ s. */
export const scale: Kind = {
  shape(node, input) {
    spreadOver(node, 'scale', input);
    return input;
  },
  cost: (_node, _input, output) => sizeOf(output),
  make(node, _input, output) {
    const s = spreadOver(node, 'scale', output);
    const y = new Float64Array(s.length);
    return {
      output: y,
      step(x) {
        for (let i = 0; i < y.length; i += 1) y[i] = x[i] * s[i];
      },
    };
  },
};
