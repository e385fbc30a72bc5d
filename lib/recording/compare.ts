/** How two rasters agree. A raster is `[T, N]`, time-major, 0 or 1. */

export interface Agreement {
  /** Share of equal bits. */
  readonly agreement: number;
  /** Share of equal bits expected of independent trains with the same rates per neuron. */
  readonly chance: number;
  /** Mean spikes a step and neuron. */
  readonly rateA: number;
  readonly rateB: number;
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  /** First step at which they differ and the first neuron there; null where equal. */
  readonly firstDivergence: { readonly step: number; readonly neuron: number } | null;
}

/** Spikes a step, per neuron, `[N]`. */
export function neuronRates(spikes: ArrayLike<number>, steps: number, neurons: number): Float64Array {
  const rates = new Float64Array(neurons);
  for (let k = 0; k < steps * neurons; k++) rates[k % neurons] += spikes[k];
  return rates.map((count) => count / steps);
}

/** Share of neurons that fire, per step, `[T]`. */
export function populationRate(spikes: ArrayLike<number>, steps: number, neurons: number): Float32Array {
  const rates = new Float32Array(steps);
  for (let t = 0; t < steps; t++) {
    let count = 0;
    for (let n = 0; n < neurons; n++) count += spikes[t * neurons + n];
    rates[t] = count / neurons;
  }
  return rates;
}

/** Compares two rasters of the same shape. Chance: mean over neurons of r·q + (1 − r)(1 − q). */
export function compareSpikes(a: ArrayLike<number>, b: ArrayLike<number>, steps: number, neurons: number): Agreement {
  let [both, onlyA, onlyB, first] = [0, 0, 0, -1];
  const size = steps * neurons;
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[k] !== 0, b[k] !== 0];
    if (x && y) both++;
    else if (x) onlyA++;
    else if (y) onlyB++;
    if (x !== y && first < 0) first = k;
  }
  const ratesA = neuronRates(a, steps, neurons);
  const ratesB = neuronRates(b, steps, neurons);
  let chance = 0;
  for (let n = 0; n < neurons; n++) chance += ratesA[n] * ratesB[n] + (1 - ratesA[n]) * (1 - ratesB[n]);
  return {
    agreement: 1 - (onlyA + onlyB) / size,
    chance: chance / neurons,
    rateA: (both + onlyA) / size,
    rateB: (both + onlyB) / size,
    both, onlyA, onlyB,
    firstDivergence: first < 0 ? null : { step: Math.floor(first / neurons), neuron: first % neurons },
  };
}
