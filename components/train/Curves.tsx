'use client';
import { useMemo, useState } from 'react';
import { neuronLabel } from '@/lib/experiment/recipe';
import { Segmented } from '../controls/Choices';
import { TypedNumber } from '../controls/TypedNumber';
import { DEFAULT_COSTS } from './energy';
import { densitySpec, energySpec, evolutionSpec, gradientSpec, rateSpec, timeSpec, type RateKind } from './specs';
import { TrainingFigure } from '../figures/TrainingFigure';
import { useEpochs, useTraining } from './use';

/** Which block a figure is about. */
function BlockChoice({ blocks, block, onChange }: { blocks: number; block: number; onChange: (block: number) => void }) {
  if (blocks < 2) return null;
  return <Segmented label="Block" value={String(block)} options={Array.from({ length: blocks }, (_, k) => ({ value: String(k), label: `block ${k + 1}` }))} onChange={(v) => onChange(Number(v))} />;
}

export function StepTime() {
  const runs = useEpochs();
  const backend = useTraining((s) => s.status.report?.backend);
  const spec = useMemo(() => timeSpec(runs), [runs]);
  return <TrainingFigure title="Where does the time go?" help={`Milliseconds of one optimiser step${backend ? ` on ${backend}` : ''}, the median of the timed ones: the way forward, the way back, and AdamW.`} spec={spec} />;
}

export function FiringRates() {
  const runs = useEpochs();
  const [block, setBlock] = useState(0);
  const [kind, setKind] = useState<RateKind>('rates');
  const blocks = Math.max(1, ...runs.map((run) => run.recipe.blocks.length));
  const shown = Math.min(block, blocks - 1);
  const spec = useMemo(() => rateSpec(runs, 'epoch', shown, kind), [runs, shown, kind]);
  return (
    <TrainingFigure
      title="How often do they fire?"
      help="Mean spikes a step and neuron on validation samples; or, as the release counts, the share of neurons that fire at least once in a sample."
      spec={spec}
      controls={(
        <>
          <Segmented label="Counted as" value={kind} options={[{ value: 'rates', label: 'spikes a step' }, { value: 'fired', label: 'fired at least once' }]} onChange={setKind} />
          <BlockChoice blocks={blocks} block={shown} onChange={setBlock} />
        </>
      )}
    />
  );
}

export function EnergyView() {
  const runs = useEpochs();
  const [costs, setCosts] = useState(DEFAULT_COSTS);
  const spec = useMemo(() => energySpec(runs, 'epoch', costs), [runs, costs]);
  return (
    <div>
      <TrainingFigure title="What would an answer cost?" help="Synaptic operations of one sample times an energy each: an estimate, not a measurement." spec={spec} />
      <p className="quiet costs">
        A spike that arrives is one addition,{' '}
        <TypedNumber label="pJ an addition" value={costs.accumulate} min={0} max={1000} onChange={(accumulate) => setCosts({ ...costs, accumulate })} /> pJ; any other value, such as a pixel or a pooled spike, is multiplied and added,{' '}
        <TypedNumber label="pJ a multiply–accumulate" value={costs.multiply} min={0} max={1000} onChange={(multiply) => setCosts({ ...costs, multiply })} /> pJ.
        32-bit floating point in 45 nm (Horowitz, ISSCC 2014). A frame that repeats is multiplied once. The neurons themselves, memory and the T×T products of the learned ones are left out.
      </p>
    </div>
  );
}

export function Membranes() {
  const runs = useEpochs();
  const [block, setBlock] = useState(0);
  const blocks = Math.max(1, ...runs.map((run) => run.recipe.blocks.length));
  const shown = Math.min(block, blocks - 1);
  const spec = useMemo(() => densitySpec(runs, shown), [runs, shown]);
  return <TrainingFigure title="Where do membranes stand?" help="Membrane potentials of twenty validation samples against the threshold; orange fires. PSN’s own threshold is 0." spec={spec} controls={<BlockChoice blocks={blocks} block={shown} onChange={setBlock} />} />;
}

export function Gradients() {
  const runs = useEpochs();
  const [block, setBlock] = useState(0);
  const blocks = Math.max(1, ...runs.map((run) => run.recipe.blocks.length));
  const shown = Math.min(block, blocks - 1);
  const spec = useMemo(() => gradientSpec(runs, shown), [runs, shown]);
  return <TrainingFigure title="Which steps learn?" help="Norm of the loss’s gradient with respect to the input current at each time step. In the LIF it must travel back step by step; in a parallel neuron it goes straight." spec={spec} controls={<BlockChoice blocks={blocks} block={shown} onChange={setBlock} />} />;
}

export function Matrices() {
  const runs = useEpochs();
  const chosen = useTraining((s) => s.chosen);
  const [block, setBlock] = useState(0);
  const [difference, setDifference] = useState(false);
  const learning = runs.filter((run) => run.history.some(({ matrices }) => matrices[0]?.length));
  const run = learning.find(({ id }) => id === chosen) ?? learning[0] ?? runs[0];
  const blocks = run?.recipe.blocks.length ?? 1;
  const shown = Math.min(block, blocks - 1);
  const spec = useMemo(() => evolutionSpec(run, shown, difference), [run, shown, difference]);
  const what = run?.recipe.neuron.kind === 'rpsu' ? 'The reset’s learned matrix' : 'The learned leak A';
  return (
    <TrainingFigure
      title="What do they learn along time?"
      help={`${run ? `${what} of ${neuronLabel(run.recipe.neuron.kind)}, seed ${run.recipe.seed}` : 'Learned matrices'}, from its start to now, on one scale.`}
      spec={spec}
      controls={(
        <>
          <Segmented label="Shown" value={difference ? 'change' : 'matrix'} options={[{ value: 'matrix', label: 'matrix' }, { value: 'change', label: 'change since start' }]} onChange={(v) => setDifference(v === 'change')} />
          <BlockChoice blocks={blocks} block={shown} onChange={setBlock} />
        </>
      )}
    />
  );
}
