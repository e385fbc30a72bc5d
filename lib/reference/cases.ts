/**
 * Reading a folder's reference cases: numbers obtained from public implementations, one JSON file a
 * family. A case becomes a Job, which both the float64 and the tensor form can run.
 */
import type { Formula } from '../neurons/formula';
import { lowerTriangle } from '../neurons/kernels';
import { parallelNeuron, type NeuronSettings } from '../neurons/parallel';
import type { CellConstants } from '../neurons/sequential/cell';
import { cellConstants, type SequentialSettings } from '../neurons/sequential/conventions';
import { sigmoid, type Surrogate, type SurrogateName } from '../numerics/surrogates';

export interface Packed {
  readonly shape: number[];
  readonly data: number[];
}

/** A case as stored: named numbers, flags, texts and packed arrays. */
export type StoredCase = { id: string } & Record<string, unknown>;

export interface CaseFile {
  readonly family: string;
  readonly cases: StoredCase[];
}

interface Common {
  readonly id: string;
  readonly steps: number;
  readonly channels: number;
  readonly x: Float64Array;
  readonly g: Float64Array;
  readonly threshold: number;
  readonly surrogate: Surrogate;
}

export type Job =
  | (Common & { kind: 'parallel'; formula: Formula; weights: Float64Array | null; bias: Float64Array | null })
  | (Common & { kind: 'sequential'; cell: CellConstants; leakLogit: number | null })
  | { kind: 'surrogate'; id: string; x: Float64Array; surrogate: Surrogate; forward: ForwardRule }
  | { kind: 'matrices'; id: string; steps: number; tau: number };

export type ForwardRule = 'strict' | 'non-strict' | 'sign' | 'round';

export const isPacked = (v: unknown): v is Packed => typeof v === 'object' && v !== null && 'shape' in v && 'data' in v;

const SURROGATES: Record<string, Surrogate> = {
  atan2: { name: 'atan', width: 2 },
  qgate2: { name: 'piecewise-quadratic', width: 2 },
  pq1: { name: 'piecewise-quadratic', width: 1 },
  sigmoid4: { name: 'sigmoid', width: 4 },
  fast25: { name: 'fast-sigmoid', width: 25 },
  snn_sigmoid25: { name: 'sigmoid', width: 25 },
};

const STEPWISE: Record<string, SurrogateName> = {
  AtanGrad: 'atan', ATan: 'atan', atan: 'atan',
  SigmoidGrad: 'sigmoid', Sigmoid: 'sigmoid', sigmoid: 'sigmoid',
  QGateGrad: 'piecewise-quadratic', PiecewiseQuadratic: 'piecewise-quadratic',
  GateGrad: 'gate', fast_sigmoid: 'fast-sigmoid', ReLUGrad: 'relu', STDPGrad: 'relu',
  BackEIGateGrad: 'box', EIGrad: 'box', RoundGrad: 'round-box', straight_through_estimator: 'straight-through',
};

const num = (c: StoredCase, key: string, fallback = Number.NaN) => (typeof c[key] === 'number' ? (c[key] as number) : fallback);
const array = (c: StoredCase, key: string): Float64Array => {
  const v = c[key];
  if (typeof v === 'number') return Float64Array.of(v);
  if (!isPacked(v)) throw new RangeError(`case ${c.id} has no array "${key}"`);
  return Float64Array.from(v.data);
};

function common(c: StoredCase, single: boolean): Common {
  const x = array(c, 'X');
  const steps = num(c, 'T', (c.X as Packed).shape[0]);
  const channels = x.length / steps;
  if (!(steps >= 1) || !Number.isInteger(steps) || !Number.isInteger(channels)) throw new RangeError(`case ${c.id} has ${x.length} inputs, which do not make ${steps} steps`);
  const threshold = num(c, 'threshold', 0);
  const named = typeof c.surrogate === 'string' ? SURROGATES[c.surrogate] : SURROGATES.atan2;
  if (!named) throw new RangeError(`case ${c.id} asks for an unknown surrogate "${String(c.surrogate)}"`);
  return {
    id: c.id, steps, channels, x, g: array(c, 'G'), surrogate: named,
    // Most libraries keep the threshold as float32; SpikingJelly keeps a plain number.
    threshold: single ? Math.fround(threshold) : threshold,
  };
}

function parallel(kind: string, change?: (f: Formula, c: StoredCase, steps: number) => Formula) {
  return (c: StoredCase): Job => {
    const base = common(c, true);
    const settings: NeuronSettings = {
      steps: base.steps, tau: num(c, 'tau', 2), matrices: 'released', sweeps: 0,
      window: num(c, 'k', base.steps), lambda: num(c, 'lambda', 1),
    };
    const formula = parallelNeuron(kind).formula(settings);
    return {
      ...base,
      kind: 'parallel',
      formula: change ? change(formula, c, base.steps) : formula,
      weights: 'W' in c ? array(c, 'W') : null,
      bias: 'b' in c ? array(c, 'b') : null,
    };
  };
}

function sequential(settings: (c: StoredCase) => Partial<SequentialSettings>) {
  return (c: StoredCase): Job => {
    const s: SequentialSettings = {
      model: 'lif', library: 'psu', reset: 'soft', decayInput: true, detachReset: true, delayReset: true,
      resetValue: num(c, 'v_reset', 0), tau: num(c, 'tau', 2), ...settings(c),
    };
    let cell = cellConstants(s);
    const leakLogit = 'w' in c ? num(c, 'w') : null;
    if (leakLogit !== null) cell = { ...cell, leak: 1 - sigmoid(leakLogit), gain: sigmoid(leakLogit) };
    if ('beta' in c) cell = { ...cell, leak: Math.fround(Math.min(1, Math.max(0, num(c, 'beta')))) };
    return { ...common(c, s.library !== 'spikingjelly'), kind: 'sequential', cell, leakLogit };
  };
}

const spikingJelly = (model: 'lif' | 'if') =>
  sequential((c) => ({
    model, library: 'spikingjelly', reset: c.v_reset === null ? 'soft' : 'hard',
    decayInput: c.decay_input !== false, detachReset: c.detach_reset === true,
  }));

function surrogateJob(c: StoredCase): Job {
  const name = STEPWISE[String(c.name)];
  if (!name) throw new RangeError(`case ${c.id} names an unknown surrogate "${String(c.name)}"`);
  const forward = String(c.forward);
  const rule: ForwardRule = forward.startsWith('sign') ? 'sign' : forward.startsWith('ceil') ? 'round'
    : forward.includes('>=') ? 'non-strict' : 'strict';
  const width = c.name === 'STDPGrad' ? 1 : num(c, 'alpha', num(c, 'slope', 1));
  return { kind: 'surrogate', id: c.id, x: array(c, 'x'), surrogate: { name, width }, forward: rule };
}

/** The twenty families, by the name their file gives. */
export const FAMILIES: Record<string, (c: StoredCase) => Job> = {
  'PSU matrices': (c) => ({ kind: 'matrices', id: c.id, steps: num(c, 'T'), tau: num(c, 'tau') }),
  'surrogate gradients': surrogateJob,
  PSU: parallel('psu'),
  IPSU: parallel('ipsu'),
  PPSU: parallel('ppsu'),
  RPSU: parallel('rpsu'),
  SPSN: parallel('spsn'),
  PSN: parallel('psn', (f) => ({ ...f, strict: true })),
  'PSN, SpikingJelly': parallel('psn'),
  MaskedPSN: parallel('psn', (f, _c, steps) => ({ ...f, charge: lowerTriangle(steps), strict: true })),
  'MaskedPSN, SpikingJelly': parallel('masked-psn'),
  'SlidingPSN, SpikingJelly': parallel('sliding-psn'),
  'LIF soft reset, BrainCog (PSU release)': sequential(() => ({})),
  'LIF hard reset, BrainCog': sequential(() => ({ reset: 'hard' })),
  'IF hard reset, BrainCog': sequential(() => ({ model: 'if', reset: 'hard' })),
  'PLIF soft reset (PSU release)': sequential(() => ({ model: 'plif' })),
  'PLIF hard reset, BrainCog': sequential(() => ({ model: 'plif', reset: 'hard' })),
  'LIF, SpikingJelly': spikingJelly('lif'),
  'IF, SpikingJelly': spikingJelly('if'),
  'Leaky, snnTorch': sequential((c) => ({
    library: 'snntorch', delayReset: c.reset_delay === true,
    reset: c.reset === 'subtract' ? 'soft' : c.reset === 'zero' ? 'hard' : 'none',
  })),
};

/** A parsed file if it has the form of a case file, else null. */
export function caseFile(json: unknown): CaseFile | null {
  if (typeof json !== 'object' || json === null) return null;
  const { family, cases } = json as { family?: unknown; cases?: unknown };
  return typeof family === 'string' && Object.hasOwn(FAMILIES, family) && Array.isArray(cases) ? { family, cases } : null;
}
