/** The one sentence under a figure of spikes, written from its numbers. */
import { count, listed, plural } from '../../numerics/words';
import { fixed } from '../format';
import { printable } from '../training/fit';
import { barEdges } from './bars';
import { lengthText, timeText, valueText, windowText } from './numbers';
import { extremesOf } from './pairs';
import { rateOf } from './rate';
import { rowsOf, shownSources } from './rasterFrame';
import type { BarsSpec, PairsSpec, ProfileSpec, RastersSpec, RateSpec, SpikeSpec, TracesSpec } from './types';
import { kindsInWindow, spikesInWindow } from './visible';

const begun = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** `LIF 1,204 and PSU 1,198 spikes of 32 neurons, 0 to 500 ms; they first differ at 34.5 ms, neuron 7.` */
function rastersSentence(spec: RastersSpec): string {
  const { order, window, unit, divergence } = spec;
  const sources = shownSources(spec);
  if (sources.length === 0) return 'There is no raster to show yet.';
  const rows = rowsOf(spec);
  const where = `${plural(rows, 'neuron')}, ${windowText(window, unit)}`;
  const first = divergence && sources.length <= 2 ? `; they first differ at ${timeText(divergence.time, window, unit)}, neuron ${divergence.neuron}` : '';
  const [one, other] = sources;
  if (spec.layout === 'difference' && one?.kinds && other?.kinds) {
    const [both, onlyOne, shiftedOne] = kindsInWindow(one.raster, one.kinds, order, window);
    const [, onlyOther, shiftedOther] = kindsInWindow(other.raster, other.kinds, order, window);
    const shifted = shiftedOne + shiftedOther;
    const parts = [`${plural(both, 'spike')} in both`, `${count(onlyOne)} only in ${printable(one.label)}`, `${count(onlyOther)} only in ${printable(other.label)}`];
    return `${listed(shifted ? [...parts, `${count(shifted)} shifted`] : parts)}, of ${where}${first}.`;
  }
  const amounts = sources.map(({ label, raster }) => ({ label: printable(label), n: spikesInWindow(raster, order, window) }));
  if (amounts.every(({ n }) => n === 0)) return `There are no spikes of ${where}.`;
  if (amounts.length > 1 && amounts.every(({ n }) => n === amounts[0].n)) return `${plural(amounts[0].n, 'spike')} in each of the ${amounts.length} rasters, of ${where}${first}.`;
  if (amounts.length === 1) return `${amounts[0].label}: ${plural(amounts[0].n, 'spike')} of ${where}${first}.`;
  const told = amounts.length > MOST_TOLD
    ? [...amounts].sort((a, b) => b.n - a.n).filter((_, k, all) => k === 0 || k === all.length - 1).map(({ label, n }, k) => `${k ? 'fewest' : 'most'} in ${label} (${count(n)})`)
    : amounts.map(({ label, n }) => `${label} ${count(n)}`);
  return amounts.length > 4 ? `${amounts.length} rasters of ${where}: spikes are ${listed(told)}${first}.` : `${listed(told)} spikes of ${where}${first}.`;
}

/** Sources that are told one by one; of more, the ends. */
const MOST_TOLD = 4;

/** `Spikes a neuron and bin of 10 ms: LIF 0.31 on average and at most 1.2, PSU …` over the window. */
function rateSentence({ sources, order, window, bin, unit }: RateSpec): string {
  if (sources.length === 0) return 'There is no raster to count yet.';
  const rates = sources.map(({ label, raster }) => {
    const { y } = rateOf(raster, order, bin, window);
    return { label: printable(label), mean: y.reduce((total, value) => total + value, 0) / y.length, most: y.reduce((highest, value) => Math.max(highest, value), 0) };
  });
  if (rates.length > 1 && rates.every(({ mean }) => mean === rates[0].mean)) return `Spikes a neuron in a bin of ${lengthText(bin, [0, bin], unit)}: ${valueText(rates[0].mean)} on average in each of the ${rates.length}.`;
  const told = rates.length > MOST_TOLD ? [...rates].sort((a, b) => b.mean - a.mean).filter((_, k, all) => k === 0 || k === all.length - 1) : rates;
  const parts = told.map(({ label, mean, most }) => `${label} ${valueText(mean)} on average, at most ${valueText(most)}`);
  if (rates.length > MOST_TOLD) return `Spikes a neuron in a bin of ${lengthText(bin, [0, bin], unit)}, most and fewest of ${rates.length}: ${parts.join('; ')}.`;
  return `Spikes a neuron in a bin of ${lengthText(bin, [0, bin], unit)}: ${parts.join('; ')}.`;
}

/** What a bin holds: one whole number, or its middle. */
const binText = (from: number, to: number, bins: BarsSpec['bins']): string => (bins !== 'centre' && to - from === 1 && Number.isInteger(from) ? valueText(from) : valueText((from + to) / 2));

/** `Highest, by interval (ms): LIF 82 at 15, PSU 62 at 17.` */
function barsSentence({ series, bins, xLabel }: BarsSpec): string {
  const peaks = series.flatMap((one) => {
    const place = one.y.reduce((best, value, k) => (value > (one.y[best] ?? -Infinity) ? k : best), -1);
    if (place < 0 || one.y.every((value) => value === 0)) return [];
    const edges = barEdges(one, bins);
    return [{ height: one.y[place], text: `${printable(one.label)} ${valueText(one.y[place])} at ${binText(edges[place], edges[place + 1], bins)}` }];
  });
  const told = peaks.length > MOST_TOLD ? [...peaks].sort((a, b) => b.height - a.height).slice(0, 1) : peaks;
  const parts = told.map(({ text }) => text);
  return parts.length ? `Highest, by ${printable(xLabel)}: ${parts.join(', ')}.` : 'There is nothing to count here.';
}

/** `SPIKE-distance of 4 sources: the most alike are A and B (0.04), the most different A and D (0.39).` */
function pairsSentence(spec: PairsSpec): string {
  const { labels, name, digits = 2 } = spec;
  const extremes = extremesOf(spec);
  if (labels.length < 2) return 'Two rasters make the first pair.';
  if (!extremes) return `${name} is not defined for any of these pairs.`;
  const pair = ({ row, column, value }: typeof extremes.alike) => `${printable(labels[row])} and ${printable(labels[column])} (${fixed(value, digits)})`;
  if (labels.length === 2 || extremes.alike.value === extremes.different.value) {
    return labels.length === 2 ? `${name} of ${pair(extremes.alike)}.` : `${name} of all ${labels.length} sources is ${fixed(extremes.alike.value, digits)}.`;
  }
  return `${name} of ${labels.length} sources: the most alike are ${pair(extremes.alike)}, the most different ${pair(extremes.different)}.`;
}

/** `Highest: A and B 0.52 at 120.` */
function profileSentence({ lines, window, yLabel }: ProfileSpec): string {
  const parts = lines.flatMap(({ label, x, y }) => {
    let [best, place] = [-Infinity, -1];
    for (let k = 0; k < y.length; k++) if (x[k] >= window[0] && x[k] <= window[1] && y[k] > best) [best, place] = [y[k], k];
    return place < 0 ? [] : [`${printable(label)} ${valueText(best)} at ${valueText(x[place])}`];
  });
  return parts.length ? `${begun(printable(yLabel))} is highest: ${parts.join(', ')}.` : 'There is nothing to compare over time in this window.';
}

/** `LIF runs from −0.12 to 0.98 and PSU from …; the threshold is 1.` */
function tracesSentence({ lines, window, threshold, yLabel }: TracesSpec): string {
  const parts = lines.flatMap(({ label, start, dt, values }) => {
    let [lo, hi] = [Infinity, -Infinity];
    for (let k = Math.max(0, Math.ceil((window[0] - start) / dt)); k < values.length && start + k * dt <= window[1]; k++) if (Number.isFinite(values[k])) [lo, hi] = [Math.min(lo, values[k]), Math.max(hi, values[k])];
    return lo <= hi ? [`${printable(label)} from ${valueText(lo)} to ${valueText(hi)}`] : [];
  });
  if (parts.length === 0) return 'Nothing was recorded beside the spikes of this neuron in this window.';
  return `${begun(printable(yLabel))} runs in ${listed(parts)}${threshold === null || threshold === undefined ? '' : `; the threshold is ${valueText(threshold)}`}.`;
}

/** What is to be seen in a figure of spikes, with its numbers. */
export function spikesSentence(spec: SpikeSpec): string {
  switch (spec.figure) {
    case 'rasters':
      return rastersSentence(spec);
    case 'rate':
      return rateSentence(spec);
    case 'bars':
      return barsSentence(spec);
    case 'pairs':
      return pairsSentence(spec);
    case 'profile':
      return profileSentence(spec);
    case 'traces':
      return tracesSentence(spec);
  }
}
