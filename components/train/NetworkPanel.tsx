'use client';
import type { CSSProperties } from 'react';
import { NETWORKS } from '@/lib/experiment/networks';
import { defaultBlock, MAX_BLOCKS, neuronLabel, TRAINED_NEURONS, type Recipe, type TrainedNeuron } from '@/lib/experiment/recipe';
import { neuronColour } from '@/lib/figures/neuronColours';
import { changeRecipe, trainingStore } from '@/lib/stores/training';
import { Choice, Segmented, Toggle } from '../controls/Choices';
import { TypedNumber } from '../controls/TypedNumber';
import { useTheme } from '../shell/theme';
import { RecipeNumber } from './RecipeNumber';
import { useTraining } from './use';

type Block = Recipe['blocks'][number];
const KINDS = [
  { value: 'dense', label: 'dense' },
  { value: 'conv1d', label: 'conv 1-D' },
  { value: 'conv2d', label: 'conv 2-D' },
] as const;

const nameOf = (block: Block) =>
  `${block.units} ${block.kind === 'dense' ? 'dense' : `filters of ${block.kernel}${block.kind === 'conv2d' ? `×${block.kernel}` : ''}`}${block.norm ? ', batch norm' : ''}${block.pool > 1 && block.kind !== 'dense' ? `, pool ${block.pool}` : ''}${block.dropout > 0 ? `, dropout ${block.dropout}` : ''}`;

function BlockRow({ block, k, only }: { block: Block; k: number; only: boolean }) {
  const change = (part: Partial<Block>) => changeRecipe((r) => ({ ...r, blocks: r.blocks.map((b, i) => (i === k ? { ...b, ...part } : b)) }));
  return (
    <details className="block-row">
      <summary>{k + 1}. {nameOf(block)} → neuron</summary>
      <Segmented label={`Kind of block ${k + 1}`} value={block.kind} options={KINDS} onChange={(kind) => change({ kind })} />
      <RecipeNumber field="units" value={block.units} onChange={(units) => change({ units })} />
      {block.kind !== 'dense' && <RecipeNumber field="kernel" value={block.kernel} onChange={(kernel) => change({ kernel })} />}
      {block.kind !== 'dense' && <RecipeNumber field="pool" value={block.pool} onChange={(pool) => change({ pool })} />}
      <RecipeNumber field="dropout" value={block.dropout} onChange={(dropout) => change({ dropout })} />
      <Toggle label="batch norm" value={block.norm} onChange={(norm) => change({ norm })} />
      <div className="button-row">
        <button type="button" className="button" disabled={only} onClick={() => changeRecipe((r) => ({ ...r, blocks: r.blocks.filter((_, i) => i !== k) }))}>Remove</button>
      </div>
    </details>
  );
}

/** What is trained: which neurons, in which network. */
export function NetworkPanel() {
  const recipe = useTraining((s) => s.recipe);
  const neurons = useTraining((s) => s.neurons);
  const seeds = useTraining((s) => s.seeds);
  const theme = useTheme();
  const { blocks, neuron } = recipe;
  const preset = NETWORKS.find((n) => JSON.stringify(n.blocks) === JSON.stringify(blocks));
  const toggle = (kind: TrainedNeuron) => trainingStore.setState({ neurons: TRAINED_NEURONS.filter((n) => (n === kind) !== neurons.includes(n)) });
  const changeNeuron = (part: Partial<Recipe['neuron']>) => changeRecipe((r) => ({ ...r, neuron: { ...r.neuron, ...part } }));
  return (
    <>
      <section aria-labelledby="neurons-title">
        <h2 className="panel-title" id="neurons-title">Neurons, side by side</h2>
        <div className="chips" role="group" aria-label="Neurons to train">
          {TRAINED_NEURONS.map((kind) => (
            <label key={kind} className="chip" style={{ '--kind': neuronColour(theme, kind) } as CSSProperties}>
              <input type="checkbox" checked={neurons.includes(kind)} onChange={() => toggle(kind)} />
              {neuronLabel(kind)}
            </label>
          ))}
        </div>
        <div className="field">
          <label htmlFor="seeds">seeds each <span className="range">1 – 5</span></label>
          <TypedNumber id="seeds" value={seeds} min={1} max={5} whole onChange={(v) => trainingStore.setState({ seeds: v })} />
        </div>
        <RecipeNumber field="seed" value={recipe.seed} onChange={(seed) => changeRecipe((r) => ({ ...r, seed }))} />
      </section>
      <section aria-labelledby="network-title">
        <h2 className="panel-title" id="network-title">Network</h2>
        <label className="visually-hidden" htmlFor="network">Network</label>
        <select id="network" className="wide-select" value={preset?.id ?? ''} onChange={(event) => {
          const chosen = NETWORKS.find((n) => n.id === event.target.value);
          if (chosen) changeRecipe((r) => ({ ...r, blocks: [...chosen.blocks] }));
        }}>
          {!preset && <option value="">Your own</option>}
          {NETWORKS.map(({ id, label }) => <option key={id} value={id}>{label}</option>)}
        </select>
        <p className="quiet">{preset?.sentence ?? 'Blocks of your own.'} Its answer is the mean over time of a last linear layer.</p>
        {blocks.map((block, k) => <BlockRow key={k} block={block} k={k} only={blocks.length === 1} />)}
        {blocks.length < MAX_BLOCKS && <button type="button" className="button" onClick={() => changeRecipe((r) => ({ ...r, blocks: [...r.blocks, { ...defaultBlock(), units: 64 }] }))}>Add a block</button>}
      </section>
      <details className="block-row">
        <summary>Neuron: τ = {neuron.tau}, θ = {neuron.threshold}, {neuron.surrogate}</summary>
        <RecipeNumber field="tau" value={neuron.tau} onChange={(tau) => changeNeuron({ tau })} />
        <RecipeNumber field="threshold" value={neuron.threshold} onChange={(threshold) => changeNeuron({ threshold })} />
        <RecipeNumber field="width" value={neuron.width} onChange={(width) => changeNeuron({ width })} />
        <Choice label="surrogate" value={neuron.surrogate} options={['atan', 'sigmoid', 'piecewise-quadratic', 'fast-sigmoid', 'gate', 'box'].map((value) => ({ value: value as typeof neuron.surrogate, label: value }))} onChange={(surrogate) => changeNeuron({ surrogate })} />
        <Choice label="matrices" value={neuron.matrices} options={[{ value: 'released', label: 'as released' }, { value: 'consistent', label: 'as the LIF’s' }]} onChange={(matrices) => changeNeuron({ matrices })} />
        <Choice label="T×T start" value={neuron.start} options={[{ value: 'released', label: 'as released' }, { value: 'lif', label: 'at the LIF’s kernel' }]} onChange={(start) => changeNeuron({ start })} />
        <Toggle label="learn α (parallel)" value={neuron.learnWidth} onChange={(learnWidth) => changeNeuron({ learnWidth })} />
        <Toggle label="learn τ" value={neuron.learnTau} onChange={(learnTau) => changeNeuron({ learnTau })} />
        <Toggle label="learn θ" value={neuron.learnThreshold} onChange={(learnThreshold) => changeNeuron({ learnThreshold })} />
      </details>
    </>
  );
}
