/** Looks into a learning network: one sample's traces, distributions of membranes, gradients by time step. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayerTrace } from '../../recording/types';
import { onTape } from '../../numerics/tensors/tape';
import { runCell } from '../../neurons/sequential/cell';
import { sizeOf, trainedCell, type Architecture } from './architecture';
import { forward, type DeviceParameters, type ForwardOptions } from './forward';
import { parameterViews } from './initialise';
import { lossOf } from './loss';
import { LEAST_TAU } from './neuron';
import { batchOf, type Batch, type Trainer } from './trainer';

/** What a trained network does with one sample: a Recording's layers, and its answer as it forms. */
export interface SampleLook {
  readonly steps: number;
  /** What the network was fed, `[S, M]`; S is 1 where the same frame is shown at every step. */
  readonly input: { readonly steps: number; readonly channels: number; readonly data: Float32Array };
  readonly layers: readonly LayerTrace[];
  /** What each block's neuron learned besides its weights: W `[T, T]` and b along time, θ and τ as it runs with. */
  readonly learned: readonly LearnedNeuron[];
  /** Logits of the mean over the steps so far, `[T, K]`: the last row is the answer. */
  readonly evidence: Float32Array;
}

export interface LearnedNeuron {
  readonly weights?: Float32Array;
  readonly bias?: Float32Array;
  readonly threshold: number;
  readonly tau: number;
}

const evaluation = (trainer: Trainer, norms: ForwardOptions['norms']): ForwardOptions => ({ training: false, norms, taus: trainer.taus, mask: () => null });

/** A block's numbers read from the device. */
interface Traced {
  readonly current: tf.Tensor;
  readonly membrane: tf.Tensor;
  readonly spikes: tf.Tensor;
  readonly rho: tf.Tensor | null;
  readonly charge: tf.Tensor | null;
}

/** Membrane with the reset left out: what a parallel neuron says itself, or the cell run without its reset. */
function chargeOf(trainer: Trainer, charge: Float32Array | null, current: Float32Array, neurons: number, tau: number): Float32Array {
  const { neuron, network } = trainer.options.plan;
  if (charge) return charge;
  if (neuron.form !== 'sequential') return current;
  return Float32Array.from(runCell({ ...trainedCell({ ...network.neuron, tau }), reset: 'none' }, current, network.steps, neurons, network.neuron.threshold).membrane);
}

/** Means over the blocks a pool joins, of one step `[...output]`. */
function pooledStep(spikes: Uint8Array, from: number, output: readonly number[], pooled: readonly number[], pool: number): Float32Array {
  const out = new Float32Array(sizeOf(pooled));
  const channels = output[output.length - 1];
  const [rows, columns] = output.length === 3 ? output : [1, output[0]];
  const [outRows, outColumns] = pooled.length === 3 ? pooled : [1, pooled[0]];
  const high = output.length === 3 ? pool : 1;
  for (let r = 0; r < outRows * high && r < rows; r++) {
    for (let c = 0; c < outColumns * pool && c < columns; c++) {
      for (let k = 0; k < channels; k++) {
        out[(Math.floor(r / high) * outColumns + Math.floor(c / pool)) * channels + k] += spikes[from + (r * columns + c) * channels + k] / (high * pool);
      }
    }
  }
  return out;
}

/** Runs one sample and reads everything back. */
export async function lookAt(trainer: Trainer, batch: Batch): Promise<SampleLook> {
  const { plan, read } = trainer.options;
  const { steps } = plan.network;
  const kept: Traced[] = [];
  const parameters = trainer.with((arrays, norms) => {
    forward(plan, arrays, batch.input, {
      ...evaluation(trainer, norms),
      look: (_k, { current, membrane, spikes, rho, charge }) => {
        const keep = <T extends tf.Tensor>(t: T): T => tf.keep(tf.clone(t));
        kept.push({ current: keep(current), membrane: keep(membrane), spikes: keep(spikes), rho: rho && keep(rho), charge: charge && keep(charge) });
      },
    });
    return tf.concat([...arrays.values()].map((array) => tf.reshape(array, [-1])));
  });
  try {
    const views = parameterViews(plan, (await read(parameters)).slice());
    const learned = plan.blocks.map((_, k) => learnedOf(trainer, views, k));
    const layers: LayerTrace[] = [];
    for (const [k, t] of kept.entries()) {
      const neurons = sizeOf(plan.blocks[k].output);
      const current = (await read(t.current)).slice();
      const membrane = (await read(t.membrane)).slice();
      const spikes = Uint8Array.from(await read(t.spikes));
      const charge = chargeOf(trainer, t.charge && (await read(t.charge)).slice(), current, neurons, learned[k].tau);
      const probability = t.rho && plan.neuron.form === 'parallel' && plan.neuron.formula.reset?.source.kind === 'input' ? null : t.rho && (await read(t.rho)).slice();
      layers.push({ neurons, current, charge, reset: charge.map((d, i) => d - membrane[i]), probability, membrane, spikes });
    }
    const input = { steps: batch.input.shape[0], channels: sizeOf(batch.input.shape.slice(2)), data: Float32Array.from(await read(batch.input)) };
    return { steps, input, layers, learned, evidence: evidenceOf(trainer, layers, views) };
  } finally {
    tf.dispose([parameters, ...kept.flatMap((t) => Object.values(t).filter((v) => v !== null))]);
  }
}

function learnedOf(trainer: Trainer, views: Map<string, Float32Array>, k: number): LearnedNeuron {
  const { neuron } = trainer.options.plan.network;
  const of = (role: string) => views.get(`${k + 1}.${role}`);
  const [weights, bias] = [of('time-weight'), of('time-bias')];
  return { ...(weights && bias && { weights: weights.slice(), bias: bias.slice() }), threshold: of('threshold')?.[0] ?? neuron.threshold, tau: Math.max(LEAST_TAU, of('tau')?.[0] ?? neuron.tau) };
}

function evidenceOf(trainer: Trainer, layers: readonly LayerTrace[], views: Map<string, Float32Array>): Float32Array {
  const [out, base] = [views.get('out.weight') as Float32Array, views.get('out.bias') as Float32Array];
  const { plan } = trainer.options;
  const { classes, blocks, network: { steps } } = plan;
  const last = blocks[blocks.length - 1];
  const inputs = sizeOf(last.pooled);
  const evidence = new Float32Array(steps * classes);
  const sums = new Float64Array(classes);
  const { spikes, neurons } = layers[layers.length - 1];
  for (let t = 0; t < steps; t++) {
    const now = pooledStep(spikes, t * neurons, last.output, last.pooled, last.spec.kind === 'dense' ? 1 : last.spec.pool);
    for (let n = 0; n < inputs; n++) if (now[n] !== 0) for (let k = 0; k < classes; k++) sums[k] += now[n] * out[n * classes + k];
    for (let k = 0; k < classes; k++) evidence[t * classes + k] = sums[k] / (t + 1) + base[k];
  }
  return evidence;
}

/** Counts of membrane potentials between two edges, a block a list. */
export interface MembraneCounts {
  readonly edges: readonly [number, number];
  readonly counts: readonly (readonly number[])[];
  /** Share of membrane potentials above the threshold, a block. */
  readonly above: readonly number[];
}

const BINS = 48;
const PROBED = 20;
const LEAST_PROBED = 8;

function countMembranes(blocks: readonly Float32Array[], thresholds: readonly number[]): MembraneCounts {
  // The middle of the values: single ones far out would squeeze all others into one bin.
  const sorted = blocks.map((values) => Float32Array.from(values).sort());
  const at = (values: Float32Array, share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))];
  const low = Math.min(...thresholds, ...sorted.map((v) => at(v, 0.005)));
  const high = Math.max(...thresholds, ...sorted.map((v) => at(v, 0.995)));
  const edges: [number, number] = high > low ? [low, high] : [low - 0.5, low + 0.5];
  const counts = blocks.map((values) => {
    const bins = new Array<number>(BINS).fill(0);
    for (const v of values) if (v >= edges[0] && v <= edges[1]) bins[Math.min(BINS - 1, Math.floor(((v - edges[0]) / (edges[1] - edges[0])) * BINS))]++;
    return bins;
  });
  return { edges, counts, above: blocks.map((values, k) => values.reduce((n, v) => n + (v > thresholds[k] ? 1 : 0), 0) / values.length) };
}

export interface Probe {
  readonly membranes: MembraneCounts;
  /** Norm of ∂L/∂X at each step, a block: over samples and neurons. */
  readonly gradients: readonly (readonly number[])[];
}

/** Values that decide whether the neurons of each block fire, learned or not, `[blocks]`. Call inside a scope. */
function firingThresholds({ neuron, network, blocks }: Architecture, arrays: DeviceParameters): tf.Tensor {
  const fixed = neuron.form === 'parallel' && neuron.formula.fire === 'zero' ? 0 : network.neuron.threshold;
  return tf.stack(blocks.map((_, k) => arrays.get(`${k + 1}.threshold`) ?? tf.scalar(fixed)));
}

/** Membranes and gradients on the first samples of the validation part. */
export async function probe(trainer: Trainer): Promise<Probe> {
  const { plan, dataset, show, read, learning } = trainer.options;
  // Gradients need the room that a step needs, and that was checked for a batch.
  const count = Math.min(PROBED, Math.max(LEAST_PROBED, learning.batch), dataset.parts.validation.labels.length);
  const batch = batchOf(dataset, 'validation', Uint32Array.from({ length: count }, (_, k) => k), show);
  const membranes: tf.Tensor[] = [];
  const look = () => onTape(() => trainer.with((arrays, running) => {
    const zeros = plan.blocks.map(({ output }) => tf.zeros([plan.network.steps, count * sizeOf(output)]) as tf.Tensor2D);
    const loss = (...nudges: tf.Tensor[]) => lossOf(forward(plan, arrays, batch.input, {
      ...evaluation(trainer, running),
      nudge: (k) => nudges[k] as tf.Tensor2D,
      look: (_k, { membrane }) => membranes.push(tf.keep(tf.clone(membrane))),
    }), batch.labels, learning);
    return tf.concat([...tf.grads(loss)(zeros).map((g) => tf.sqrt(tf.sum(tf.square(g), 1))), firingThresholds(plan, arrays)]) as tf.Tensor;
  }));
  const own: tf.Tensor[] = [batch.input, batch.labels];
  try {
    const norms = look();
    own.push(norms);
    const values = Array.from(await read(norms));
    const { steps } = plan.network;
    const read1 = [];
    for (const membrane of membranes) read1.push((await read(membrane)).slice());
    return {
      membranes: countMembranes(read1, values.slice(plan.blocks.length * steps)),
      gradients: plan.blocks.map((_, k) => values.slice(k * steps, (k + 1) * steps)),
    };
  } finally {
    tf.dispose([...own, ...membranes]);
  }
}

/** Where a number stopped being finite first, in words; null where all are finite. */
export async function firstNotFinite(trainer: Trainer): Promise<string | null> {
  const { plan, dataset, show } = trainer.options;
  const bad = (values: Float32Array) => values.some((v) => !Number.isFinite(v));
  const state = await trainer.checkpoint();
  let at = 0;
  for (const { name, shape } of plan.parameters) {
    if (bad(state.weights.subarray(at, (at += sizeOf(shape))))) return `the ${placeOf(name)}`;
  }
  // The samples that the failing step saw, one after another, until one shows it.
  for (const sample of trainer.lastSamples.subarray(0, PROBED)) {
    const batch = batchOf(dataset, 'train', Uint32Array.of(sample), show);
    try {
      const { layers, evidence } = await lookAt(trainer, batch);
      const k = layers.findIndex((layer) => bad(layer.current) || bad(layer.membrane));
      if (k >= 0) return `${bad(layers[k].current) ? 'the input current' : 'the membrane potential'} of block ${k + 1}`;
      if (bad(evidence)) return 'the last linear layer';
    } finally {
      tf.dispose([batch.input, batch.labels]);
    }
  }
  return null;
}

const WORDS: Record<string, string> = {
  weight: 'weights', bias: 'biases', 'norm-gain': 'gains of the batch norm', 'norm-shift': 'shifts of the batch norm', 'time-weight': 'T×T matrix',
  'time-bias': 'biases in time', width: 'surrogate width α', tau: 'time constant τ', threshold: 'threshold θ',
};

/** A learned array's name in words, such as “weights of block 2”. */
export function placeOf(name: string): string {
  const [block, role] = name.split('.');
  return `${WORDS[role] ?? role} of ${block === 'out' ? 'the last linear layer' : `block ${block}`}`;
}
