import * as tf from '@tensorflow/tfjs-core';
import { leakKernel, resetKernel } from '../neurons/kernels';
import { runCellOnTensors } from '../neurons/sequential/tensors';
import { applyOperator, forwardTensors } from '../neurons/tensors';
import { spike } from '../numerics/tensors/spike';
import type { Job } from './cases';
import type { Outputs } from './float64';

type Named = Record<string, tf.Tensor>;

const single = (values: Float64Array) => Float32Array.from(values);

/** Reads every tensor; all of them are disposed of. */
async function read(tensors: Named): Promise<Outputs> {
  const out: Outputs = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    out[name] = await tensor.data();
    tensor.dispose();
  }
  return out;
}

/**
 * Values and gradients of L = Σ (objective·G) with respect to the named variables.
 * @param forward called with the variables; returns what to report and what L sums
 */
function differentiate(variables: Named, g: tf.Tensor, forward: (v: Named) => { values: Named; objective: tf.Tensor }): Named {
  return tf.tidy(() => {
    const names = Object.keys(variables);
    let kept: Named = {};
    const { grads } = tf.engine().gradients(
      () => {
        const { values, objective } = forward(variables);
        kept = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, tf.keep(tf.clone(v))]));
        return tf.sum(tf.mul(objective, g)) as tf.Scalar;
      },
      names.map((n) => variables[n]),
      undefined,
      true,
    );
    // A variable that the objective does not depend on has gradient zero.
    const gradients = Object.fromEntries(names.map((n, i) => [`d:${n}`, grads[i] ?? tf.zerosLike(variables[n])]));
    return { ...kept, ...gradients };
  });
}

/** Runs a job through the tensor form on the backend in use. */
export async function runTensors(job: Job): Promise<Outputs> {
  tf.engine().startScope();
  try {
    return await read(compute(job));
  } finally {
    tf.engine().endScope();
  }
}

function compute(job: Job): Named {
  if (job.kind === 'surrogate') {
    const { name, width } = job.surrogate;
    const x = tf.tensor1d(single(job.x));
    const alpha = tf.scalar(width);
    const strict = job.forward !== 'non-strict';
    const out = differentiate({ x, alpha }, tf.onesLike(x), (v) => {
      const s = spike(v.x, name, v.alpha as tf.Scalar, strict);
      const shown = job.forward === 'sign' ? tf.sign(x) : job.forward === 'round' ? tf.ceil(tf.clipByValue(x, -0.5, 4.5)) : s;
      return { values: { spike: shown }, objective: s };
    });
    return { spike: out.spike, derivative: out['d:x'], d_alpha_sum: out['d:alpha'] };
  }
  if (job.kind === 'matrices') {
    const eye = tf.eye(job.steps) as tf.Tensor2D;
    const m1 = applyOperator(leakKernel('released', job.tau), eye);
    const m2 = tf.neg(applyOperator(resetKernel('released', job.tau), eye));
    const column = (m: tf.Tensor) => tf.slice(m, [0, 0], [job.steps, 1]);
    return { M1: m1, M2: m2, M1_first_column: column(m1), M2_first_column: column(m2) };
  }

  const { steps, channels, surrogate } = job;
  const x = tf.tensor2d(single(job.x), [steps, channels]);
  const g = tf.tensor2d(single(job.g), [steps, channels]);
  const threshold = tf.scalar(job.threshold);
  const width = tf.scalar(surrogate.width);

  if (job.kind === 'sequential') {
    const { cell, leakLogit } = job;
    // PLIF learns w with leak = 1 − σ(w) and gain = σ(w); snnTorch learns the leak itself.
    const knob = tf.scalar(leakLogit ?? cell.leak);
    const out = differentiate({ x, threshold, width, knob }, g, (v) => {
      const gain = leakLogit === null ? tf.scalar(cell.gain) : tf.sigmoid(v.knob as tf.Scalar);
      const leak = leakLogit === null ? (v.knob as tf.Scalar) : (tf.sub(1, gain) as tf.Scalar);
      const trace = runCellOnTensors(cell, {
        x: v.x as tf.Tensor2D, threshold: v.threshold as tf.Scalar, leak, gain,
        surrogate: surrogate.name, width: v.width as tf.Scalar,
      });
      return { values: { H: trace.membrane, V: trace.carried, S: trace.spikes }, objective: trace.spikes };
    });
    return {
      H: out.H, V: out.V, U: tf.clone(out.V), S: out.S, dX: out['d:x'], d_threshold: out['d:threshold'],
      d_alpha: out['d:width'], d_beta: out['d:knob'], d_w: tf.clone(out['d:knob']),
    };
  }

  const { formula } = job;
  const variables: Named = { x, threshold, width };
  if (job.weights) variables.weights = formula.charge.kind === 'toeplitz' ? tf.tensor1d(single(job.weights)) : tf.tensor2d(single(job.weights), [steps, steps]);
  if (job.bias) variables.bias = job.bias.length === 1 && formula.charge.kind === 'toeplitz' ? tf.scalar(job.bias[0]) : tf.tensor1d(single(job.bias));
  const draws = formula.fire === 'bernoulli' ? (tf.zerosLike(x) as tf.Tensor2D) : undefined;
  const out = differentiate(variables, g, (v) => {
    const trace = forwardTensors(formula, {
      x: v.x as tf.Tensor2D, threshold: v.threshold as tf.Scalar, width: v.width as tf.Scalar,
      weights: v.weights, bias: v.bias, surrogate: surrogate.name, draws,
    });
    const values: Named = { d1: trace.charge, H: trace.membrane, S: trace.spikes };
    if (trace.rho) values.p = trace.rho;
    if (trace.learnedSum) values.d2 = trace.learnedSum;
    // A neuron that fires by chance is judged by its expectation.
    if (draws) values.bernoulli_mean = tf.mean(trace.membrane);
    return { values, objective: draws ? trace.membrane : trace.spikes };
  });
  const { 'd:x': dX, 'd:threshold': dThreshold, 'd:width': dAlpha, 'd:weights': dW, 'd:bias': db, ...values } = out;
  const named: Named = { ...values, dX, d_threshold: dThreshold, d_alpha: dAlpha };
  if (dW) named.dW = dW;
  if (db) named.db = db;
  return named;
}
