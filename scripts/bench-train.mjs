/**
 * Trains and measures: accuracy on the test part, seconds an epoch, firing rates; beside them what the authors'
 * neurons reach in PyTorch, where that is known.
 *
 *   npm run bench:train [-- --task mnist-rows,digits,…] [--neuron lif,psu,…] [--seeds 1,2,3] [--epochs N]
 *                       [--backend auto|webgl|wasm|cpu] [--mnist FOLDER] [--json FILE]
 *
 * Runs in a browser without a window. It never fails for being slow.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { benchTraining, printTraining } from './bench/train.mjs';
import { findBrowser, launch } from './lib/browser.mjs';
import { fail, ROOT } from './lib/process.mjs';

const TASKS = ['mnist-rows', 'mnist-static', 'digits', 'digits-rows', 'moving-shapes', 'spoken-digits', 'delayed-recall', 'temporal-xor'];
const NEURONS = ['lif', 'psu', 'ipsu', 'rpsu', 'ppsu', 'psn'];
const BACKENDS = ['auto', 'webgl', 'wasm', 'cpu'];

function list(text, known, what) {
  const chosen = text.split(',').map((word) => word.trim()).filter(Boolean);
  const unknown = chosen.find((word) => !known.includes(word));
  if (unknown !== undefined || chosen.length === 0) throw new Error(`There is no ${what} "${unknown ?? text}". There are ${known.join(', ')}.`);
  return chosen;
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        task: { type: 'string', default: TASKS.join() }, neuron: { type: 'string', default: NEURONS.join() }, seeds: { type: 'string', default: '1,2,3' },
        epochs: { type: 'string' }, backend: { type: 'string', default: 'auto' }, mnist: { type: 'string', default: path.join(ROOT, '../shared/data/mnist') }, json: { type: 'string' },
      },
    });
    const whole = (text, what) => {
      if (!/^\d+$/.test(text)) throw new Error(`${what} "${text}" is not a whole number.`);
      return Number(text);
    };
    return {
      ...values,
      tasks: list(values.task, TASKS, 'task'),
      neurons: list(values.neuron, NEURONS, 'neuron'),
      seeds: values.seeds.split(',').map((s) => whole(s.trim(), 'The seed')),
      epochs: values.epochs === undefined ? undefined : Math.max(1, whole(values.epochs, 'The number of epochs')),
      backend: list(values.backend, BACKENDS, 'backend')[0],
    };
  } catch (error) {
    return fail(`${error.message}\nUsage: npm run bench:train [-- --task ${TASKS.slice(0, 2).join()},…] [--neuron lif,psu,…] [--seeds 1,2,3] [--epochs N] [--backend ${BACKENDS.join('|')}] [--mnist FOLDER] [--json FILE]`);
  }
}

/** The 10,000 test pictures of MNIST, packed or not; null where they are not there. */
async function readMnist(folder) {
  const file = async (name) => {
    for (const candidate of [`${name}.gz`, name]) {
      const at = path.join(folder, candidate);
      if (!existsSync(at)) continue;
      const bytes = await readFile(at);
      return bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
    }
    return null;
  };
  const [images, labels] = [await file('t10k-images-idx3-ubyte'), await file('t10k-labels-idx1-ubyte')];
  return images && labels ? { images: images.subarray(16).toString('base64'), labels: labels.subarray(8).toString('base64') } : null;
}

const { tasks, neurons, seeds, epochs, backend, mnist: folder, json } = options();
const needsMnist = tasks.some((task) => task.startsWith('mnist'));
const mnist = needsMnist ? await readMnist(folder) : null;
if (needsMnist && !mnist) console.log(`MNIST is not in ${folder}; its tasks are left out. --mnist FOLDER says where it is.`);
try {
  findBrowser();
} catch (error) {
  fail(error.message);
}
const browser = await launch();
let records;
try {
  const wanted = tasks.filter((task) => mnist || !task.startsWith('mnist'));
  records = await benchTraining(browser, { tasks: wanted, neurons, seeds, epochs, backend, mnist });
} finally {
  await browser.close();
}
printTraining(records);
if (json) await writeFile(json, `${JSON.stringify(records, null, 2)}\n`);
