import { defaultExperiment, defaultLayer } from '@/lib/experiment/schema';
import { encodeLink } from '@/lib/experiment/link';
import type { TrainingState } from '@/lib/stores/training';
import { putHandoff } from '@/lib/stores/handoff';
import { base } from '../shell/base';

/** Plain links, as everywhere here: a page of its own is loaded. */
function go(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.click();
}

/** The Lab with one block of the looked-at sample: its input current, its neuron, its learned numbers. */
export async function openInLab({ look, runs }: TrainingState, block: number): Promise<void> {
  const run = runs.find(({ id }) => id === look?.id);
  if (!look || !run) return;
  const { recipe } = run;
  const layer = look.look.layers[block];
  const { steps } = look.look;
  const name = `${recipe.task.id} ${recipe.neuron.kind} block ${block + 1}`;
  const learned = look.look.learned[block];
  const key = await putHandoff({
    kind: 'array', name, notes: [`The input current of block ${block + 1} of a trained network, and what its neuron learned.`],
    matrix: { steps, channels: layer.neurons, data: layer.current }, ...(learned?.weights && learned.bias && { learned: { weights: learned.weights, bias: learned.bias } }),
  });
  const experiment = defaultExperiment();
  const { kind, tau, matrices } = recipe.neuron;
  const link = encodeLink({
    ...experiment, steps, matrices,
    input: { ...experiment.input, source: 'file', file: key },
    layers: [{ ...defaultLayer(), neuron: kind, tau: learned?.tau ?? tau, threshold: learned?.threshold ?? recipe.neuron.threshold, ...(learned?.weights && { start: 'file' }) }],
  });
  go(`${base}/#${link}`);
}
