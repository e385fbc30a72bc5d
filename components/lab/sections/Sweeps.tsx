'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { percent } from '@/lib/figures/format';
import { seriesCsv } from '@/lib/figures/csv';
import type { Theme } from '@/lib/figures/palette';
import { drawSweepCurve } from '@/lib/figures/sweepCurve';
import type { SweepCurve } from '@/lib/recording/types';
import { Figure } from '../../figures/Figure';
import { PointView } from '../../figures/PointView';
import type { Size } from '../../figures/useDrawing';
import { changeLayer } from '../change';
import { seriesTable } from '../tables';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

const TICK_MS = 450;

function sentenceOf(view: View, { agreement, settled }: SweepCurve): string {
  const k = view.layer.sweeps;
  const now = agreement[Math.min(k, agreement.length - 1)];
  const backwards = agreement.some((a, i) => i > 0 && a < agreement[i - 1] - 1e-9);
  const start = view.layer.neuron === 'psu' ? 'PSU’s own spikes' : 'silence';
  const end = settled === null
    ? `After ${agreement.length - 1} sweeps the spikes still change.`
    : `Nothing changes after ${settled} ${settled === 1 ? 'sweep' : 'sweeps'}; there ${percent(agreement[settled] ?? now)} of the bits are the ${view.baselineName}’s.`;
  return `From ${start}, K = ${k} sweeps bring ${percent(now)} agreement with the ${view.baselineName}. ${end}${backwards ? ' On the way some sweeps make it worse.' : ''}`;
}

/** From one pass to the exact LIF, sweep by sweep. */
export function Sweeps({ view }: { view: View }) {
  const curve = view.recording.sweeps[view.index];
  const { keep, all } = useHosts();
  const onHost = useMemo(() => keep(''), [keep]);
  const [playing, setPlaying] = useState(false);
  const k = view.layer.sweeps;
  const last = curve ? (curve.settled ?? curve.agreement.length - 1) : 0;

  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (k >= last) setPlaying(false);
      else changeLayer(view.index, { sweeps: k + 1 }, 'play-sweeps');
    }, TICK_MS);
    return () => clearTimeout(timer);
  }, [playing, k, last, view.index]);

  const [pointed, setPointed] = useState<number | null>(null);
  const places = curve?.agreement.length ?? 0;
  const current = Math.min(k, places - 1);
  const read = Math.min(pointed ?? current, places - 1);
  const draw = useCallback(
    (host: HTMLElement, { width, height }: Size, theme: Theme) => {
      if (curve) drawSweepCurve(host, curve, { theme, width, height, baseline: view.baselineName, current, pointed: pointed === null ? null : read });
    },
    [curve, current, pointed, read, view.baselineName],
  );
  if (!curve) return null;
  const series = [{ label: 'agreement', values: curve.agreement }];
  return (
    <Figure
      title="Sweep by sweep to the exact LIF"
      help={`Each sweep resets with the spikes of the one before: S ← Θ(A·X − θ·R·S − θ). Agreement with the sequential ${view.baselineName} after K sweeps.`}
      sentence={sentenceOf(view, curve)}
      controls={
        <button
          type="button"
          className="button"
          onClick={() => {
            if (!playing && k >= last) changeLayer(view.index, { sweeps: 0 }, 'play-sweeps');
            setPlaying(!playing);
          }}
        >
          {playing ? 'Pause sweeps' : 'Play sweeps'}
        </button>
      }
      hosts={all}
      csv={() => seriesCsv(series, 'K')}
      table={() => seriesTable('K', [{ name: 'agreement', values: curve.agreement }], 4)}
    >
      {(sentence) => (
        <>
          <PointView
            label={`Agreement with the ${view.baselineName} after each sweep`}
            describedBy={sentence}
            height={190}
            places={places}
            at={current}
            draw={draw}
            onPoint={setPointed}
            onChoose={(sweeps) => changeLayer(view.index, { sweeps }, 'sweeps')}
            onHost={onHost}
          />
          <p className="readout">K = {read}: {percent(curve.agreement[read], 2)} of the bits agree. A click, or ← and →, sets K.</p>
        </>
      )}
    </Figure>
  );
}
