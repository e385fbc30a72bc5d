'use client';
import { useStore } from 'zustand';
import { MAX_LAYERS } from '@/lib/experiment/fields';
import { defaultLayer, type Experiment } from '@/lib/experiment/schema';
import { selectionStore } from '@/lib/stores/lab';
import { Choice, Segmented, Toggle } from '../controls/Choices';
import { NumberControl } from '../controls/NumberControl';
import { changeBaseline, changeExperiment, changeLayer } from './change';
import { NeuronControls } from './NeuronControls';

/** Layers, their weights and their neurons. */
export function NetworkControls({ experiment }: { experiment: Experiment }) {
  const chosen = useStore(selectionStore, (s) => s.layer);
  const count = experiment.layers.length;
  const index = Math.min(chosen, count - 1);
  const layer = experiment.layers[index];
  const setCount = (next: number) => {
    const layers = Array.from({ length: next }, (_, i) => experiment.layers[i] ?? { ...defaultLayer(), connect: 'dense' as const, gain: 3, neuron: experiment.layers[0].neuron });
    changeExperiment({ layers });
    selectionStore.setState({ layer: Math.min(index, next - 1) });
  };
  return (
    <>
      <NeuronControls experiment={experiment} index={index} />
      <section aria-label="Network">
        <h2 className="panel-title">Network</h2>
        <NumberControl field="steps" value={experiment.steps} onChange={(steps) => changeExperiment({ steps }, 'steps')} />
        <Segmented
          label="Number of layers"
          value={String(count)}
          options={Array.from({ length: MAX_LAYERS }, (_, i) => ({ value: String(i + 1), label: `${i + 1} layer${i ? 's' : ''}` }))}
          onChange={(value) => setCount(Number(value))}
        />
        {count > 1 && (
          <Segmented
            label="Layer on show"
            value={String(index)}
            options={experiment.layers.map((_, i) => ({ value: String(i), label: `layer ${i + 1}` }))}
            onChange={(value) => selectionStore.setState({ layer: Number(value), pinned: null })}
          />
        )}
        <Choice
          label="weights"
          value={layer.connect}
          options={[{ value: 'one-to-one', label: 'one to one' }, { value: 'dense', label: 'dense, random' }]}
          onChange={(connect) => changeLayer(index, { connect, ...(connect === 'dense' && layer.gain === 1 ? { gain: 3 } : {}) })}
        />
        {layer.connect === 'dense' && <NumberControl field="neurons" value={layer.neurons} onChange={(neurons) => changeLayer(index, { neurons }, 'layer-neurons')} />}
        <NumberControl field="gain" value={layer.gain} onChange={(gain) => changeLayer(index, { gain }, 'gain')} />
      </section>
    </>
  );
}

/** Which LIF stands on the left. */
export function BaselineControls({ experiment: { baseline } }: { experiment: Experiment }) {
  return (
    <section aria-label="Baseline">
      <h2 className="panel-title">Baseline</h2>
      <Choice label="neuron" value={baseline.model} options={[{ value: 'lif', label: 'LIF' }, { value: 'if', label: 'IF (no leak)' }, { value: 'plif', label: 'PLIF (untrained)' }]} onChange={(model) => changeBaseline({ model })} />
      <Choice label="convention" value={baseline.library} options={[{ value: 'psu', label: 'PSU release' }, { value: 'spikingjelly', label: 'SpikingJelly' }, { value: 'snntorch', label: 'snnTorch' }]} onChange={(library) => changeBaseline({ library })} />
      <Segmented label="Reset" value={baseline.reset} options={[{ value: 'soft', label: 'soft' }, { value: 'hard', label: 'hard' }, { value: 'none', label: 'none' }]} onChange={(reset) => changeBaseline({ reset })} />
      {baseline.library === 'spikingjelly' && (
        <>
          <Toggle label="input decays too" value={baseline.decayInput} onChange={(decayInput) => changeBaseline({ decayInput })} />
          <Toggle label="reset detached (gradients only)" value={baseline.detachReset} onChange={(detachReset) => changeBaseline({ detachReset })} />
          {baseline.reset === 'hard' && <NumberControl field="resetValue" value={baseline.resetValue} onChange={(resetValue) => changeBaseline({ resetValue }, 'resetValue')} />}
          <p className="quiet">Fires at H = θ too.</p>
        </>
      )}
      {baseline.library === 'snntorch' && (
        <>
          <Toggle label="reset one step late" value={baseline.delayReset} onChange={(delayReset) => changeBaseline({ delayReset })} />
          <p className="quiet">β = 1 − 1/τ; the input is not scaled.</p>
        </>
      )}
      <button type="button" className="button" onClick={() => void import('./saveNir').then(({ saveNir }) => saveNir())}>Save as .nir</button>
    </section>
  );
}
