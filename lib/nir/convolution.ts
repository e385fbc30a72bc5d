/** Windows that move over rows and columns: Conv1d, Conv2d, SumPool2d and AvgPool2d, with the conventions of PyTorch. */
import { count } from '../numerics/words';
import type { Kind, Unit } from './kind';
import { parameter, refuse, wholes, withoutBatch } from './parameters';
import { NIR_LIMITS, shapeText, sizeOf, type NirNode, type Shape } from './types';

/** One axis along which a window moves: output o sees the places o·stride − before + k·dilation. */
interface Axis {
  readonly length: number;
  readonly kernel: number;
  readonly stride: number;
  readonly before: number;
  readonly dilation: number;
  readonly outputs: number;
}

const axisOf = (node: NirNode, length: number, kernel: number, stride: number, before: number, after: number, dilation: number): Axis => {
  const outputs = Math.floor((length + before + after - dilation * (kernel - 1) - 1) / stride) + 1;
  if (!(outputs >= 1)) return refuse(node, `has a window of ${count(dilation * (kernel - 1) + 1)}, larger than the ${count(length + before + after)} places it moves over.`);
  return { length, kernel, stride, before, dilation, outputs };
};

/** Channels, rows and columns of an input; an input of Conv1d is one row. */
function picture(node: NirNode, input: Shape, axes: number): Shape {
  const shape = withoutBatch(input, axes + 1);
  if (shape.length !== axes + 1) return refuse(node, `takes channels and ${axes === 1 ? 'one axis' : 'two axes'}, but is given ${shapeText(input)}.`);
  return axes === 1 ? [shape[0], 1, shape[1]] : shape;
}

interface Windows {
  readonly channels: number;
  readonly rows: Axis;
  readonly columns: Axis;
}

/** Geometry of a convolution: `padding` is numbers, `same` or `valid`. */
function convWindows(node: NirNode, input: Shape): Windows {
  const axes = node.type === 'Conv1d' ? 1 : 2;
  const [channels, height, width] = picture(node, input, axes);
  const weight = parameter(node, 'weight');
  if (weight.shape.length !== axes + 2) return refuse(node, `has a weight of ${weight.shape.length} axes; it should have ${axes + 2}.`);
  const [groups] = wholes(node, 'groups', 1, 1, 1);
  const [outputs, perGroup] = weight.shape;
  if (perGroup * groups !== channels || outputs % groups !== 0) {
    refuse(node, `has a weight of shape ${shapeText(weight.shape)} in ${groups} group${groups === 1 ? '' : 's'}, which does not fit its ${channels} channels.`);
  }
  const kernel = weight.shape.slice(2);
  const stride = wholes(node, 'stride', axes, 1, 1);
  const dilation = wholes(node, 'dilation', axes, 1, 1);
  const word = Object.hasOwn(node.texts, 'padding') ? node.texts.padding : null;
  if (word !== null && word !== 'same' && word !== 'valid') refuse(node, 'has a padding that is neither numbers nor “same” nor “valid”.');
  if (word === 'same' && stride.some((step) => step !== 1)) refuse(node, 'has padding “same” with a stride, which PyTorch does not allow.');
  const numbers = word === null ? wholes(node, 'padding', axes, 0, 0) : null;
  const declared = Object.hasOwn(node.parameters, 'input_shape') ? wholes(node, 'input_shape', axes, 1) : null;
  const lengths = axes === 1 ? [width] : [height, width];
  if (declared?.some((length, i) => length !== lengths[i])) refuse(node, `says input_shape ${shapeText(declared)}, but is given ${shapeText(lengths)}.`);
  const made = lengths.map((length, i) => {
    // What is odd of it goes behind, as in PyTorch.
    const total = word === 'same' ? dilation[i] * (kernel[i] - 1) : 0;
    const before = numbers ? numbers[i] : Math.floor(total / 2);
    return axisOf(node, length, kernel[i], stride[i], before, numbers ? before : total - before, dilation[i]);
  });
  const single: Axis = { length: 1, kernel: 1, stride: 1, before: 0, dilation: 1, outputs: 1 };
  return { channels, rows: axes === 1 ? single : made[0], columns: made[made.length - 1] };
}

function poolWindows(node: NirNode, input: Shape): Windows {
  const [channels, height, width] = picture(node, input, 2);
  const kernel = wholes(node, 'kernel_size', 2, 1);
  const stride = wholes(node, 'stride', 2, 1);
  const padding = wholes(node, 'padding', 2, 0, 0);
  const [rows, columns] = [height, width].map((length, i) => axisOf(node, length, kernel[i], stride[i], padding[i], padding[i], 1));
  return { channels, rows, columns };
}

/** The outputs that see one place of an axis: pairs of output and place in the kernel. */
function seenBy({ length, kernel, stride, before, dilation, outputs }: Axis): { readonly starts: Uint32Array; readonly output: Uint32Array; readonly tap: Uint32Array } {
  const starts = new Uint32Array(length + 1);
  const pairs: [number, number][] = [];
  for (let place = 0; place < length; place += 1) {
    for (let k = 0; k < kernel; k += 1) {
      const at = place + before - k * dilation;
      if (at >= 0 && at % stride === 0 && at / stride < outputs) pairs.push([at / stride, k]);
    }
    starts[place + 1] = pairs.length;
  }
  return { starts, output: Uint32Array.from(pairs, ([output]) => output), tap: Uint32Array.from(pairs, ([, tap]) => tap) };
}

/** Calls `add` with the output's place in its picture and the kernel's place, for each output that sees row y and column x. */
function spreader({ rows, columns }: Windows): (y: number, x: number, add: (place: number, tap: number) => void) => void {
  const [down, across] = [seenBy(rows), seenBy(columns)];
  return (y, x, add) => {
    for (let r = down.starts[y]; r < down.starts[y + 1]; r += 1) {
      for (let c = across.starts[x]; c < across.starts[x + 1]; c += 1) {
        add(down.output[r] * columns.outputs + across.output[c], down.tap[r] * columns.kernel + across.tap[c]);
      }
    }
  };
}

/** Hands each value that is not zero to `spread`: spikes cost only what they carry. */
function scatter(x: Float64Array, { channels, rows, columns }: Windows, each: (channel: number, y: number, column: number, value: number) => void): void {
  let at = 0;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let y = 0; y < rows.length; y += 1) {
      for (let column = 0; column < columns.length; column += 1, at += 1) if (x[at] !== 0) each(channel, y, column, x[at]);
    }
  }
}

const places = ({ rows, columns }: Windows): number => rows.outputs * columns.outputs;
const taps = ({ rows, columns }: Windows): number => rows.kernel * columns.kernel;

function bounded(node: NirNode, shape: Shape): Shape {
  if (sizeOf(shape) > NIR_LIMITS.outputs) refuse(node, `would give ${count(sizeOf(shape))} values; the limit is ${count(NIR_LIMITS.outputs)}.`);
  return shape;
}

/** y[o, p] = b[o] + Σ w[o, i, k]·x[i, p·stride − padding + k·dilation], a cross-correlation; w `[outputs, inputs / groups, …]`. */
export const convolution: Kind = {
  shape(node, input) {
    const windows = convWindows(node, input);
    const outputs = parameter(node, 'weight').shape[0];
    const bias = Object.hasOwn(node.parameters, 'bias') ? parameter(node, 'bias').data.length : outputs;
    if (bias !== outputs) refuse(node, `has ${outputs} outputs and ${bias} numbers of bias.`);
    return bounded(node, node.type === 'Conv1d' ? [outputs, windows.columns.outputs] : [outputs, windows.rows.outputs, windows.columns.outputs]);
  },
  cost: (node, input, output) => (parameter(node, 'weight').data.length / output[0]) * places(convWindows(node, input)) * output[0],
  make(node, input): Unit {
    const windows = convWindows(node, input);
    const weight = parameter(node, 'weight');
    const [outputs, perGroup] = weight.shape;
    const area = places(windows);
    const window = taps(windows);
    const together = outputs / (windows.channels / perGroup);
    // `[inputs, taps, outputs of the group]`: what one value is multiplied with lies together.
    const sorted = new Float64Array(weight.data.length);
    for (let o = 0; o < outputs; o += 1) {
      const group = Math.floor(o / together);
      for (let i = 0; i < perGroup; i += 1) {
        for (let k = 0; k < window; k += 1) sorted[((group * perGroup + i) * window + k) * together + (o % together)] = weight.data[(o * perGroup + i) * window + k];
      }
    }
    const bias = Object.hasOwn(node.parameters, 'bias') ? parameter(node, 'bias').data : null;
    const y = new Float64Array(outputs * area);
    const spread = spreader(windows);
    return {
      output: y,
      step(x) {
        for (let o = 0; o < outputs; o += 1) y.fill(bias ? bias[o] : 0, o * area, (o + 1) * area);
        scatter(x, windows, (channel, row, column, value) => {
          const first = Math.floor(channel / perGroup) * together * area;
          spread(row, column, (place, tap) => {
            const from = (channel * window + tap) * together;
            for (let o = 0; o < together; o += 1) y[first + o * area + place] += value * sorted[from + o];
          });
        });
      },
    };
  },
};

/** Sum or mean over a window; places beyond the edge count as zeros, and in the mean they count. */
export const pool: Kind = {
  shape(node, input) {
    const { channels, rows, columns } = poolWindows(node, input);
    return bounded(node, [channels, rows.outputs, columns.outputs]);
  },
  cost: (node, input, output) => sizeOf(output) * taps(poolWindows(node, input)),
  make(node, input): Unit {
    const windows = poolWindows(node, input);
    const area = places(windows);
    const share = node.type === 'AvgPool2d' ? 1 / taps(windows) : 1;
    const y = new Float64Array(windows.channels * area);
    const spread = spreader(windows);
    return {
      output: y,
      step(x) {
        y.fill(0);
        scatter(x, windows, (channel, row, column, value) => spread(row, column, (place) => (y[channel * area + place] += share * value)));
      },
    };
  },
};
