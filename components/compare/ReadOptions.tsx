'use client';
import { useState } from 'react';
import type { AxisRole, SpikeOptions } from '@/lib/formats/spikes/types';
import { TIME_UNITS, type TimeUnit } from '@/lib/recording/raster';
import { changeOptions, type CompareSource } from '@/lib/stores/compare';
import { Choice } from '../controls/Choices';

const ROLES: readonly { value: AxisRole; label: string }[] = [
  { value: 'time', label: 'time' },
  { value: 'neuron', label: 'neurons' },
  { value: 'item', label: 'batch: one of them' },
];
const TABLES = { dense: 'dense: a row a step', pairs: 'neuron, time', traces: 'input, membrane, spikes', trains: 'a train a line' } as const;

const numberIn = (text: string) => (text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text));

/** A number that is applied when it is left or Enter is pressed: each change reads the file again. */
function Applied({ label, value, onApply }: { label: string; value: number | undefined; onApply: (value: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const apply = () => {
    const number = typed === null ? null : numberIn(typed);
    if (number !== null && number !== value) onApply(number);
    setTyped(null);
  };
  return (
    <label className="choice">
      <span>{label}</span>
      <input inputMode="decimal" value={typed ?? value ?? ''} onChange={(event) => setTyped(event.target.value)} onBlur={apply} onKeyDown={(event) => event.key === 'Enter' && apply()} />
    </label>
  );
}

/** Roles with exactly one time axis: choosing it for one axis gives its old role to the one that had it. */
function withRole(axes: readonly AxisRole[], k: number, role: AxisRole): AxisRole[] {
  return axes.map((now, i) => (i === k ? role : role === 'time' && now === 'time' ? (axes[k] === 'time' ? 'neuron' : axes[k]) : now));
}

/** Everything about reading a file that can be chosen; the choice is remembered for files like it. */
export function ReadOptions({ source: { id, label, reading, raster } }: { source: CompareSource }) {
  if (!reading || !raster) return null;
  const { options, choices } = reading;
  const set = (change: SpikeOptions) => void changeOptions(id, change);
  const axes = options.axes ?? [];
  // Edges are told as the file counts, before the shift.
  const { offset = 0 } = options;
  return (
    <fieldset className="read-options">
      <legend className="quiet">How {label} is read</legend>
      {choices.entries && choices.entries.length > 1 && (
        <Choice label="Array" value={options.entry ?? choices.entries[0]} options={choices.entries.map((entry) => ({ value: entry, label: entry }))} onChange={(entry) => set({ entry, axes: undefined, items: undefined })} />
      )}
      {choices.tables && choices.tables.length > 1 && (
        <Choice label="The text holds" value={options.table ?? choices.tables[0]} options={choices.tables.map((value) => ({ value, label: TABLES[value] }))} onChange={(table) => set({ table, axes: undefined, items: undefined })} />
      )}
      {choices.shape.length > 1 && axes.length === choices.shape.length && choices.shape.map((length, k) => (
        <Choice key={k} label={`Axis ${k + 1}, ${length} long, is`} value={axes[k] === 'flatten' ? 'neuron' : axes[k]} options={ROLES} onChange={(role) => set({ axes: withRole(axes, k, role), items: undefined })} />
      ))}
      {choices.items !== undefined && choices.items > 1 && (
        <Applied label={`Sample, from 0 to ${choices.items - 1}`} value={options.items?.[0] ?? 0} onApply={(item) => set({ items: [item] })} />
      )}
      <Choice label="Counts above one" value={options.counts ?? 'binarise'} options={[{ value: 'binarise', label: 'one spike each' }, { value: 'keep', label: 'keep' }]} onChange={(counts) => set({ counts })} />
      <Choice label="Time is in" value={raster.unit} options={TIME_UNITS.map((value) => ({ value, label: value === 'step' ? 'steps' : value }))} onChange={(unit: TimeUnit) => set({ unit })} />
      {raster.unit === 'step'
        ? <p className="quiet">With a unit you can say how long a step is.</p>
        : <Applied label={`A step lasts, in ${raster.unit}`} value={options.dt ?? raster.dt ?? undefined} onApply={(dt) => set({ dt })} />}
      <Applied label={`Shift all times by, in ${raster.unit === 'step' ? 'steps' : raster.unit}`} value={offset} onApply={(shift) => set({ offset: shift })} />
      <Applied label="Observed until" value={raster.end} onApply={(end) => set({ edges: [raster.start - offset, end - offset] })} />
    </fieldset>
  );
}
