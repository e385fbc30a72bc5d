/** Every name that is in scope in a cell. */
import { fixed, percent } from '../../figures/format';
import { calibrate } from '../../figures/calibration';
import { encodeLink } from '../../experiment/link';
import { readInput } from '../../formats/readInput';
import { dense, exponential, lowerTriangular, strictExponential, toeplitz } from '../../numerics/operators';
import { randomStream } from '../../numerics/random';
import { fires, sigmoid } from '../../numerics/surrogates';
import { compareSpikes, neuronRates, populationRate } from '../../recording/compare';
import { trainOf } from '../../recording/raster';
import { extent } from '../../recording/summary';
import { earthMovers } from '../../spiketrains/trains/earthMovers';
import { isiDistance } from '../../spiketrains/trains/isi';
import { spikeDistance } from '../../spiketrains/trains/spike';
import { spikeSync } from '../../spiketrains/trains/sync';
import { vanRossum } from '../../spiketrains/trains/vanRossum';
import { victorPurpura } from '../../spiketrains/trains/victorPurpura';
import * as controls from '../kernel/controls';
import { changed, field, run, series, snapshot, spikeTimes, toExperiment, value } from '../run';
import { explain } from '../why';
import { lif, lifGradient, parallel, parallelGradient, surrogate } from './neurons';
import { figure, heatmap, histogram, lines, matrix, raster } from './pictures';
import { compare, rasterOf } from './spiketrains';

/** Markdown with mathematics, as a cell's output: md`**H** is $AX$`. */
function md(strings: TemplateStringsArray, ...values: unknown[]) {
  return { markdown: String.raw({ raw: strings.raw }, ...values).slice(0, 20_000) };
}

/** The names and their values, as the kernel takes them. What completion says of them: help.ts. */
export const libraryValues = (): Record<string, unknown> => ({
  run,
  changed,
  experiment: toExperiment,
  link: encodeLink,
  series,
  snapshot,
  value,
  field,
  spikeTimes,
  explain,
  lif,
  parallel,
  lifGradient,
  parallelGradient,
  surrogate,
  sigmoid,
  fires,
  exponential,
  strictExponential,
  dense,
  lowerTriangular,
  toeplitz,
  agreement: compareSpikes,
  rates: neuronRates,
  population: populationRate,
  rasterOf,
  trainOf,
  compare,
  isiDistance,
  spikeDistance,
  spikeSync,
  victorPurpura,
  vanRossum,
  earthMovers,
  calibrate,
  extent,
  figure,
  heatmap,
  raster,
  lines,
  histogram,
  matrix,
  range: controls.range,
  choice: controls.choice,
  toggle: controls.toggle,
  text: controls.text,
  button: controls.button,
  file: controls.file,
  readFile: (what: { name: string; bytes: Uint8Array }) => readInput(what.bytes, what.name),
  random: randomStream,
  fixed,
  percent,
  md,
});
