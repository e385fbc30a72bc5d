/** Rasters and measures from a seed: made anew they are the same. */
import { kindOfSpikes } from './spikesKinds';
import type { BarsSpec, PairsSpec, ProfileSpec, RasterLayout, RastersSpec, RateSpec, SpikeSource, SpikeSpec, TracesSpec } from '@/lib/figures/spikes/spec';
import { rasterFromDense, rasterFromEvents, type Raster } from '@/lib/recording/raster';
import { chance } from './trainingSamples';

/** Poisson trains in 0 … `end` ms, with a burst of all neurons in the middle. */
export function poisson(name: string, seed: number, neurons: number, rate: number, end = 500): Raster {
  const next = chance(seed);
  const [neuron, time]: [number[], number[]] = [[], []];
  for (let n = 0; n < neurons; n++) {
    for (let t = 0; ; ) {
      const near = Math.exp(-(((t - end / 2) / (end / 20)) ** 2));
      t -= Math.log(1 - next()) / (rate * (0.4 + (n / neurons) + 4 * near));
      if (t > end) break;
      neuron.push(n);
      time.push(t);
    }
  }
  return rasterFromEvents(neuron, time, neurons, { name, start: 0, end, unit: 'ms', dt: null });
}

/** The same spikes with some moved, some lost and some new. */
export function altered(name: string, raster: Raster, seed: number, { moved = 0.2, lost = 0.08, added = 0.08, by = 4 } = {}): Raster {
  const next = chance(seed);
  const [neuron, time]: [number[], number[]] = [[], []];
  const put = (n: number, t: number): void => {
    neuron.push(n);
    time.push(Math.min(raster.end, Math.max(raster.start, t)));
  };
  for (let n = 0; n < raster.neurons; n++) {
    for (let k = raster.offsets[n]; k < raster.offsets[n + 1]; k++) {
      const luck = next();
      if (luck < lost) continue;
      put(n, raster.times[k] + (luck < lost + moved ? by * (2 * next() - 1) : 0));
      if (next() < added) put(n, raster.start + next() * (raster.end - raster.start));
    }
  }
  return rasterFromEvents(neuron, time, raster.neurons, { name, start: raster.start, end: raster.end, unit: 'ms', dt: null });
}

/** A run on a grid of steps. */
export const onSteps = (name: string, seed: number, steps: number, neurons: number, rate: number): Raster => {
  const next = chance(seed);
  const cells = Uint8Array.from({ length: steps * neurons }, () => (next() < rate ? 1 : 0));
  return rasterFromDense((t, n) => cells[t * neurons + n], steps, neurons, { name });
};

const source = (label: string, place: number, raster: Raster, kinds?: Uint8Array): SpikeSource => ({ id: label, label, place, raster, kinds });

const base = poisson('LIF', 1, 24, 0.02);
const second = altered('PSU', base, 2);
const third = altered('IPSU', base, 3, { moved: 0.6, by: 9 });
export const pair: readonly SpikeSource[] = [source('LIF', 0, base), source('PSU', 1, second)];
const three = [...pair, source('IPSU', 2, third)];
const [kindsOne, kindsOther] = kindOfSpikes(base, second, 5);
const different = [source('LIF', 0, base, kindsOne), source('PSU', 1, second, kindsOther)];
const gridPair = [source('LIF', 0, onSteps('LIF', 7, 48, 12, 0.2)), source('PSU', 1, onSteps('PSU', 8, 48, 12, 0.2))];
const [gridOne, gridOther] = kindOfSpikes(gridPair[0].raster, gridPair[1].raster, 1);
const many = poisson('Cortex', 11, 400, 0.05, 2000);

const rasters = (layout: RasterLayout, sources: readonly SpikeSource[], rest: Partial<RastersSpec> = {}): RastersSpec => ({
  figure: 'rasters', label: `Spikes, ${layout}`, layout, sources, order: null, window: [0, 500], unit: 'ms', ...rest,
});

const ramp = (n: number, f: (k: number) => number): Float64Array => Float64Array.from({ length: n }, (_, k) => f(k));

const pairValues = (labels: readonly string[]): Float64Array => {
  const next = chance(labels.length);
  const size = labels.length;
  const values = new Float64Array(size * size);
  for (let row = 0; row < size; row++) for (let column = 0; column < row; column++) values[row * size + column] = values[column * size + row] = 0.04 + 0.5 * next() * Math.abs(Math.sin(row + column));
  return values;
};
const pairsOf = (labels: readonly string[], rest: Partial<PairsSpec> = {}): PairsSpec => ({
  figure: 'pairs', label: 'Every pair', labels, values: pairValues(labels), order: Uint32Array.from(labels.keys()), name: 'SPIKE-distance', better: 'low', range: [0, null], ...rest,
});

const profile: ProfileSpec = {
  figure: 'profile', label: 'ISI-distance over time', window: [0, 500], xLabel: 'time (ms)', yLabel: 'ISI-distance',
  lines: [
    { label: 'LIF and PSU', place: 0, kind: 'step', x: ramp(61, (k) => (500 * k) / 60), y: ramp(60, (k) => 0.25 + 0.2 * Math.sin(k / 4) + 0.1 * Math.cos(2.3 * k)) },
    { label: 'LIF and IPSU', place: 2, kind: 'linear', x: ramp(60, (k) => (500 * k) / 59), y: ramp(60, (k) => 0.4 + 0.25 * Math.sin(k / 6)) },
  ],
  interval: { from: 0.42, to: 0.58, label: '95 % of shuffled pairs' },
};

const potential = (phase: number): Float32Array => Float32Array.from({ length: 1001 }, (_, k) => 0.5 * Math.sin(k / 40 + phase) + 0.35 * ((k % 90) / 90) + 0.2);
const traces: TracesSpec = {
  figure: 'traces', label: 'Membrane potential of neuron 3', window: [100, 400], unit: 'ms', yLabel: 'membrane potential', threshold: 1,
  lines: [{ label: 'LIF', place: 0, start: 0, dt: 0.5, values: potential(0) }, { label: 'PSU', place: 1, start: 0, dt: 0.5, values: potential(0.4) }],
  spikes: [{ place: 0, times: Float64Array.of(120, 164, 251, 262, 377) }, { place: 1, times: Float64Array.of(122, 180, 250, 262, 390) }],
};

const bell = (centre: number, width: number, height: number, n: number): Float64Array => ramp(n, (k) => Math.round(height * Math.exp(-(((k - centre) / width) ** 2)) + 3 * Math.abs(Math.sin(k))));
const correlogram: BarsSpec = {
  figure: 'bars', label: 'Cross-correlogram', xLabel: 'lag (ms)', yLabel: 'pairs of spikes', bins: 'centre', zero: true,
  series: [{ label: 'LIF → PSU', place: 1, x: ramp(41, (k) => k - 20), y: bell(22, 3, 60, 41) }, { label: 'LIF → IPSU', place: 2, x: ramp(41, (k) => k - 20), y: bell(18, 7, 34, 41) }],
};
const intervals: BarsSpec = {
  figure: 'bars', label: 'Intervals between spikes', xLabel: 'interval (ms)', yLabel: 'intervals', bins: 'left',
  series: [{ label: 'LIF', place: 0, x: ramp(31, (k) => 2 * k), y: bell(7, 5, 80, 30) }, { label: 'PSU', place: 1, x: ramp(31, (k) => 2 * k), y: bell(9, 7, 60, 30) }],
};
const rate: RateSpec = { figure: 'rate', label: 'Rate', sources: three, order: null, window: [0, 500], bin: 10, unit: 'ms' };
const six = ['LIF', 'PSU', 'IPSU', 'RPSU', 'PPSU', 'an uploaded recording'];

/** Every figure and every layout, with what is pointed at. */
export const SPIKES: Readonly<Record<string, { readonly spec: SpikeSpec; readonly cursor?: Parameters<typeof import('@/lib/figures/spikes/spec').drawSpikes>[2]['cursor']; readonly selected?: Parameters<typeof import('@/lib/figures/spikes/spec').drawSpikes>[2]['cursor'] }>> = {
  stack: { spec: rasters('stack', three, { divergence: { time: base.times[3], neuron: 0 } }), cursor: { time: 300, neuron: 5, row: 5, source: 1 } },
  overlay: { spec: rasters('overlay', pair) },
  'overlay-three': { spec: rasters('overlay', three, { order: Uint32Array.of(3, 9, 1, 17, 20), window: [150, 350] }) },
  difference: { spec: rasters('difference', different, { window: [120, 380] }) },
  interleaved: { spec: rasters('interleaved', three, { order: Uint32Array.of(0, 4, 8, 12, 16, 20), window: [100, 400] }), selected: { time: 260, neuron: 8, row: 2 } },
  'steps-stack': { spec: rasters('stack', gridPair, { window: [0, 48], unit: 'step' }) },
  'steps-overlay': { spec: rasters('overlay', gridPair, { window: [0, 48], unit: 'step' }), cursor: { time: 12, neuron: 4, row: 4 } },
  'steps-difference': { spec: rasters('difference', [{ ...gridPair[0], kinds: gridOne }, { ...gridPair[1], kinds: gridOther }], { window: [0, 48], unit: 'step' }) },
  dense: { spec: rasters('stack', [source('a recording of many neurons', 0, many)], { window: [0, 2000] }) },
  empty: { spec: rasters('overlay', pair, { window: [1000, 1001] }) },
  rate: { spec: rate, cursor: { time: 252 } },
  correlogram: { spec: correlogram, cursor: { time: 2 } },
  intervals: { spec: intervals },
  pairs: { spec: pairsOf(six, { order: Uint32Array.of(2, 0, 1, 5, 3, 4) }), selected: { pair: [1, 3] } },
  'pairs-two': { spec: pairsOf(six.slice(0, 2)) },
  'pairs-hundred': { spec: pairsOf(Array.from({ length: 100 }, (_, k) => `trial ${k}`)) },
  profile: { spec: profile, cursor: { time: 210 } },
  traces: { spec: traces, cursor: { time: 262 } },
};
