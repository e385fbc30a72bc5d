'use client';
import { useMemo, useState } from 'react';
import type { Recipe } from '@/lib/experiment/recipe';
import type { Cell } from '@/lib/figures/hitTest';
import { fixed, percent } from '@/lib/figures/format';
import { emptyRasterSentence } from '@/lib/figures/sentences';
import type { SampleLook } from '@/lib/networks/training/probe';
import type { FigureSpec, HeatmapColours } from '@/lib/figures/spec';
import { count, plural } from '@/lib/numerics/words';
import { extent } from '@/lib/recording/summary';
import { lookAt, noticeTraining, trainingStore } from '@/lib/stores/training';
import { Segmented } from '../controls/Choices';
import { SpecView } from '../figures/SpecView';
import { runName } from './Answers';
import { FrameStrip } from './FrameStrip';
import { isPictures } from './frames';
import { openInLab, tooLarge } from './openInLab';
import { sendSample } from './sendSample';
import { useFacts, useTraining } from './use';

/** Probabilities of the classes from one row of logits. */
export function probabilities(evidence: Float32Array, row: number, classes: number): number[] {
  const logits = Array.from(evidence.subarray(row * classes, (row + 1) * classes));
  const top = Math.max(...logits);
  const e = logits.map((v) => Math.exp(v - top));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}

/** What H is compared with: PSN fires above zero, the others above θ, learned or not. */
const learnedThreshold = (look: SampleLook, block: number, { neuron }: Recipe) => (neuron.kind === 'psn' ? 0 : look.learned[block]?.threshold ?? neuron.threshold);

/** `128 neurons fire 412 spikes, 0.161 a step and neuron.` */
function spikeSentence({ neurons, spikes, membrane }: SampleLook['layers'][number], steps: number, threshold: number): string {
  const fired = spikes.reduce((a, b) => a + b, 0);
  if (fired === 0) return emptyRasterSentence({ highest: membrane.reduce((a, b) => Math.max(a, b), -Infinity), threshold });
  return `${count(neurons)} neurons fire ${plural(fired, 'spike')} in ${steps} steps, ${fixed(fired / (neurons * steps), 3)} a step.`;
}

/** What one sample does in the chosen network: the rows of the Lab, and the answer as it forms. */
export function SampleView() {
  const look = useTraining((s) => s.look);
  const run = useTraining((s) => s.runs.find(({ id }) => id === s.look?.id));
  const facts = useFacts();
  const [block, setBlock] = useState(0);
  const [cursor, setCursor] = useState<Cell | null>(null);
  const shown = look ? Math.min(block, look.look.layers.length - 1) : 0;
  const figures = useMemo((): FigureSpec[] => {
    if (!look || !run || !facts) return [];
    const { layers, input, steps, evidence } = look.look;
    const layer = layers[shown];
    const size = { steps, channels: layer.neurons };
    const threshold = learnedThreshold(look.look, shown, run.recipe);
    const classes = facts.classes.length;
    const shares = Array.from({ length: steps }, (_, t) => probabilities(evidence, t, classes));
    const final = shares[steps - 1];
    const named = final.map((p, k) => ({ p, k })).sort((a, b) => b.p - a.p).slice(0, 4);
    const heatmap = (label: string, values: Float32Array, colours: HeatmapColours, of = size): FigureSpec => ({ figure: 'heatmap', label, values, ...of, colours, ...extent(values), threshold });
    const lif = run.recipe.neuron.kind === 'lif';
    return [
      ...(input.steps > 1 && !isPictures(input, facts.shape) ? [heatmap('input', input.data, 'input', input)] : []),
      heatmap(`input current X of block ${shown + 1}`, layer.current, 'charge'),
      ...(layer.probability ? [heatmap(lif ? 'resets' : 'reset probability P', layer.probability, lif ? 'reset' : 'probability')] : []),
      heatmap('membrane potential H', layer.membrane, 'membrane'),
      { figure: 'raster', label: 'spikes S', values: layer.spikes, ...size, difference: false, divergence: null },
      { figure: 'lines', label: 'the answer as it forms: probability of each class from the mean over the steps so far', lines: named.map(({ k }) => ({ label: facts.classes[k], values: Float32Array.from(shares, (row) => row[k]), role: k === named[0].k ? ('parallel' as const) : ('both' as const) })), threshold: null, xLabel: 'time step', yLabel: '' },
    ];
  }, [look, run, facts, shown]);
  if (!look || !run || !facts) return <p className="empty">Once a run is trained or opened, this shows what its neurons do with a sample.</p>;
  const final = probabilities(look.look.evidence, look.look.steps - 1, facts.classes.length);
  const answer = final.indexOf(Math.max(...final));
  const right = look.label === null ? '' : look.label === answer ? ' It is right.' : ` It is ${facts.classes[look.label]}.`;
  const index = 'part' in look.at ? look.at.index : null;
  const part = 'part' in look.at ? look.at.part : 'test';
  const count = facts.counts[part].reduce((a, b) => a + b, 0);
  const refused = tooLarge(look.look.steps, look.look.layers[shown].neurons);
  const go = (k: number) => void lookAt(run.id, { part, index: (k + count) % count });
  return (
    <section className="figure" aria-labelledby="sample-title">
      <div className="figure-head">
        <h2 id="sample-title">One sample, as in the Lab</h2>
        {look.look.layers.length > 1 && <Segmented label="Block of the sample" value={String(shown)} options={look.look.layers.map((_, k) => ({ value: String(k), label: `block ${k + 1}` }))} onChange={(v) => setBlock(Number(v))} />}
        <button type="button" className="button" disabled={refused !== null} onClick={() => void openInLab(trainingStore.getState(), shown).catch((error: Error) => noticeTraining(error.message))}>Open in the Lab</button>
        <button type="button" className="button" onClick={() => void sendSample(look.look, runName(run)).catch((error: Error) => noticeTraining(error.message))}>Send to Compare</button>
      </div>
      <p className="figure-help">
        {index === null ? 'Your own input' : `Sample ${index + 1} of ${count} ${part} samples`} in {runName(run)}.
        {' '}<button type="button" className="link-button" onClick={() => go((index ?? 0) - 1)}>previous</button>{' '}<button type="button" className="link-button" onClick={() => go((index ?? -1) + 1)}>next</button>
      </p>
      {refused && <p className="quiet">{refused}</p>}
      <p className="verdict" aria-live="polite">The network says <b>{facts.classes[answer]}</b>, {percent(final[answer])} sure.{right}</p>
      <div className="sample-rows">
        {isPictures(look.look.input, facts.shape) && <FrameStrip label="input" input={look.look.input} shape={facts.shape} />}
        {figures.map((spec) => <SpecView key={spec.label} spec={spec} cursor={cursor} onCursor={setCursor} />)}
      </div>
      <p className="figure-sentence">{spikeSentence(look.look.layers[shown], look.look.steps, learnedThreshold(look.look, shown, run.recipe))}</p>
    </section>
  );
}
