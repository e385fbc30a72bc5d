'use client';
import { percent, trimmed } from '@/lib/figures/format';
import { count, plural } from '@/lib/numerics/words';
import type { PairReport } from '@/lib/spiketrains/compare/pair';
import { measureBy, showDivergence } from '@/lib/stores/compare';
import { useCompare, useReady } from './use';
import { unitsOf } from './unitsOf';
import { usePair } from './usePair';
import { useShown } from './useShown';

/** What a stranger should know after ten seconds: whether the two agree, how much that says, and where they part. */
export function verdict({ a, b, unit, dt, identical, spike, spikesA, agreement, bothSpikes, onlyA, onlyB, shifted, within, firstDivergenceStep, firstDivergenceNeuron, firstDivergenceTime }: PairReport): string {
  if (bothSpikes + onlyA + onlyB === 0) return `Neither ${a} nor ${b} holds a spike.`;
  if (identical) return `${a} and ${b} are the same, spike for spike: ${plural(spikesA, 'spike')}.`;
  if (onlyA + onlyB === 0) return `${a} and ${b} fill the same ${count(bothSpikes)} cells of ${trimmed(dt, 6)} ${unitsOf(unit)}, but not with the same spikes: their SPIKE-distance is ${trimmed(spike, 6)}.`;
  const share = `${a} and ${b} agree on ${percent(agreement, 1)} of all cells, and share ${count(bothSpikes)} of their ${count(bothSpikes + onlyA)} and ${count(bothSpikes + onlyB)} ${2 * bothSpikes + onlyA + onlyB === 1 ? 'spike' : 'spikes'}`;
  const near = shifted > 0 ? `; ${count(shifted)} more ${shifted === 1 ? 'is' : 'are'} only shifted, by up to ${within} ${within === 1 ? 'step' : 'steps'}` : '';
  if (firstDivergenceStep === null || firstDivergenceTime === null) return `${share}${near}.`;
  const when = unit === 'step' ? `step ${count(firstDivergenceStep)}` : `${Number(firstDivergenceTime.toPrecision(6))} ${unit}`;
  return `${share}${near}. They part first at ${when}, in neuron ${firstDivergenceNeuron}.`;
}

function Verdict() {
  const { busy, done, message } = useCompare((s) => s.pair);
  const answer = usePair();
  const shown = useShown();
  const report = answer?.report;
  return (
    <div className="verdict-block" aria-busy={busy}>
      <p className="lead" aria-live="polite">{report ? verdict(report) : busy ? 'The two are being compared.' : ''}</p>
      {message && message !== shown.message && <p className="error-line" role="alert">{message}</p>}
      {report?.notes.map((note) => <p key={note} className="quiet">{note}</p>)}
      {report && report.firstDivergenceStep !== null && <button type="button" className="button" onClick={showDivergence}>To the first divergence</button>}
      {busy && done > 0 && <progress value={done} max={1} aria-label="Comparing the pair" />}
    </div>
  );
}

/** Which two are looked at closely, and what there is to say of them. */
export function PairPicker() {
  const ready = useReady();
  const a = useCompare((s) => s.a);
  const b = useCompare((s) => s.b);
  if (ready.length < 2) return <p className="lead">{ready.length === 1 ? `${ready[0].label} is on show. Drop a second raster to compare it with.` : ''}</p>;
  const chooser = (which: 'a' | 'b', value: string | null) => (
    <select className="wide-select" aria-label={which === 'a' ? 'Compare' : 'with'} value={value ?? ''} onChange={(event) => {
      // Choosing the other one swaps them.
      const id = event.target.value;
      measureBy(which === 'a' ? { a: id, ...(id === b && { b: a }) } : { b: id, ...(id === a && { a: b }) });
    }}>
      {ready.map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
    </select>
  );
  return (
    <section aria-label="The pair" className="the-pair">
      <div className="pair-choice">
        {chooser('a', a)}
        <span className="quiet">with</span>
        {chooser('b', b)}
        <button type="button" className="icon-button" aria-label="Swap the two" title="Swap" onClick={() => measureBy({ a: b, b: a })}>⇄</button>
      </div>
      <Verdict />
    </section>
  );
}
