'use client';
import { measureBy } from '@/lib/stores/compare';
import { Toggle } from '../controls/Choices';
import { TypedNumber } from '../controls/TypedNumber';
import { unitsOf } from './unitsOf';
import { useCompare, useReady } from './use';

interface SettingProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly onChange: (value: number) => void;
}

function Setting({ id, label, help, ...field }: SettingProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <TypedNumber id={id} {...field} />
      <span className="quiet help">{help}</span>
    </div>
  );
}

/** What the measures need to know; times are in the unit of the rasters. */
export function MeasureSettings() {
  const ready = useReady();
  const q = useCompare((s) => s.q);
  const tau = useCompare((s) => s.tau);
  const within = useCompare((s) => s.within);
  const bin = useCompare((s) => s.bin);
  const report = useCompare((s) => s.pair.answer?.report ?? null);
  const onlyWindow = useCompare((s) => s.onlyWindow);
  const onlyNeurons = useCompare((s) => s.onlyNeurons);
  const neuron = useCompare((s) => s.neuron);
  const windowed = useCompare((s) => s.window !== null);
  if (ready.length < 2) return null;
  const { unit, dt } = report ?? { unit: ready[0].raster.unit, dt: 1 };
  const loose = ready.some(({ raster }) => raster.dt === null);
  return (
    <section aria-labelledby="measure-settings">
      <h2 id="measure-settings">How it is measured</h2>
      <Setting id="q" label={`Cost q, per ${unit}`} help="Victor–Purpura: moving a spike by one costs q, losing one costs 1." value={q ?? report?.q ?? 0.1} min={0} max={1e9} onChange={(value) => measureBy({ q: value })} />
      <Setting id="tau" label={`Time constant τ, in ${unitsOf(unit)}`} help="van Rossum: how long a spike is felt." value={tau ?? report?.tau ?? 5} min={1e-9} max={1e9} onChange={(value) => measureBy({ tau: value })} />
      <Setting id="within" label="Shifted by up to, in steps" help="Spikes this near count as shifted, not as missing." value={within} min={0} max={1000} whole onChange={(value) => measureBy({ within: value })} />
      {loose && <Setting id="bin" label={`Width of a cell, in ${unitsOf(unit)}`} help="Agreement needs a grid: spikes in one cell coincide." value={bin ?? dt} min={1e-9} max={1e9} onChange={(value) => measureBy({ bin: value })} />}
      <Toggle label={windowed ? 'Only the time on show' : 'Only the time on show (all of it now)'} value={onlyWindow} onChange={(value) => measureBy({ onlyWindow: value })} />
      <Toggle label={neuron === null ? 'Only the neurons on show' : `Only neuron ${neuron}`} value={onlyNeurons} onChange={(value) => measureBy({ onlyNeurons: value })} />
    </section>
  );
}
