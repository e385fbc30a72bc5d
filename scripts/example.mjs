/**
 * One experiment from code: the link of the Lab goes in, a Recording comes out.
 *
 *   node scripts/example.mjs ['v=1&steps=128&layers.0.neuron=rpsu']
 */
import { bundle } from './lib/bundle.mjs';

const load = async (file) => import(await bundle(file, { platform: 'node' }));
const { decodeLink } = await load('lib/experiment/link.ts');
const { execute, float64Runner } = await load('lib/engine/execute.ts');

const { experiment } = decodeLink(process.argv[2] ?? 'v=1&steps=64&layers.0.tau=4&matrices=consistent');
const recording = await execute(experiment, null, float64Runner, async () => {});

const { spikes, membrane, neurons } = recording.parallel[0];
const { agreement, parallel } = recording.summary[0];
console.log(`${experiment.layers[0].neuron}: T = ${recording.steps}, N = ${neurons}, [T, N] arrays of ${membrane.length} numbers.`);
console.log(`H runs from ${parallel.membrane.lo.toFixed(2)} to ${parallel.membrane.hi.toFixed(2)}; ${spikes.reduce((a, b) => a + b, 0)} spikes.`);
console.log(`${(100 * agreement.agreement).toFixed(1)} % of the bits agree with the LIF.`);
