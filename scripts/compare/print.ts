/** Comparisons as text: aligned tables for people, and JSON for programs. */
import type { PairReport } from '@/lib/spiketrains/compare/pair';
import { readable } from '@/lib/spiketrains/report/words';
import { plural } from '@/lib/numerics/words';

const DISTANCES = ['isi', 'spike', 'sync', 'victorPurpura', 'vanRossum'] as const;
const OF_CELLS = ['agreement', 'bothSpikes', 'onlyA', 'onlyB', 'firstDivergenceStep', 'precision', 'recall', 'f1', 'jaccard', 'mcc'] as const;
const TITLES = { isi: 'ISI', spike: 'SPIKE', sync: 'SPIKE-sync', victorPurpura: 'Victor–Purpura', vanRossum: 'van Rossum' } as const;

/** Values by name, in the order of the names. */
const pick = <T, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> => Object.fromEntries(names.map((name) => [name, from[name]])) as unknown as Pick<T, K>;

/** `{ "pairs": [ … ] }`; what is not defined is null. */
export const pairsJson = (reports: readonly PairReport[]): string => {
  const pairs = reports.map((report) => ({
    a: report.a,
    b: report.b,
    ...pick(report, OF_CELLS),
    ...pick(report, DISTANCES),
    perNeuron: report.perNeuron.map((one) => pick(one, ['neuron', ...DISTANCES])),
  }));
  return JSON.stringify({ pairs }, null, 2);
};

/** Rows with their columns aligned to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, k) => Math.max(...rows.map((row) => row[k].length)));
  return rows.map((row) => `  ${row.map((cell, k) => cell.padStart(widths[k])).join('  ')}`.trimEnd());
}

const VALUES: readonly (readonly [title: string, of: (report: PairReport) => number | null])[] = [
  ['agreement', (r) => r.agreement],
  ['expected by chance', (r) => r.chance],
  ['cells with a spike in both', (r) => r.bothSpikes],
  ['only in a', (r) => r.onlyA],
  ['only in b', (r) => r.onlyB],
  ['of these, pairs shifted', (r) => r.shifted],
  ['first step that differs', (r) => r.firstDivergenceStep],
  ['precision of b', (r) => r.precision],
  ['recall of b', (r) => r.recall],
  ['F1', (r) => r.f1],
  ['Jaccard', (r) => r.jaccard],
  ['MCC', (r) => r.mcc],
];

/** Values of a pair, then its distances neuron by neuron and as their mean. */
export function pairText(report: PairReport): string {
  const { a, b, neurons, steps, within } = report;
  const values = VALUES.map(([title, of]) => [title, readable(of(report), 6)]);
  const width = Math.max(...values.map(([title]) => title.length));
  const head = ['neuron', 'spikes a', 'spikes b', ...DISTANCES.map((id) => TITLES[id])];
  const rows = report.perNeuron.map((one) => [one.neuron, one.na, one.nb].map(String).concat(DISTANCES.map((id) => readable(one[id], 6))));
  const mean = ['mean', readable(report.spikesA / neurons, 6), readable(report.spikesB / neurons, 6), ...DISTANCES.map((id) => readable(report[id], 6))];
  return [
    `a = ${a}, b = ${b}: ${plural(neurons, 'neuron')}, ${plural(steps, 'step')}`,
    ...values.map(([title, value]) => `  ${title.padEnd(width)}  ${value}${title.endsWith('shifted') ? ` (up to ${plural(within, 'step')})` : ''}`),
    '',
    ...aligned([head, ...rows, mean]),
    '',
  ].join('\n');
}

/** Names to tell files apart: the last part of the path, or all of it where two share that. */
export function namesOf(paths: readonly string[], baseOf: (path: string) => string): string[] {
  const bases = paths.map(baseOf);
  return bases.map((base, k) => (bases.filter((other) => other === base).length > 1 ? paths[k] : base));
}
