/** What completion and hover say of every name that is in scope in a cell. A test holds the names equal to the library's. */
export interface Help {
  readonly name: string;
  readonly signature: string;
  readonly help: string;
}

const say = (name: string, signature: string, help: string): Help => ({ name, signature, help });

export const HELP: readonly Help[] = [
  say('display', 'display(value)', 'Shows a value below the cell.'),
  say('view', 'view(control)', 'Shows a control; its value is the reader’s choice, and what needs it runs again.'),
  say('d3', 'd3', 'D3: scales, arrays, shapes. A drawing made with d3.create("svg") is shown as a picture.'),
  say('Plot', 'Plot.plot({ marks: [ … ] })', 'Observable Plot; the plot is shown as a picture.'),
  say('run', 'await run(experiment)', 'Runs an experiment, a link’s text or { steps, layers, … }, in float64: { steps, input, parallel, baseline, … }.'),
  say('changed', "await changed(run, 'layers.0.tau=4')", 'The same experiment with some keys of its link changed, run.'),
  say('experiment', 'experiment(link)', 'The experiment of a link’s text, or plain data with all defaults filled in.'),
  say('link', 'link(experiment)', 'The text that stands after # in the Lab’s address.'),
  say('series', "series(run, 'membrane', neuron, { side, layer })", 'One neuron over time, [T]. Fields: current, charge, reset, probability, membrane, spikes.'),
  say('snapshot', "snapshot(run, 'membrane', step, { side, layer })", 'All neurons at one step, [N].'),
  say('value', "value(run, 'membrane', step, neuron, { side, layer })", 'One number of a run.'),
  say('field', "field(run, 'spikes', { side, layer })", 'All numbers of one field, [T, N], time-major: values[t * N + n].'),
  say('spikeTimes', 'spikeTimes(run, neuron, { side, layer })', 'The steps at which a neuron fires.'),
  say('explain', 'explain(run, step, neuron, { side, layer })', 'The arithmetic behind one membrane potential: terms, sums, threshold, spike.'),
  say('lif', "lif(X, { tau, theta, reset, library })", 'The sequential neuron, step by step: { membrane, carried, spikes }. library: psu, spikingjelly, snntorch; reset: soft, hard, none.'),
  say('parallel', "parallel('psu', X, { tau, theta, matrices, sweeps })", 'A parallel neuron, all steps at once: { charge, rho, reset, membrane, spikes }.'),
  say('lifGradient', 'lifGradient(X, G, { tau, theta, surrogate, width })', 'Gradients of Σ S·G of the LIF, back through time: { input, threshold, leak }.'),
  say('parallelGradient', "parallelGradient('psu', X, G, { tau, theta, surrogate, width })", 'Gradients of Σ S·G of a parallel neuron: { input, weights, threshold }.'),
  say('surrogate', "surrogate('atan', u, width)", 'The surrogate derivative dS/du at u = H − θ.'),
  say('sigmoid', 'sigmoid(x)', 'The logistic sigmoid σ.'),
  say('fires', 'fires(u, strict)', 'The step Θ(u): 1 for u > 0, and at u = 0 unless strict.'),
  say('exponential', 'exponential(T, decay, gain)', 'The operator y[t] = gain·Σ decay^(t−j)·x[j], j ≤ t: apply, transpose, matrix, at, cost.'),
  say('strictExponential', 'strictExponential(T, decay, gain)', 'The same over j < t only.'),
  say('dense', 'dense(T, weights)', 'The operator of a T × T matrix, row by row.'),
  say('lowerTriangular', 'lowerTriangular(T, weights)', 'The operator of its lower triangle.'),
  say('toeplitz', 'toeplitz(T, weights)', 'The operator of one kernel shared by all steps.'),
  say('agreement', 'agreement(a, b, T, N)', 'How two rasters agree: { agreement, chance, rateA, rateB, both, onlyA, onlyB, firstDivergence }.'),
  say('rates', 'rates(spikes, T, N)', 'Spikes a step of each neuron, [N].'),
  say('population', 'population(spikes, T, N)', 'Share of neurons that fire at each step, [T].'),
  say('calibrate', 'calibrate(probability, resets)', 'Predicted against true resets in ten bins: { bins, error, n }.'),
  say('extent', 'extent(values)', '{ lo, hi, mean, deviation } of the finite values.'),
  say('figure', "figure(run, 'membrane', { side, neuron, layer })", 'A view of a run as in the Lab: input, charge, reset, membrane, spikes, probability, difference, trace, terms, leak, kernel, learned, rates, calibration, sweeps.'),
  say('heatmap', "heatmap(values, T, N, { colours, threshold })", '[T, N] numbers as colours: input, charge, reset, membrane, probability, difference.'),
  say('raster', 'raster(spikes, T, N)', '[T, N] spikes.'),
  say('lines', "lines({ H: […] }, { threshold, xLabel })", 'Lines over time.'),
  say('histogram', "histogram({ LIF: […] }, { xLabel })", 'How often values occur.'),
  say('matrix', "matrix(operator, { colours })", 'An operator, or T × T numbers, as a picture.'),
  say('range', "view(range({ min, max, step, value, label }))", 'A slider.'),
  say('choice', "view(choice(['a', 'b'], { label }))", 'One of some words.'),
  say('toggle', 'view(toggle({ value, label }))', 'On or off.'),
  say('text', 'view(text({ value, label }))', 'A line of text.'),
  say('button', "view(button('Again'))", 'A button; counts its presses.'),
  say('file', "view(file('Choose a file'))", 'A file of the reader’s: null, then { name, bytes }.'),
  say('readFile', 'await readFile(file)', 'Reads .npy, .npz, .csv or N-MNIST .bin.'),
  say('random', 'random(seed, label)', 'Seeded random numbers: uniform(), normal(), integer(below).'),
  say('fixed', 'fixed(x, places)', 'A number with so many decimals.'),
  say('percent', 'percent(share)', 'A share as a percentage.'),
  say('md', 'md`text with $math$`', 'Markdown as a cell’s output.'),
];
