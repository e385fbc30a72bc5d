'use client';
import { useMemo } from 'react';
import { fixed } from '@/lib/figures/format';
import { timeLabel } from '@/lib/figures/spikes/numbers';
import type { ProfileLine, ProfileSpec } from '@/lib/figures/spikes/spec';
import { trainIn } from '@/lib/spiketrains/compare/common';
import { measureOf } from '@/lib/spiketrains/compare/measures';
import { showWindow } from '@/lib/stores/compare';
import { SpikeFigure } from '../figures/SpikeFigure';
import { useCompare } from './use';
import { usePair } from './usePair';
import { useShown } from './useShown';

/** Of the chosen neuron: the measure's own profile, where it has one. */
function useProfile(): ProfileLine | null {
  const shown = useShown();
  const edges = usePair()?.report.edges;
  const { profile } = measureOf(useCompare((s) => s.measure));
  const neuron = useCompare((s) => s.neuron);
  const a = useCompare((s) => s.a);
  const b = useCompare((s) => s.b);
  return useMemo(() => {
    const [one, other] = [a, b].map((id) => shown.sources.find((source) => source.id === id));
    if (!profile || neuron === null || !edges || !shown.frame || !one || !other || neuron >= Math.min(one.raster.neurons, other.raster.neurons)) return null;
    const frame = { ...shown.frame, edges };
    const { x, y } = profile.of(trainIn(one.raster, neuron, frame), trainIn(other.raster, neuron, frame), edges);
    return { label: `${one.label} against ${other.label}, neuron ${neuron}`, place: 0, x, y, kind: profile.kind };
  }, [shown, edges, profile, neuron, a, b]);
}

/** Where in time the two are alike and where not: the chosen measure in equal windows, or of one neuron its own profile. */
export function OverTime() {
  const answer = usePair();
  const measure = measureOf(useCompare((s) => s.measure));
  const profile = useProfile();
  const current = answer && answer.measure === measure.id ? answer : null;
  const spec = useMemo((): ProfileSpec | null => current && {
    figure: 'profile', label: `${measure.name} over time`,
    lines: [profile ?? { label: `${current.report.a} against ${current.report.b}`, place: 0, x: current.windows.edges, y: current.windows.values, kind: 'step' }],
    window: current.report.edges, xLabel: timeLabel(current.report.unit), yLabel: measure.name,
  }, [current, measure, profile]);
  if (!spec || !current) return null;
  const { edges, values } = current.windows;
  const real = Array.from(values.keys()).filter((k) => Number.isFinite(values[k]));
  const worst = real.reduce((k, other) => ((measure.better === 'low' ? values[other] > values[k] : values[other] < values[k]) ? other : k), real[0]);
  const sentence = real.length === 0
    ? `The ${measure.name} is defined in none of the ${values.length} windows.`
    : `They are furthest apart between ${Number(edges[worst].toPrecision(5))} and ${Number(edges[worst + 1].toPrecision(5))}: ${fixed(values[worst], 3)}.`;
  return (
    <SpikeFigure
      spec={spec}
      title="Over time"
      help={profile ? `The ${measure.name} of this neuron${profile.kind === 'step' ? ', spike by spike: 1 where it has a partner in the other train' : ', moment by moment'}; the mean is its value.` : `The ${measure.name} of ${values.length} equal windows, mean over neurons. Choose a place to see its spikes.`}
      sentence={profile ? undefined : sentence}
      onSelect={(point) => {
        if (!point || !('time' in point)) return;
        const k = Math.min(values.length - 1, Math.max(0, Math.floor(((point.time - edges[0]) / (edges[values.length] - edges[0])) * values.length)));
        showWindow([edges[k], edges[k + 1]]);
      }}
    />
  );
}
