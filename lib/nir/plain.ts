/** Nodes that pass values on: Input, Output, Flatten, Threshold and Delay. */
import type { Kind, Unit } from './kind';
import { fits, has, parameter, refuse, spreadOver, wholes } from './parameters';
import { shapeText, sizeOf, type NirNode, type Shape } from './types';

function identity(_node: NirNode, _input: Shape, output: Shape): Unit {
  const y = new Float64Array(sizeOf(output));
  return { output: y, step: (x) => y.set(x) };
}

/** The axes that a node itself says: a list of lengths. */
function saidShape(node: NirNode, key: string): number[] {
  return wholes(node, key, parameter(node, key).data.length, 1);
}

export const input: Kind = { shape: (node) => saidShape(node, 'shape'), cost: (_node, _input, output) => sizeOf(output), make: identity };

export const output: Kind = {
  shape(node, given, flattened) {
    const said = saidShape(node, 'shape');
    if (!fits(said, given, flattened)) refuse(node, `says shape ${shapeText(said)}, but is given ${shapeText(given)}.`);
    return said;
  },
  cost: (_node, _input, shape) => sizeOf(shape),
  make: identity,
};

/** The values stay in their order; only the axes are joined. */
export const flatten: Kind = {
  shape(node, given, flattened) {
    const said = has(node, 'input_type') ? saidShape(node, 'input_type') : null;
    const from = has(node, 'start_dim') ? parameter(node, 'start_dim').data[0] : 1;
    const to = has(node, 'end_dim') ? parameter(node, 'end_dim').data[0] : -1;
    if (said && sizeOf(said) !== sizeOf(given)) refuse(node, `says input_type ${shapeText(said)}, but is given ${shapeText(given)}.`);
    const shape = said && !flattened ? said : given;
    const first = from < 0 ? from + shape.length : from;
    const last = to < 0 ? to + shape.length : to;
    if (!(Number.isInteger(first) && Number.isInteger(last) && first >= 0 && last < shape.length)) {
      refuse(node, `joins the axes ${from} to ${to} of ${shapeText(shape)}, which has not got them.`);
    }
    // From axis 1 on, one axis that is there is already flat: PyTorch counted the batch.
    return first > last ? shape : [...shape.slice(0, first), sizeOf(shape.slice(first, last + 1)), ...shape.slice(last + 1)];
  },
  cost: (_node, _input, shape) => sizeOf(shape),
  make: identity,
};

/** z = 1 where x > threshold. */
export const threshold: Kind = {
  spikes: true,
  shape(node, given) {
    spreadOver(node, 'threshold', given);
    return given;
  },
  cost: (_node, _input, shape) => sizeOf(shape),
  make(node, _input, shape) {
    const limit = spreadOver(node, 'threshold', shape);
    const z = new Float64Array(limit.length);
    return {
      output: z,
      step(x) {
        for (let n = 0; n < z.length; n += 1) z[n] = x[n] > limit[n] ? 1 : 0;
      },
    };
  },
};

const stepsOf = (delays: Float64Array, dt: number): Float64Array => delays.map((delay) => Math.round(delay / dt));

/** y(t) = x(t − delay), the delay rounded to whole steps. */
export const delay: Kind = {
  shape(node, given) {
    const wrong = spreadOver(node, 'delay', given).find((value) => value < 0);
    return wrong === undefined ? given : refuse(node, `has a delay of ${wrong}; it should be 0 or more.`);
  },
  held: (node, given, dt) => sizeOf(given) * (1 + stepsOf(spreadOver(node, 'delay', given), dt).reduce((most, steps) => Math.max(most, steps), 0)),
  cost: (_node, _input, shape) => sizeOf(shape),
  make(node, _input, shape, { dt }) {
    const steps = stepsOf(spreadOver(node, 'delay', shape), dt);
    const neurons = steps.length;
    const rows = 1 + steps.reduce((most, each) => Math.max(most, each), 0);
    const kept = new Float64Array(rows * neurons);
    const y = new Float64Array(neurons);
    let now = 0;
    return {
      output: y,
      step(x) {
        kept.set(x, now * neurons);
        for (let n = 0; n < neurons; n += 1) y[n] = kept[((now - steps[n] + rows) % rows) * neurons + n];
        now = (now + 1) % rows;
      },
    };
  },
};
