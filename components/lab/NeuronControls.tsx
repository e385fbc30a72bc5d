'use client';
import type { Experiment, LayerSettings } from '@/lib/experiment/schema';
import { FIELDS } from '@/lib/experiment/fields';
import { isParallelKind } from '@/lib/networks/plan';
import { parallelNeuron, PARALLEL_NEURONS, type NeuronSettings } from '@/lib/neurons/parallel';
import { Choice, Segmented } from '../controls/Choices';
import { NumberControl } from '../controls/NumberControl';
import { changeExperiment, changeLayer } from './change';
import { baselineNameOf, neuronName } from './view';

const FIRST = ['psu', 'ipsu', 'rpsu'];
const LOOPS = [{ value: 'lif', label: 'LIF, as a loop on tensors' }, { value: 'if', label: 'IF, as a loop' }, { value: 'plif', label: 'PLIF, as a loop' }];
const MORE = [...PARALLEL_NEURONS.filter((n) => !FIRST.includes(n.kind)).map((n) => ({ value: n.kind as string, label: n.label as string })), ...LOOPS];

/** What the two conventions differ by, said where they do. */
function MatrixNote({ experiment, layer }: { experiment: Experiment; layer: LayerSettings }) {
  const baseline = baselineNameOf(experiment);
  if (baseline === 'IF') return <p className="quiet">The IF beside it keeps all of its charge; both of these forget.</p>;
  if (layer.tau === 2) return <p className="quiet">At τ = 2 both are the same.</p>;
  const released = (1 / layer.tau).toFixed(2);
  const consistent = (1 - 1 / layer.tau).toFixed(2);
  return (
    <p className="quiet">
      {experiment.matrices === 'released'
        ? `As released they keep 1/τ = ${released} a step; the ${baseline} keeps 1 − 1/τ = ${consistent}. These are different neurons.`
        : `They keep 1 − 1/τ = ${consistent} a step, as the ${baseline} does. The released code keeps 1/τ = ${released}.`}
    </p>
  );
}

/** The neuron of one layer and its numbers. */
export function NeuronControls({ experiment, index }: { experiment: Experiment; index: number }) {
  const layer = experiment.layers[index];
  const neuron = isParallelKind(layer.neuron) ? parallelNeuron(layer.neuron) : null;
  const uses = (name: keyof NeuronSettings) => !neuron || neuron.uses.includes(name);
  const among = FIRST.includes(layer.neuron);
  const set = (patch: Partial<LayerSettings>, gesture?: string) => changeLayer(index, patch, gesture);
  return (
    <section aria-label="Neuron">
      <h2 className="panel-title">Neuron{experiment.layers.length > 1 ? ` of layer ${index + 1}` : ''}</h2>
      <Segmented
        label="Neuron"
        value={among ? layer.neuron : 'more'}
        options={[{ value: 'psu', label: 'PSU' }, { value: 'ipsu', label: 'IPSU' }, { value: 'rpsu', label: 'RPSU' }, { value: 'more', label: 'more' }]}
        onChange={(kind) => set({ neuron: kind === 'more' ? 'ppsu' : kind })}
      />
      {!among && <Choice label="which" value={layer.neuron} options={MORE} onChange={(kind) => set({ neuron: kind, ...(kind === 'exact-lif' && layer.sweeps === 0 ? { sweeps: 4 } : {}) })} />}
      <p className="quiet">{neuron ? neuron.sentence : `${neuronName(layer.neuron)}: the sequential neuron itself, step after step on the tensor backend, in the baseline’s convention.`}</p>
      {uses('tau') && <NumberControl field="tau" value={layer.tau} onChange={(tau) => set({ tau }, 'tau')} />}
      {neuron && !uses('tau') && <NumberControl field="tau" value={layer.tau} onChange={(tau) => set({ tau }, 'tau')} />}
      <NumberControl field="threshold" value={layer.threshold} onChange={(threshold) => set({ threshold }, 'threshold')} />
      {neuron && !neuron.usesThreshold && <p className="quiet">{uses('tau') ? 'It has no threshold; θ sets' : 'It uses neither τ nor θ; they set'} the {baselineNameOf(experiment)} beside it.</p>}
      {neuron && uses('matrices') && (
        <>
          <Segmented label="Matrices" value={experiment.matrices} options={[{ value: 'released', label: 'as released' }, { value: 'consistent', label: 'LIF-consistent' }]} onChange={(matrices) => changeExperiment({ matrices })} />
          <MatrixNote experiment={experiment} layer={layer} />
        </>
      )}
      {neuron && uses('sweeps') && <NumberControl field="sweeps" value={layer.sweeps} max={Math.min(FIELDS.sweeps.max, experiment.steps + 1)} onChange={(sweeps) => set({ sweeps }, 'sweeps')} />}
      {neuron && uses('window') && <NumberControl field="window" value={layer.window} onChange={(window) => set({ window }, 'window')} />}
      {neuron && uses('lambda') && <NumberControl field="lambda" value={layer.lambda} onChange={(lambda) => set({ lambda }, 'lambda')} />}
      {neuron?.start && <NumberControl field="bias" value={layer.bias} onChange={(bias) => set({ bias }, 'bias')} />}
    </section>
  );
}
