'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { chargeScale, differenceScale, membraneScale, probabilityScale, resetScale, signedResetScale, type ColourScale } from '@/lib/figures/colourScale';
import type { Theme } from '@/lib/figures/palette';
import type { Experiment, LayerSettings } from '@/lib/experiment/schema';
import { isParallelKind, neuronSettings, sequentialSettings } from '@/lib/networks/plan';
import { thresholdOf, type Formula } from '@/lib/neurons/formula';
import { parallelNeuron } from '@/lib/neurons/parallel';
import type { CellConstants } from '@/lib/neurons/sequential/cell';
import { cellConstants } from '@/lib/neurons/sequential/conventions';
import type { LayerSummary } from '@/lib/recording/summary';
import type { LayerTrace, Recording } from '@/lib/recording/types';
import { runStore, selectionStore } from '@/lib/stores/lab';
import { useTheme } from '../shell/theme';

/** One layer of the Recording on show, with everything its figures share. */
export interface View {
  readonly experiment: Experiment;
  readonly recording: Recording;
  readonly index: number;
  readonly layer: LayerSettings;
  readonly steps: number;
  readonly neurons: number;
  readonly parallel: LayerTrace;
  readonly baseline: LayerTrace;
  readonly summary: LayerSummary;
  /** The parallel network's neuron, as it is called. */
  readonly name: string;
  /** The same where there is little room. */
  readonly short: string;
  /** Null where that neuron is a sequential one, run as a loop. */
  readonly formula: Formula | null;
  readonly cell: CellConstants;
  readonly baselineCell: CellConstants;
  /** What the parallel side's H is compared with. */
  readonly threshold: number;
  readonly theme: Theme;
  readonly scales: Readonly<Record<'input' | 'charge' | 'reset' | 'membrane' | 'probability' | 'difference', ColourScale>>;
}

const SEQUENTIAL_NAMES: Record<string, string> = { lif: 'LIF loop', if: 'IF loop', plif: 'PLIF loop' };
export const neuronName = (kind: string) => (isParallelKind(kind) ? parallelNeuron(kind).label : SEQUENTIAL_NAMES[kind]);

const widest = (...extents: { lo: number; hi: number }[]) => Math.max(1e-6, ...extents.flatMap(({ lo, hi }) => [Math.abs(lo), Math.abs(hi)]));

/** @returns null before the first Recording */
export function useView(): View | null {
  const shown = useStore(runStore, (s) => s.shown);
  const chosen = useStore(selectionStore, (s) => s.layer);
  const theme = useTheme();
  return useMemo(() => {
    if (!shown) return null;
    const { experiment, recording } = shown;
    const index = Math.min(chosen, recording.parallel.length - 1);
    const layer = experiment.layers[index];
    const parallel = recording.parallel[index];
    const baseline = recording.baseline[index];
    const summary = recording.summary[index];
    const formula = isParallelKind(layer.neuron) ? parallelNeuron(layer.neuron).formula(neuronSettings(experiment, layer)) : null;
    const threshold = formula ? (formula.fire === 'bernoulli' ? 0.5 : thresholdOf(formula, layer.threshold)) : layer.threshold;
    const { parallel: p, baseline: b } = summary;
    const lo = Math.min(p.membrane.lo, b.membrane.lo);
    const hi = Math.max(p.membrane.hi, b.membrane.hi);
    return {
      experiment, recording, index, layer, parallel, baseline, summary, formula, threshold, theme,
      steps: recording.steps,
      neurons: parallel.neurons,
      name: neuronName(layer.neuron),
      short: neuronName(layer.neuron).length > 5 ? 'parallel' : neuronName(layer.neuron),
      cell: cellConstants(sequentialSettings(experiment.baseline, layer, isParallelKind(layer.neuron) ? undefined : layer.neuron)),
      baselineCell: cellConstants(sequentialSettings(experiment.baseline, layer)),
      scales: {
        input: chargeScale(widest(p.current, b.current), theme),
        charge: chargeScale(widest(p.charge, b.charge), theme),
        reset: Math.min(p.reset.lo, b.reset.lo) < -1e-6 ? signedResetScale(widest(p.reset, b.reset), theme) : resetScale(widest(p.reset, b.reset), theme),
        membrane: membraneScale([lo, hi], threshold, theme),
        probability: probabilityScale(theme),
        difference: differenceScale(Math.max(1e-6, hi - lo) / 2, theme),
      },
    };
  }, [shown, chosen, theme]);
}
