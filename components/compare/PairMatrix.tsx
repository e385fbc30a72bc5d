'use client';
import { useMemo } from 'react';
import type { PairsSpec } from '@/lib/figures/spikes/spec';
import { fixed } from '@/lib/figures/format';
import { count } from '@/lib/numerics/words';
import { shortNames } from '@/lib/recording/shortNames';
import { MEASURES, type MeasureId } from '@/lib/spiketrains/catalogue';
import { measureOf } from '@/lib/spiketrains/compare/measures';
import { measureBy } from '@/lib/stores/compare';
import { SpikeFigure } from '../figures/SpikeFigure';
import { useCompare, useReady } from './use';
import { usePair } from './usePair';
import { useShown } from './useShown';

const options = MEASURES.map(({ id, name }) => <option key={id} value={id}>{name}</option>);

/** Which measure the matrix, the profile and the interval are of. */
function MeasurePicker() {
  const measure = useCompare((s) => s.measure);
  return <select aria-label="Measure" className="wide-select measure" value={measure} onChange={(event) => measureBy({ measure: event.target.value as MeasureId })}>{options}</select>;
}

/** `SPIKE-distance 0.012, from 0.008 to 0.018 (95 %, neurons drawn again 2,000 times).` */
function Interval() {
  const answer = usePair();
  const measure = useCompare((s) => s.measure);
  // Of another measure while the new one is under way.
  if (!answer || answer.measure !== measure) return null;
  const { interval, report } = answer;
  const { name, kind } = measureOf(measure);
  if (!Number.isFinite(interval.mean)) return <p className="quiet">The {name} is not defined for {report.a} and {report.b}.</p>;
  if (interval.used < 2) return null;
  return (
    <p className="figure-sentence">
      {report.a} against {report.b}: {name} {fixed(interval.mean, 4)}, {kind === 'grid' ? 'all cells of' : 'on average over'} this pair’s {interval.used} neurons; 95 % of {count(interval.resamples)} draws of neurons lie between {fixed(interval.lo, 4)} and {fixed(interval.hi, 4)}.
    </p>
  );
}

/** A measure over all pairs; a click chooses the pair that everything else is about. */
export function PairMatrix() {
  const ready = useReady();
  const matrix = useCompare((s) => s.matrix);
  const id = useCompare((s) => s.measure);
  const a = useCompare((s) => s.a);
  const b = useCompare((s) => s.b);
  const measure = measureOf(id);
  const shown = useShown();
  const { answer, busy, done, message } = matrix;
  const current = answer && answer.measure === id ? answer : null;
  const spec = useMemo((): PairsSpec | null => {
    if (!current) return null;
    const labels = shortNames(current.ids.map((each) => ready.find((source) => source.id === each)?.label ?? '?'));
    return { figure: 'pairs', label: 'All pairs', labels, values: current.values, order: current.order, name: measure.name, better: measure.better, range: measure.range, digits: 3 };
  }, [current, ready, measure]);
  const places = current ? [a, b].map((each) => current.ids.indexOf(each ?? '')) : [];
  if (ready.length < 2) return null;
  if (!spec) return <p className="empty" aria-busy={busy}>{message && message !== shown.message ? message : (busy ? `All pairs are being measured${done > 0 ? `: ${Math.round(100 * done)} %` : ''}.` : '')}</p>;
  return (
    <div>
      <SpikeFigure
        spec={spec}
        title="All pairs"
        help={`${measure.question}${measure.symmetric ? '' : ' Rows are a, columns b.'} Rows are sorted so that neighbours are alike; choose a cell to see that pair.`}
        controls={<MeasurePicker />}
        selected={places.length === 2 && places[0] >= 0 && places[1] >= 0 ? { pair: [places[0], places[1]] } : null}
        onSelect={(point) => {
          if (!point || !('pair' in point) || point.pair[0] === point.pair[1]) return;
          measureBy({ a: current!.ids[point.pair[0]], b: current!.ids[point.pair[1]] });
        }}
      />
      {busy && done > 0 && <progress value={done} max={1} aria-label="Measuring all pairs" />}
      {current!.notes.map((note) => <p key={note} className="quiet">{note}</p>)}
      <Interval />
    </div>
  );
}
