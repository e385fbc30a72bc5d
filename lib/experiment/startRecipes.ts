/** Where each task starts: a network and a way to learn that solve it on two processor cores in under two minutes. */
import { networkPreset } from './networks';
import { defaultRecipe, type Recipe, type TaskId } from './recipe';

interface Start {
  readonly network: string;
  readonly show: Recipe['task']['show'];
  readonly steps?: number;
  readonly delay?: number;
  readonly neuron?: Partial<Recipe['neuron']>;
  readonly learning?: Partial<Recipe['learning']>;
}

const STARTS: Readonly<Record<TaskId, Start>> = {
  digits: { network: 'small', show: 'repeat', steps: 4 },
  'digits-rows': { network: 'mlp', show: 'rows', learning: { epochs: 15 } },
  'moving-shapes': { network: 'mlp', show: 'repeat', learning: { epochs: 15 } },
  'spoken-digits': { network: 'mlp', show: 'repeat', learning: { epochs: 15 } },
  'delayed-recall': { network: 'mlp', show: 'repeat', delay: 20, learning: { epochs: 15 } },
  'temporal-xor': { network: 'mlp', show: 'repeat', delay: 10, learning: { epochs: 15 } },
  files: { network: 'mlp', show: 'rows' },
};

/** The recipe a task starts with. */
export function startRecipe(id: TaskId): Recipe {
  const recipe = defaultRecipe();
  const { network, show, steps, delay, neuron, learning } = STARTS[id];
  return {
    ...recipe,
    task: { ...recipe.task, id, show, ...(delay && { delay }) },
    steps: steps ?? recipe.steps,
    blocks: [...networkPreset(network).blocks],
    neuron: { ...recipe.neuron, ...neuron },
    learning: { ...recipe.learning, ...learning },
  };
}
