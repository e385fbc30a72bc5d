/** Show this as code: a notebook of cells that makes what the Lab shows. */
import { encodeLink } from '../experiment/link';
import type { Experiment } from '../experiment/schema';
import { isParallelKind } from '../networks/plan';
import { parallelNeuron } from '../neurons/parallel';

export function notebookOfExperiment(experiment: Experiment): string {
  const link = encodeLink(experiment);
  const layer = experiment.layers.length - 1;
  const kind = experiment.layers[layer].neuron;
  const name = isParallelKind(kind) ? parallelNeuron(kind).label : kind.toUpperCase();
  const place = layer > 0 ? `, { layer: ${layer} }` : '';
  const options = layer > 0 ? `{ layer: ${layer}, neuron: 0 }` : '{ neuron: 0 }';
  return `---
title: ${name} beside a sequential LIF
---
# ${name} beside a sequential LIF

This notebook was made from a state of the Lab. The figure and the cells below compute the same numbers; change any of
them, and what depends on it follows.

\`\`\`figure lab
experiment: ${link}
views: membrane, spikes
layer: ${layer}
caption: \`= percent(lab.summary[${layer}].agreement.agreement)\` of the bits agree.
\`\`\`

The experiment is plain data. This runs it:

\`\`\`js
const result = await run('${link.replaceAll("'", '%27')}');
\`\`\`

Its numbers are arrays, time-major: \`membrane[t * N + n]\`.

\`\`\`js
const { neurons, membrane, spikes } = result.parallel[${layer}];
\`\`\`

How well do the two networks agree?

\`\`\`js
agreement(spikes, result.baseline[${layer}].spikes, result.steps, neurons)
\`\`\`

One neuron, and the sums behind one of its values:

\`\`\`js
figure(result, 'trace', ${options})
\`\`\`

\`\`\`js
explain(result, ${Math.min(experiment.steps - 1, 5)}, 0${place})
\`\`\`
`;
}
