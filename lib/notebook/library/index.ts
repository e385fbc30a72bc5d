/** Every name that is in scope in a cell, with what completion and hover say of it. */
import { fixed, percent } from '../../figures/format';
import { calibrate } from '../../figures/calibration';
import { encodeLink } from '../../experiment/link';
import { readInput } from '../../formats/readInput';
import { explainParallel, explainSequential } from '../../neurons/explain';
import { cellConstants } from '../../neurons/sequential/conventions';
import { sequentialSettings } from '../../networks/plan';
import { dense, exponential, lowerTriangular, strictExponential, toeplitz } from '../../numerics/operators';
import { randomStream } from '../../numerics/random';
import { fires, sigmoid } from '../../numerics/surrogates';
import { compareSpikes, neuronRates, populationRate } from '../../recording/compare';
import { extent } from '../../recording/summary';
import * as controls from '../kernel/controls';
import { field, formulaOf, run, series, snapshot, spikeTimes, toExperiment, value, type Place, type Run } from '../run';
import { lif, lifGradient, parallel, parallelGradient, surrogate } from './neurons';
import { figure, heatmap, histogram, lines, matrix, raster } from './pictures';

/** Why this value? The arithmetic behind H[t, n]. */
function explain(from: Run, t: number, n = 0, { side = 'parallel', layer = 0 }: Place = {}) {
  const settings = from.experiment.layers[layer];
  const formula = formulaOf(from, layer);
  const current = series(from, 'current', n, { side, layer });
  if (side === 'baseline' || !formula) return explainSequential(cellConstants(sequentialSettings(from.experiment.baseline, settings, side === 'baseline' ? undefined : settings.neuron)), current, settings.threshold, t);
  const rho = formula.reset?.source.kind === 'input' ? current : from.parallel[layer].probability && series(from, 'probability', n, { layer });
  return explainParallel(formula, from.steps, settings.threshold, from.learned[layer], { current, rho }, t);
}

/** Markdown with mathematics, as a cell's output: md`**H** is $AX$`. */
function md(strings: TemplateStringsArray, ...values: unknown[]) {
  return { markdown: String.raw({ raw: strings.raw }, ...values).slice(0, 20_000) };
}

interface Entry {
  readonly value: unknown;
  readonly signature: string;
  readonly help: string;
}

const entry = (value: unknown, signature: string, help: string): Entry => ({ value, signature, help });

export const LIBRARY = {
  run: entry(run, 'await run(experiment)', 'Runs an experiment, a link’s text or { steps, layers, … }, in float64: { steps, input, parallel, baseline, … }.'),
  experiment: entry(toExperiment, 'experiment(link)', 'The experiment of a link’s text, or plain data with all defaults filled in.'),
  link: entry(encodeLink, 'link(experiment)', 'The text that stands after # in the Lab’s address.'),
  series: entry(series, "series(run, 'membrane', neuron, { side, layer })", 'One neuron over time, [T]. Fields: current, charge, reset, probability, membrane, spikes.'),
  snapshot: entry(snapshot, "snapshot(run, 'membrane', step, { side, layer })", 'All neurons at one step, [N].'),
  value: entry(value, "value(run, 'membrane', step, neuron, { side, layer })", 'One number of a run.'),
  field: entry(field, "field(run, 'spikes', { side, layer })", 'All numbers of one field, [T, N], time-major: values[t * N + n].'),
  spikeTimes: entry(spikeTimes, 'spikeTimes(run, neuron, { side, layer })', 'The steps at which a neuron fires.'),
  explain: entry(explain, 'explain(run, step, neuron, { side, layer })', 'The arithmetic behind one membrane potential: terms, sums, threshold, spike.'),

  lif: entry(lif, "lif(X, { tau, theta, reset, library })", 'The sequential neuron, step by step: { membrane, carried, spikes }. library: psu, spikingjelly, snntorch; reset: soft, hard, none.'),
  parallel: entry(parallel, "parallel('psu', X, { tau, theta, matrices, sweeps })", 'A parallel neuron, all steps at once: { charge, rho, reset, membrane, spikes }.'),
  lifGradient: entry(lifGradient, 'lifGradient(X, G, { tau, theta, surrogate, width })', 'Gradients of Σ S·G of the LIF, back through time: { input, threshold, leak }.'),
  parallelGradient: entry(parallelGradient, "parallelGradient('psu', X, G, { tau, theta, surrogate, width })", 'Gradients of Σ S·G of a parallel neuron: { input, weights, threshold }.'),
  surrogate: entry(surrogate, "surrogate('atan', u, width)", 'The surrogate derivative dS/du at u = H − θ.'),
  sigmoid: entry(sigmoid, 'sigmoid(x)', 'The logistic sigmoid σ.'),
  fires: entry(fires, 'fires(u, strict)', 'The step Θ(u): 1 for u > 0, and at u = 0 unless strict.'),

  exponential: entry(exponential, 'exponential(T, decay, gain)', 'The operator y[t] = gain·Σ decay^(t−j)·x[j], j ≤ t: apply, transpose, matrix, at, cost.'),
  strictExponential: entry(strictExponential, 'strictExponential(T, decay, gain)', 'The same over j < t only.'),
  dense: entry(dense, 'dense(T, weights)', 'The operator of a T × T matrix, row by row.'),
  lowerTriangular: entry(lowerTriangular, 'lowerTriangular(T, weights)', 'The operator of its lower triangle.'),
  toeplitz: entry(toeplitz, 'toeplitz(T, weights)', 'The operator of one kernel shared by all steps.'),

  agreement: entry(compareSpikes, 'agreement(a, b, T, N)', 'How two rasters agree: { agreement, chance, rateA, rateB, both, onlyA, onlyB, firstDivergence }.'),
  rates: entry(neuronRates, 'rates(spikes, T, N)', 'Spikes a step of each neuron, [N].'),
  population: entry(populationRate, 'population(spikes, T, N)', 'Share of neurons that fire at each step, [T].'),
  calibrate: entry(calibrate, 'calibrate(probability, resets)', 'Predicted against true resets in ten bins: { bins, error, n }.'),
  extent: entry(extent, 'extent(values)', '{ lo, hi, mean, deviation } of the finite values.'),

  figure: entry(figure, "figure(run, 'membrane', { side, neuron, layer })", 'A view of a run as in the Lab: input, charge, reset, membrane, spikes, probability, difference, trace, terms, leak, kernel, learned, rates, calibration, sweeps.'),
  heatmap: entry(heatmap, "heatmap(values, T, N, { colours, threshold })", '[T, N] numbers as colours: input, charge, reset, membrane, probability, difference.'),
  raster: entry(raster, 'raster(spikes, T, N)', '[T, N] spikes.'),
  lines: entry(lines, "lines({ H: […] }, { threshold, xLabel })", 'Lines over time.'),
  histogram: entry(histogram, "histogram({ LIF: […] }, { xLabel })", 'How often values occur.'),
  matrix: entry(matrix, "matrix(operator, { colours })", 'An operator, or T × T numbers, as a picture.'),

  range: entry(controls.range, "view(range({ min, max, step, value, label }))", 'A slider.'),
  choice: entry(controls.choice, "view(choice(['a', 'b'], { label }))", 'One of some words.'),
  toggle: entry(controls.toggle, 'view(toggle({ value, label }))', 'On or off.'),
  text: entry(controls.text, 'view(text({ value, label }))', 'A line of text.'),
  button: entry(controls.button, "view(button('Again'))", 'A button; counts its presses.'),
  file: entry(controls.file, "view(file('Choose a file'))", 'A file of the reader’s: null, then { name, bytes }.'),
  readFile: entry((what: { name: string; bytes: Uint8Array }) => readInput(what.bytes, what.name), 'await readFile(file)', 'Reads .npy, .npz, .csv or N-MNIST .bin.'),

  random: entry(randomStream, 'random(seed, label)', 'Seeded random numbers: uniform(), normal(), integer(below).'),
  fixed: entry(fixed, 'fixed(x, places)', 'A number with so many decimals.'),
  percent: entry(percent, 'percent(share)', 'A share as a percentage.'),
  md: entry(md, 'md`text with $math$`', 'Markdown as a cell’s output.'),
} satisfies Record<string, Entry>;

/** The names and their values, as the kernel takes them. */
export const libraryValues = (): Record<string, unknown> => Object.fromEntries(Object.entries(LIBRARY).map(([name, { value: v }]) => [name, v]));

export interface Help {
  readonly name: string;
  readonly signature: string;
  readonly help: string;
}

const OWN: Help[] = [
  { name: 'display', signature: 'display(value)', help: 'Shows a value below the cell.' },
  { name: 'view', signature: 'view(control)', help: 'Shows a control; its value is the reader’s choice, and what needs it runs again.' },
  { name: 'd3', signature: 'd3', help: 'D3: scales, arrays, shapes. A drawing made with d3.create("svg") is shown as a picture.' },
  { name: 'Plot', signature: 'Plot.plot({ marks: [ … ] })', help: 'Observable Plot; the plot is shown as a picture.' },
];

/** What completion and hover say. */
export const HELP: readonly Help[] = [...OWN, ...Object.entries(LIBRARY).map(([name, { signature, help }]) => ({ name, signature, help }))];
