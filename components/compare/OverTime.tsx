'use client';
import { useMemo } from 'react';
import { fixed } from '@/lib/figures/format';
import type { ProfileSpec } from '@/lib/figures/spikes/spec';
import { showWindow } from '@/lib/stores/compare';
import { SpikeFigure } from '../figures/SpikeFigure';
import { axisOfTime } from './axisOfTime';
import { measureOf } from './PairMatrix';
import { useCompare } from './use';
import { usePair } from './usePair';

/** Where in time the two are alike and where not: the chosen measure in equal windows. */
export function OverTime() {
  const answer = usePair();
  const measure = measureOf(useCompare((s) => s.measure));
  const spec = useMemo((): ProfileSpec | null => answer && {
    figure: 'profile', label: `${measure.name} over time`,
    lines: [{ label: `${answer.report.a} against ${answer.report.b}`, place: 0, x: answer.windows.edges, y: answer.windows.values, kind: 'step' }],
    window: answer.report.edges, xLabel: axisOfTime(answer.report.unit), yLabel: measure.name,
  }, [answer, measure]);
  if (!spec || !answer) return null;
  const { edges, values } = answer.windows;
  const real = Array.from(values.keys()).filter((k) => Number.isFinite(values[k]));
  const worst = real.reduce((k, other) => ((measure.better === 'low' ? values[other] > values[k] : values[other] < values[k]) ? other : k), real[0]);
  const sentence = real.length === 0
    ? `The ${measure.name} is defined in none of the ${values.length} windows.`
    : `They are furthest apart between ${Number(edges[worst].toPrecision(5))} and ${Number(edges[worst + 1].toPrecision(5))}: ${fixed(values[worst], 3)}.`;
  return (
    <SpikeFigure
      spec={spec}
      title="Over time"
      help={`The ${measure.name} of ${values.length} equal windows, mean over neurons. Choose a place to see its spikes.`}
      sentence={sentence}
      onSelect={(point) => {
        if (!point || !('time' in point)) return;
        const k = Math.min(values.length - 1, Math.max(0, Math.floor(((point.time - edges[0]) / (edges[values.length] - edges[0])) * values.length)));
        showWindow([edges[k], edges[k + 1]]);
      }}
    />
  );
}
