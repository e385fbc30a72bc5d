/**
 * A float64 reference of the smoothed two-layer network: the step is replaced by a primitive of its surrogate
 * derivative, so that the surrogate gradient is this function's true gradient. Written from the equations, with
 * A and R as matrices; it shares no code with what it tests.
 */
export type Surrogate = 'atan' | 'sigmoid' | 'piecewise-quadratic' | 'fast-sigmoid' | 'gate' | 'box';
export type Numbers = ReadonlyMap<string, ArrayLike<number>>;

export interface SmoothNetwork {
  readonly kind: string;
  readonly surrogate: Surrogate;
  readonly width: number;
  readonly tau: number;
  readonly threshold: number;
  readonly released: boolean;
  readonly units: readonly number[];
  readonly norm: boolean;
  readonly loss: 'cross-entropy' | 'mse';
  readonly smoothing: number;
}

const clamp = (v: number, reach: number) => Math.max(-reach, Math.min(reach, v));

/** The primitive of a surrogate derivative. Constants are chosen so that the far left is 0 where there is one. */
export function primitive(name: Surrogate, u: number, a: number): number {
  switch (name) {
    case 'atan':
      return Math.atan((Math.PI / 2) * a * u) / Math.PI + 0.5;
    case 'sigmoid':
      return 1 / (1 + Math.exp(-a * u));
    case 'piecewise-quadratic': {
      const v = clamp(u, 1 / a);
      return 0.5 + a * v - (Math.sign(v) * (a * v) ** 2) / 2;
    }
    case 'fast-sigmoid':
      return 0.5 + u / (1 + a * Math.abs(u));
    case 'gate':
      return clamp(u, 1 / a) + 1 / a;
    case 'box':
      return clamp(u, 0.5) + 0.5;
  }
}

/** Where the derivative jumps: a value near it may be on either side in float32. */
const jump = (name: Surrogate, a: number): number => (name === 'gate' ? 1 / a : name === 'box' ? 0.5 : Infinity);

const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));

export interface SmoothResult {
  readonly loss: number;
  /** Spikes of the reset, layer by layer, to be held where it is detached. */
  readonly held: readonly number[][];
  /** Distance of the nearest u from a jump of the surrogate's derivative. */
  readonly margin: number;
}

/**
 * Loss of the samples `x[sample][step][channel]`.
 * @param held spikes that the detached reset takes; found afresh where absent
 */
export function smoothLoss(net: SmoothNetwork, numbers: Numbers, x: readonly number[][][], labels: readonly number[], held?: readonly number[][]): SmoothResult {
  const of = (name: string) => numbers.get(name);
  const scalar = (name: string, otherwise: number) => of(name)?.[0] ?? otherwise;
  const found: number[][] = [];
  let margin = Infinity;
  let signal = x.map((sample) => sample.map((step) => [...step]));
  const T = x[0].length;

  for (const [k, units] of net.units.entries()) {
    const name = String(k + 1);
    const weight = of(`${name}.weight`) as ArrayLike<number>;
    const bias = of(`${name}.bias`) as ArrayLike<number>;
    const current = signal.map((sample) => sample.map((step) => Array.from({ length: units }, (_, n) => step.reduce((sum, v, m) => sum + v * weight[m * units + n], bias[n]))));
    if (net.norm) {
      const gain = of(`${name}.norm-gain`) as ArrayLike<number>;
      const shift = of(`${name}.norm-shift`) as ArrayLike<number>;
      for (let n = 0; n < units; n++) {
        const all = current.flatMap((sample) => sample.map((step) => step[n]));
        const mean = all.reduce((a, b) => a + b, 0) / all.length;
        const variance = all.reduce((sum, v) => sum + (v - mean) ** 2, 0) / all.length;
        for (const sample of current) for (const step of sample) step[n] = (gain[n] * (step[n] - mean)) / Math.sqrt(variance + 1e-5) + shift[n];
      }
    }
    const tau = scalar(`${name}.tau`, net.tau);
    const theta = scalar(`${name}.threshold`, net.threshold);
    const width = scalar(`${name}.width`, net.width);
    const decay = net.released ? 1 / tau : 1 - 1 / tau;
    const A = Array.from({ length: T }, (_, i) => Array.from({ length: T }, (_, j) => (j <= i ? decay ** (i - j) / tau : 0)));
    const R = Array.from({ length: T }, (_, i) => Array.from({ length: T }, (_, j) => (j < i ? decay ** (i - j) : 0)));
    const W = of(`${name}.time-weight`);
    const b = of(`${name}.time-bias`);
    const learned = (i: number, j: number, triangle: boolean) => (W && (!triangle || j <= i) ? W[i * T + j] : 0);
    const along = (weightOf: (i: number, j: number) => number, v: readonly number[]) => v.map((_, i) => v.reduce((sum, value, j) => sum + weightOf(i, j) * value, 0));
    const plusBias = (v: readonly number[]) => v.map((value, i) => value + (b ? b[i] : 0));
    const fire = (u: number) => {
      margin = Math.min(margin, Math.abs(Math.abs(u) - jump(net.surrogate, width)));
      return primitive(net.surrogate, u, width);
    };
    const resets: number[] = [];
    let at = 0;

    const neuron = (v: readonly number[]): number[] => {
      const charged = () => along((i, j) => A[i][j], v);
      const triangular = () => plusBias(along((i, j) => learned(i, j, true), v));
      const less = (d: readonly number[], rho: readonly number[], scale: number) => {
        const taken = along((i, j) => R[i][j], rho);
        return d.map((value, i) => value - scale * taken[i]);
      };
      switch (net.kind) {
        case 'psu': {
          const d = charged();
          return less(d, d.map(sigmoid), theta).map((h) => fire(h - theta));
        }
        case 'ipsu':
          return less(triangular(), v, 1).map((h) => fire(h - theta));
        case 'rpsu':
          return less(charged(), triangular().map(sigmoid), 1).map((h) => fire(h - theta));
        case 'ppsu': {
          const d = triangular();
          return less(d, d.map(sigmoid), 1).map((h) => fire(h - theta));
        }
        case 'psn':
          return plusBias(along((i, j) => learned(i, j, false), v)).map(fire);
        case 'lif': {
          let kept = 0;
          return v.map((input) => {
            const h = (1 - 1 / tau) * kept + input / tau;
            const s = fire(h - theta);
            resets.push(s);
            kept = h - theta * (held ? held[k][at++] : s);
            return s;
          });
        }
        default:
          throw new Error(`No reference of ${net.kind}.`);
      }
    };

    signal = current.map((sample) => {
      const columns = Array.from({ length: units }, (_, n) => neuron(sample.map((step) => step[n])));
      return sample.map((_, t) => columns.map((column) => column[t]));
    });
    found.push(resets);
  }

  const weight = of('out.weight') as ArrayLike<number>;
  const bias = of('out.bias') as ArrayLike<number>;
  const classes = bias.length;
  const losses = signal.map((sample, i) => {
    const mean = sample[0].map((_, n) => sample.reduce((sum, step) => sum + step[n], 0) / T);
    const z = Array.from({ length: classes }, (_, c) => mean.reduce((sum, v, n) => sum + v * weight[n * classes + c], bias[c]));
    const hot = (c: number) => (c === labels[i] ? 1 : 0);
    if (net.loss === 'mse') return z.reduce((sum, v, c) => sum + (v - hot(c)) ** 2, 0) / classes;
    const whole = Math.log(z.reduce((sum, v) => sum + Math.exp(v), 0));
    return -z.reduce((sum, v, c) => sum + ((1 - net.smoothing) * hot(c) + net.smoothing / classes) * (v - whole), 0);
  });
  return { loss: losses.reduce((a, b) => a + b, 0) / losses.length, held: found, margin };
}

/** d loss / d every number by central differences, the detached reset's spikes held. */
export function smoothGradients(net: SmoothNetwork, numbers: Numbers, x: readonly number[][][], labels: readonly number[], step = 1e-5): Map<string, Float64Array> {
  const { held } = smoothLoss(net, numbers, x, labels);
  const lossAt = (name: string, k: number, by: number) => {
    const moved = new Map<string, ArrayLike<number>>(numbers);
    const values = Float64Array.from(numbers.get(name) as ArrayLike<number>);
    values[k] += by;
    moved.set(name, values);
    return smoothLoss(net, moved, x, labels, held).loss;
  };
  return new Map([...numbers].map(([name, values]) => [
    name,
    Float64Array.from({ length: values.length }, (_, k) => (lossAt(name, k, step) - lossAt(name, k, -step)) / (2 * step)),
  ]));
}
