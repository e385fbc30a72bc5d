'use client';
import { useMemo, useState } from 'react';
import type { BarsSpec, RastersSpec } from '@/lib/figures/spikes/spec';
import { plural } from '@/lib/numerics/words';
import { TypedNumber } from '../controls/TypedNumber';
import { SpikeFigure } from '../figures/SpikeFigure';
import { unitsOf } from './unitsOf';
import { useCompare } from './use';
import { useJob } from './useJob';
import { useRows } from './useRows';
import { useShown } from './useShown';

/** Numbers between commas, spaces or line breaks; null where something else stands there. */
export function timesIn(text: string): Float64Array | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const times = parts.map(Number);
  return times.every(Number.isFinite) ? Float64Array.from(times) : null;
}

/** Spikes about events that repeat: given times, or the spikes of a neuron. */
export function Around() {
  const shown = useShown();
  const neuron = useCompare((s) => s.neuron);
  const rows = useRows(shown.neurons);
  const [open, setOpen] = useState(false);
  const [from, setFrom] = useState('times');
  const [typed, setTyped] = useState('');
  const [trigger, setTrigger] = useState(0);
  const dt = shown.frame?.dt ?? 1;
  const [span, setSpan] = useState<{ before: number; after: number; bin: number } | null>(null);
  const { before, after, bin } = span ?? { before: 10 * dt, after: 20 * dt, bin: dt };
  const times = useMemo(() => timesIn(typed), [typed]);
  const source = shown.sources.find(({ id }) => id === from);
  const unit = unitsOf(shown.unit);
  const ask = useMemo(() => {
    if (!open || shown.sources.length === 0) return null;
    if (from === 'times' && (!times || times.length === 0)) return null;
    if (from !== 'times' && (!source || trigger >= source.raster.neurons)) return null;
    return {
      ids: shown.sources.map(({ id }) => id), events: from === 'times' ? { times: times! } : { id: from, neuron: trigger },
      neurons: neuron === null ? rows : Uint32Array.of(neuron), before, after, bin, unit: shown.frame?.unit,
    };
  }, [open, shown, from, times, trigger, source, neuron, rows, before, after, bin]);
  const { answer, message } = useJob('aligned', ask);
  const specs = useMemo((): { psth: BarsSpec; trials: RastersSpec } | null => {
    if (!answer) return null;
    const sources = answer.ids.flatMap((id) => shown.sources.find((each) => each.id === id) ?? []);
    if (sources.length !== answer.ids.length || sources.length === 0) return null;
    return {
      psth: { figure: 'bars', label: 'Around the events', xLabel: `time from the event (${unit})`, yLabel: `spikes per neuron and ${shown.unit}`, zero: true, series: sources.map(({ label, place }, k) => ({ label, place, x: answer.psths[k].edges, y: answer.psths[k].rates })) },
      trials: { figure: 'rasters', label: 'Trials', layout: 'stack', sources: sources.map(({ id, label, place }, k) => ({ id, label, place, raster: answer.trials[k] })), order: null, window: [-before, after], unit: shown.unit },
    };
  }, [answer, shown, unit, before, after]);
  if (shown.sources.length === 0) return null;
  const set = (change: Partial<NonNullable<typeof span>>) => setSpan({ before, after, bin, ...change });
  return (
    <details className="group into" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Around events: trials and their mean rate (PSTH)</summary>
      <div className="view-bar">
        <label className="inline">
          <span className="quiet">Events are</span>
          <select value={from} onChange={(event) => setFrom(event.target.value)}>
            <option value="times">times that I type</option>
            {shown.sources.map(({ id, label }) => <option key={id} value={id}>spikes of {label}</option>)}
          </select>
        </label>
        {from === 'times'
          ? <label className="inline"><span className="quiet">Times, in {unit}</span> <input type="text" placeholder="16, 48, 80" value={typed} aria-invalid={times === null || undefined} onChange={(event) => setTyped(event.target.value)} /></label>
          : <label className="inline"><span className="quiet">Neuron</span> <TypedNumber label="Neuron whose spikes are the events" value={trigger} min={0} max={Math.max(0, (source?.raster.neurons ?? 1) - 1)} whole onChange={setTrigger} /></label>}
        <label className="inline"><span className="quiet">Before</span> <TypedNumber label={`Before the event, in ${unit}`} value={before} min={0} max={1e9} onChange={(value) => set({ before: value })} /></label>
        <label className="inline"><span className="quiet">After</span> <TypedNumber label={`After the event, in ${unit}`} value={after} min={dt} max={1e9} onChange={(value) => set({ after: value })} /></label>
        <label className="inline"><span className="quiet">Bin</span> <TypedNumber label={`Width of a bin of the PSTH, in ${unit}`} value={bin} min={dt / 1000} max={1e9} onChange={(value) => set({ bin: value })} /></label>
      </div>
      {times === null && <p className="message" role="alert">Times are numbers between commas or spaces.</p>}
      {message && <p className="error-line" role="alert">{message}</p>}
      {specs && answer && (
        <>
          <SpikeFigure spec={specs.psth} title="Around the events" help={`Mean rate of ${neuron === null ? 'the neurons on show' : `neuron ${neuron}`} about ${plural(answer.events, 'event')}; those too near the ends are left out of the mean.`} />
          <SpikeFigure spec={specs.trials} title={`Neuron ${answer.neuron}, trial by trial`} help={`A row an event, the event at 0${neuron === null ? '; of the neurons on show this one fires most' : ''}.`} />
        </>
      )}
    </details>
  );
}
