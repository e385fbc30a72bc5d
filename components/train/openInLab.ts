import { encodeLink } from '@/lib/experiment/link';
import { MAX_NEURONS, MAX_STEPS } from '@/lib/experiment/fields';
import { defaultExperiment, defaultLayer } from '@/lib/experiment/schema';
import { count } from '@/lib/numerics/words';
import { putHandoff } from '@/lib/stores/handoff';
import type { TrainingState } from '@/lib/stores/training';
import { visit } from '../shell/visit';

/** Why the Lab cannot show a block; null where it can. */
export function tooLarge(steps: number, neurons: number): string | null {
  if (neurons > MAX_NEURONS) return `The Lab shows up to ${count(MAX_NEURONS)} neurons; this block has ${count(neurons)}.`;
  if (steps > MAX_STEPS) return `The Lab shows up to ${count(MAX_STEPS)} steps; here are ${count(steps)}.`;
  return null;
}

/**
 * The Lab with one block of the looked-at sample: its input current, its neuron, its learned numbers.
 * @throws Error with one sentence where this device keeps nothing to hand over
 */
export async function openInLab({ look, runs }: Pick<TrainingState, 'look' | 'runs'>, block: number): Promise<void> {
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
  }).catch(() => {
    throw new Error('The Lab cannot be handed this sample: this browser keeps nothing for the page.');
  });
  const experiment = defaultExperiment();
  const { kind, tau, matrices } = recipe.neuron;
  const link = encodeLink({
    ...experiment, steps, matrices,
    input: { ...experiment.input, source: 'file', file: key },
    layers: [{ ...defaultLayer(), neuron: kind, tau: learned?.tau ?? tau, threshold: learned?.threshold ?? recipe.neuron.threshold, ...(learned?.weights && { start: 'file' }) }],
  });
  visit(`/#${link}`);
}
