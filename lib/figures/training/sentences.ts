/** The one sentence under a figure of training, written from its numbers. */
import { count, listed, plural } from '../../numerics/words';
import { fixed, percent, trimmed } from '../format';
import { tally, type ConfusionData } from './confusionCounts';
import type { CurvesSpec, DensitySpec, EvolutionSpec, SheetSpec, StackedSpec, TrainingSpec } from './spec';
import { namedPlace, placeText } from './curveScale';
import { valueAt } from './curveValues';
import { densityOf, shareAbove } from './densityBins';
import { evolutionFrames, largestOf } from './evolutionFrames';
import { printable } from './fit';
import { amount, significant, type Unit } from './numbers';
import { totalOf } from './stacked';

/** A deviation with as many decimals as what it belongs to, where that leaves something of it. */
function deviation(value: number, beside: string, unit: Unit): string {
  if (unit === 'share' || /[·⁻]/.test(beside)) return amount(value, unit);
  const written = fixed(value, beside.split('.')[1]?.length ?? 0);
  return Number(written) > 0 ? written : amount(value, unit);
}

/** `After epoch 30: PSU 97.3 % ± 0.2 %, LIF 96.8 % ± 0.3 %; chance is 10.0 %.` */
export function curvesSentence(spec: CurvesSpec): string {
  const { series, references = [], xLabel, unit = 'number', better, empty } = spec;
  const solid = series.filter(({ style, label }) => style !== 'thin' && label);
  const ends = (solid.length ? solid : series.filter(({ label }) => label)).flatMap((one) => {
    const { last } = valueAt(one.points, null);
    return last ? [{ name: printable(one.label), last, ended: one.points.some(([x, mean]) => x > last[0] && !Number.isFinite(mean)) }] : [];
  });
  if (ends.length === 0) return empty ?? 'There is no point yet.';
  if (better) ends.sort((a, b) => (better === 'higher' ? b.last[1] - a.last[1] : a.last[1] - b.last[1]));
  const latest = ends.reduce((most, { last }) => Math.max(most, last[0]), -Infinity);
  const at = (x: number) => namedPlace(printable(xLabel), placeText(x, Number.isInteger(x) ? 0 : 1));
  const told = ends.map(({ name, last: [x, mean, lo, hi], ended }) => {
    const spread = lo !== undefined && hi !== undefined && Number.isFinite(hi - lo) && hi > lo ? ` ± ${deviation((hi - lo) / 2, amount(mean, unit), unit)}` : '';
    const where = ended ? ` (no finite value after ${at(x)})` : x < latest ? ` (${at(x)})` : '';
    return `${name} ${amount(mean, unit)}${spread}${where}`;
  });
  const against = references.filter(({ value }) => Number.isFinite(value)).map(({ label, value }) => `${printable(label)} is ${amount(value, unit)}`);
  return `${xLabel === 'time step' ? 'At' : 'After'} ${at(latest)}: ${told.join(', ')}${against.length ? `; ${listed(against)}` : ''}.`;
}

/** `9,412 of 10,000 right (94.1 %); the commonest mistake is 4 taken for 9, 38 of 982 (3.9 %).` */
export function confusionSentence(data: ConfusionData & { readonly empty?: string }): string {
  const { labels } = data;
  const { total, right, worst, rows } = tally(data);
  if (total === 0) return data.empty ?? 'Nothing was counted yet.';
  if (!worst) return `All ${count(total)} are right.`;
  const { row, column, count: n } = worst;
  return `${count(right)} of ${count(total)} right (${percent(right / total)}); the commonest mistake is ${printable(labels[row])} taken for ${printable(labels[column])}, ${count(n)} of ${count(rows[row])} (${percent(n / rows[row])}).`;
}

/** `At or above the threshold 1 lie 12.4 % of H in layer 1 and 3.1 % in layer 2; the orange part would fire.` */
export function densitySentence({ edges, series, threshold, xLabel = 'H', empty }: DensitySpec): string {
  const known = series.flatMap(({ label, counts, above }) => {
    const density = densityOf(edges, counts);
    return density ? [{ name: printable(label), share: threshold === null ? Number.NaN : above ?? shareAbove(density, threshold) }] : [];
  });
  if (known.length === 0) return empty ?? 'Nothing was counted yet.';
  if (threshold === null) return `${printable(xLabel)} of ${listed(known.map(({ name }) => name))} runs from ${fixed(edges[0], 2)} to ${fixed(edges[edges.length - 1], 2)}.`;
  const shares = known.map(({ name, share }, k) => `${percent(share)} ${k ? '' : `of ${printable(xLabel)} `}in ${name}`);
  const fires = known.some(({ share }) => share > 0) ? 'the orange part would fire' : 'nothing fires';
  return `At or above the threshold ${trimmed(threshold)} lie ${listed(shares)}; ${fires}.`;
}

/** `From start to now the weights changed by 0.124 on average, at most 0.731 (output step 7, input step 3).` */
export function evolutionSentence({ frames, size, difference = false, empty }: EvolutionSpec): string {
  if (frames.length === 0) return empty ?? 'There is no matrix yet.';
  const [start, end] = [frames[0], frames[frames.length - 1]];
  if (start === end) return `${printable(start.label)}: weights of at most ${significant(largestOf([start]))} in size; nothing has changed yet.`;
  const [change] = evolutionFrames({ size, frames: [start, end] }, true);
  let [sum, finite, place] = [0, 0, -1];
  change.values.forEach((value, k) => {
    if (!Number.isFinite(value)) return;
    sum += Math.abs(value);
    finite++;
    if (place < 0 || Math.abs(value) > Math.abs(change.values[place])) place = k;
  });
  if (finite === 0) return 'The weights are no longer finite.';
  const between = `From ${printable(start.label)} to ${printable(end.label)}`;
  if (change.values[place] === 0) return `${between} no weight changed.`;
  const colours = difference ? '; paper is what stayed' : '';
  return `${between} the weights changed by ${significant(sum / finite)} on average, at most ${significant(Math.abs(change.values[place]))} (output step ${Math.floor(place / size)}, input step ${place % size})${colours}.`;
}

/** `A step takes LIF 84.2 ms and PSU 9.12 ms, 9.2 times less; backward is 62 % of the longest.` */
export function stackedSentence({ parts, bars, unit = 'ms', empty }: StackedSpec): string {
  const known = bars.map((bar) => ({ bar, name: printable(bar.label), total: totalOf(bar, parts.length) })).filter(({ total }) => Number.isFinite(total) && total > 0);
  if (known.length === 0) return empty ?? 'Nothing was timed yet.';
  const longest = known.reduce((most, one) => (one.total > most.total ? one : most));
  const shortest = known.reduce((least, one) => (one.total < least.total ? one : least));
  const widest = parts.reduce((most, _, k) => (longest.bar.values[k] > longest.bar.values[most] ? k : most), 0);
  const largest = parts.length ? `; ${printable(parts[widest])} is ${percent(longest.bar.values[widest] / longest.total, 0)} of ${known.length > 1 ? 'the longest' : 'it'}` : '';
  const time = ({ name, total }: typeof longest) => `${name} ${significant(total)} ${printable(unit)}`;
  if (known.length === 1 || longest === shortest) return `A step takes ${listed(known.map(time))}${largest}.`;
  const middle = known.length > 2 ? ', the others lie between' : '';
  return `A step takes ${time(longest)} and ${time(shortest)}, ${trimmed(longest.total / shortest.total, 1)} times less${middle}${largest}.`;
}

/** `24 pictures of 10 classes; the 9 framed ones are mistakes.` */
export function sheetSentence({ pictures, empty }: SheetSpec): string {
  if (pictures.length === 0) return empty ?? 'There is no picture to show.';
  const classes = new Set(pictures.map(({ label }) => label)).size;
  const wrong = pictures.filter((picture) => picture.wrong).length;
  const what = `${plural(pictures.length, 'picture')} of ${classes} ${classes === 1 ? 'class' : 'classes'}`;
  if (wrong === 0) return `${what}.`;
  if (wrong === pictures.length) return `${what}, ${wrong === 1 ? 'a mistake' : 'all of them mistakes'}.`;
  return `${what}; ${wrong === 1 ? 'the framed one is a mistake' : `the ${count(wrong)} framed ones are mistakes`}.`;
}

/** What is to be seen in a figure of training, with its numbers. */
export function trainingSentence(spec: TrainingSpec): string {
  switch (spec.figure) {
    case 'curves':
      return curvesSentence(spec);
    case 'confusion':
      return confusionSentence(spec);
    case 'density':
      return densitySentence(spec);
    case 'evolution':
      return evolutionSentence(spec);
    case 'stacked':
      return stackedSentence(spec);
    case 'sheet':
      return sheetSentence(spec);
  }
}
