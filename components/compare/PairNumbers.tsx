'use client';
import { useState } from 'react';
import { fixed, percent, trimmed } from '@/lib/figures/format';
import { count } from '@/lib/numerics/words';
import type { PairReport } from '@/lib/spiketrains/compare/pair';
import { chooseNeuron } from '@/lib/stores/compare';
import { Segmented } from '../controls/Choices';
import { rateText, unitsOf } from './unitsOf';
import { useCompare } from './use';
import { usePair } from './usePair';

type Row = readonly [label: string, value: string] | readonly [term: string];

function rowsOf(r: PairReport): Row[] {
  const { unit } = r;
  return [
    ['Cell by cell'],
    ['Agreement', percent(r.agreement, 2)],
    ['… expected by chance', percent(r.chance, 2)],
    ['Spikes in both', count(r.bothSpikes)],
    [`Only in ${r.a}`, count(r.onlyA)],
    [`Only in ${r.b}`, count(r.onlyB)],
    [`… of them shifted by up to ${r.within}`, r.shifted === 0 ? '0' : `${count(r.shifted)}, by ${fixed(r.meanShift, 2)} on average`],
    ['First divergence', r.firstDivergenceStep === null ? 'none' : unit === 'step' ? `step ${count(r.firstDivergenceStep)}` : `${trimmed(r.firstDivergenceTime ?? 0, 6)} ${unit}`],
    ['Precision', fixed(r.precision, 4)],
    ['Recall', fixed(r.recall, 4)],
    ['F1', fixed(r.f1, 4)],
    ['Jaccard', fixed(r.jaccard, 4)],
    ['Matthews correlation', fixed(r.mcc, 4)],
    ['Train by train, mean over neurons'],
    ['ISI-distance', fixed(r.isi, 4)],
    ['SPIKE-distance', fixed(r.spike, 4)],
    ['SPIKE-synchronization', fixed(r.sync, 4)],
    [`Victor–Purpura, q = ${r.q} per ${unit}`, fixed(r.victorPurpura, 4)],
    [`van Rossum, τ = ${r.tau} ${unitsOf(unit)}`, fixed(r.vanRossum, 4)],
    ['Earth mover’s', `${fixed(r.earthMovers, 4)} ${unitsOf(unit)}`],
    ['All neurons together'],
    [`Rate of ${r.a}`, rateText(r.rateA, unit)],
    [`Rate of ${r.b}`, rateText(r.rateB, unit)],
    ['Correlation of the population’s counts', fixed(r.countCorrelation, 4)],
    ['Cross-correlation, highest', `${fixed(r.crossCorrelation.peak, 4)} at ${trimmed(r.crossCorrelation.lag, 6)} ${Math.abs(r.crossCorrelation.lag) === 1 ? unit : unitsOf(unit)}`],
  ];
}

function Summary({ report }: { report: PairReport }) {
  return (
    <table className="numbers">
      <caption className="visually-hidden">{report.a} against {report.b}</caption>
      <tbody>
        {rowsOf(report).map((row) => (row.length === 1
          ? <tr key={row[0]}><th className="term" colSpan={2} scope="col">{row[0]}</th></tr>
          : <tr key={row[0]}><th scope="row">{row[0]}</th><td>{row[1]}</td></tr>))}
      </tbody>
    </table>
  );
}

/** Rows of the table; more would only slow the page: they are in the exports. */
const MOST = 500;

function Neurons({ report }: { report: PairReport }) {
  const neuron = useCompare((s) => s.neuron);
  const [worst, setWorst] = useState(true);
  const rows = worst ? [...report.perNeuron].sort((x, y) => y.spike - x.spike || x.neuron - y.neuron) : report.perNeuron;
  return (
    <>
      <label className="quiet"><input type="checkbox" checked={worst} onChange={(event) => setWorst(event.target.checked)} /> the furthest apart first</label>
      <div className="scroll" role="region" aria-label="Neuron by neuron" tabIndex={0}>
        <table className="numbers">
          <thead><tr><th scope="col">neuron</th><th scope="col">spikes</th><th scope="col">ISI</th><th scope="col">SPIKE</th><th scope="col">sync</th><th scope="col">V–P</th><th scope="col">v. Rossum</th></tr></thead>
          <tbody>
            {rows.slice(0, MOST).map((row) => (
              <tr key={row.neuron} aria-current={row.neuron === neuron || undefined} onClick={() => chooseNeuron(row.neuron)}>
                <th scope="row"><button type="button" className="link-button" aria-label={`Neuron ${row.neuron}`}>{row.neuron}</button></th>
                <td>{row.na} | {row.nb}</td><td>{fixed(row.isi, 3)}</td><td>{fixed(row.spike, 3)}</td><td>{fixed(row.sync, 3)}</td><td>{fixed(row.victorPurpura, 3)}</td><td>{fixed(row.vanRossum, 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST && <p className="quiet">{MOST} of {count(rows.length)} neurons; all are in the exports.</p>}
    </>
  );
}

/** Everything that was measured of the pair. */
export function PairNumbers() {
  const report = usePair()?.report ?? null;
  const [by, setBy] = useState<'pair' | 'neuron'>('pair');
  if (!report) return null;
  return (
    <section className="figure" aria-labelledby="numbers-title">
      <div className="figure-head">
        <h2 id="numbers-title">This pair in numbers</h2>
        <Segmented label="Numbers of" value={by} options={[{ value: 'pair', label: 'all together' }, { value: 'neuron', label: 'neuron by neuron' }]} onChange={setBy} />
      </div>
      <p className="figure-help">{report.a} is the reference for precision and recall. Agreement counts silence too: beside it stands what independent trains with these rates would reach.</p>
      {by === 'pair' ? <Summary report={report} /> : <Neurons report={report} />}
    </section>
  );
}
