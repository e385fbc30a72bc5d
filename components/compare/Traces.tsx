'use client';
import { useMemo, useState } from 'react';
import type { TracesSpec } from '@/lib/figures/spikes/spec';
import { differenceOf } from '@/lib/recording/difference';
import { trainOf } from '@/lib/recording/raster';
import { Choice, Toggle } from '../controls/Choices';
import { SpikeFigure } from '../figures/SpikeFigure';
import { useCompare } from './use';
import type { Shown } from './useShown';

type Source = Shown['sources'][number];

/** Of one neuron: what was recorded under a name, `[T]`. */
function traceOf({ raster }: Source, neuron: number, label: string): Float32Array | null {
  const trace = raster.traces.find((each) => each.label === label);
  if (!trace || neuron >= raster.neurons) return null;
  return Float32Array.from({ length: trace.steps }, (_, t) => trace.values[t * raster.neurons + neuron]);
}

/** From its lowest to its highest: 0 to 1. */
function onOwnScale(values: Float32Array): Float32Array {
  const lo = values.reduce((least, value) => Math.min(least, value), Infinity);
  const hi = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return hi > lo ? values.map((value) => (value - lo) / (hi - lo)) : values.map(() => 0);
}

const heightOf = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Whether some would be flat on the axis of the others: simulators scale their membranes in their own ways. */
function unequal(lines: readonly Float32Array[]): boolean {
  const heights = lines.map(heightOf).filter((height) => height > 0);
  return heights.length > 1 && Math.max(...heights) > 4 * Math.min(...heights);
}

const short = (value: number) => (value === 0 ? '0' : String(Number(value.toPrecision(3))).replace('-', '−'));

/** `0 to 2.5`. */
const rangeOf = (values: Float32Array) => `${short(values.reduce((least, value) => Math.min(least, value), Infinity))} to ${short(values.reduce((most, value) => Math.max(most, value), -Infinity))}`;

/** `exact against nengo: the largest difference is 0.0012, at step 460; the root of the mean square 3.1e-5.` */
export function deviation(a: { label: string; values: Float32Array }, b: { label: string; values: Float32Array }): string {
  const steps = Math.min(a.values.length, b.values.length);
  const { values, largest, step } = differenceOf(a.values.subarray(0, steps), b.values.subarray(0, steps), 1);
  const real = values.filter(Number.isFinite);
  const root = Math.sqrt(real.reduce((sum, value) => sum + value * value, 0) / Math.max(1, real.length));
  if (largest === 0) return `${a.label} and ${b.label} are equal in all ${steps} steps.`;
  return `${a.label} against ${b.label}: the largest difference is ${short(largest)}, at step ${step}; the root mean square is ${short(root)}.`;
}

/** What the files hold beside the spikes of one neuron, and how far it lies apart in the pair. */
export function Traces({ shown, neuron }: { shown: Shown; neuron: number }) {
  const labels = useMemo(() => [...new Set(shown.sources.flatMap(({ raster }) => raster.traces.map(({ label }) => label)))], [shown]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [wish, setOwn] = useState<boolean | null>(null);
  const window = useCompare((s) => s.window);
  const a = useCompare((s) => s.a);
  const b = useCompare((s) => s.b);
  const label = chosen !== null && labels.includes(chosen) ? chosen : labels.find((each) => /membrane|voltage|^v$/i.test(each)) ?? labels[0];
  const lines = useMemo(() => shown.sources.flatMap((source) => {
    const values = label === undefined ? null : traceOf(source, neuron, label);
    return values ? [{ id: source.id, label: source.label, place: source.place, start: source.raster.start, dt: source.raster.dt ?? 1, values }] : [];
  }), [shown, neuron, label]);
  const own = wish ?? unequal(lines.map(({ values }) => values));
  const spec = useMemo((): TracesSpec => ({
    figure: 'traces', label: `Neuron ${neuron}: ${label ?? 'spikes'}`,
    lines: lines.map((line) => (own ? { ...line, values: onOwnScale(line.values) } : line)),
    spikes: shown.sources.flatMap(({ place, raster }) => (neuron < raster.neurons ? [{ place, times: trainOf(raster, neuron) as Float64Array }] : [])),
    window: window ?? shown.frame?.observed ?? [0, 1], unit: shown.unit, yLabel: own ? `${label ?? ''}, each from its lowest to its highest` : label ?? '',
  }), [shown, neuron, label, lines, own, window]);
  if (labels.length === 0) return null;
  const [one, other] = [a, b].map((id) => lines.find((line) => line.id === id));
  return (
    <>
      <SpikeFigure
        spec={spec}
        title={`Neuron ${neuron}`}
        sentence={own ? `From lowest to highest: ${lines.map(({ label: of, values }) => `${of} ${rangeOf(values)}`).join(', ')}.` : undefined}
        help="What the files hold beside the spikes, on the time that is on show; the ticks above are the spikes."
        controls={(
          <>
            {lines.length > 1 && <Toggle label="each on its own scale" value={own} onChange={setOwn} />}
            {labels.length > 1 && <Choice label="of" value={label} options={labels.map((value) => ({ value, label: value }))} onChange={setChosen} />}
          </>
        )}
      />
      {one && other && <p className="figure-sentence">{deviation(one, other)}</p>}
    </>
  );
}
