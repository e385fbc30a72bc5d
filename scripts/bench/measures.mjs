/** Measures between spike trains in Node, all pairs of 100 × 100 trains, beside a plain form of each in the same run. */
import { bundle } from '../lib/bundle.mjs';
import { cell, printTable } from './table.mjs';

/** @returns records with milliseconds a pair, seconds for all pairs, and how many times slower the plain form is */
export async function benchMeasures(note) {
  const { time, TRAINS, SPIKES } = await import(await bundle('scripts/bench/measures.ts', { platform: 'node' }));
  const pairs = TRAINS * TRAINS;
  return { trains: TRAINS, spikes: SPIKES, pairs, measures: time(note).map((each) => ({ ...each, seconds: (each.own * pairs) / 1000 })) };
}

export function printMeasures({ trains, spikes, measures }) {
  printTable(
    `Measures, ${trains} × ${trains} Poisson trains of ${spikes} spikes, one thread (plain: its definition written down)`,
    ['measure', 'all pairs, s', 'µs a pair', 'plain, µs a pair', 'plain / own'],
    measures.map((m) => [m.name, cell(m.seconds, 2), cell(1000 * m.own, 1), cell(1000 * m.plain, 0), cell(m.ratio, m.ratio < 10 ? 1 : 0)]),
  );
}
