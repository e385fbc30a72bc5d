/** Training runs in a page of their own, and their table. */
import { bundle } from '../lib/bundle.mjs';
import { ORIGIN, openBare } from './bare.mjs';
import { cell, mean, printTable } from './table.mjs';

/** Accuracy in per cent, mean of seeds 1, 2, 3, of the authors' neurons in PyTorch with the same settings; seconds an epoch on two cores. */
const PYTORCH = {
  'mnist-rows': { lif: [72.9, 4.0], psu: [77.7, 3.8], rpsu: [83.0, 5.4], ipsu: [91.6, 4.1], psn: [91.0] },
  'mnist-static': { lif: [95.5], psu: [95.7], ipsu: [95.8], rpsu: [95.5] },
};

/** @returns one record for each task, neuron and seed */
export async function benchTraining(browser, { tasks, neurons, seeds, epochs, backend, mnist }) {
  const script = await bundle('scripts/bench/train.ts', { platform: 'browser', asPath: true });
  const { page, close } = await openBare(browser, script);
  const records = [];
  try {
    const used = backend === 'auto' ? await page.evaluate(() => globalThis.benchTrain.chosen()) : backend;
    await page.evaluate(([name, folder]) => globalThis.benchTrain.useBackend(name, folder), [used, ORIGIN]);
    if (mnist) await page.evaluate(({ images, labels }) => globalThis.benchTrain.loadMnist(images, labels), mnist);
    for (const task of tasks) {
      const linear = await page.evaluate((id) => globalThis.benchTrain.baseline(id), task);
      console.log(`${task}: a linear reader of the mean over time reaches ${(100 * linear).toFixed(1)} %.`);
      for (const neuron of neurons) {
        for (const seed of seeds) {
          const found = await page.evaluate((t) => globalThis.benchTrain.train(t), { task, neuron, seed, epochs });
          const record = { task, neuron, seed, backend: used, ...found };
          records.push(record);
          console.log(`  ${neuron.padEnd(5)} seed ${seed}: ${(100 * record.accuracy).toFixed(2)} % after ${record.epochs} epochs of ${record.secondsPerEpoch.toFixed(2)} s, firing ${record.rates.map((r) => r.toFixed(3)).join(' / ')}`);
        }
      }
    }
    return records;
  } finally {
    await close();
  }
}

export function printTraining(records) {
  const tasks = [...new Set(records.map((r) => r.task))];
  for (const task of tasks) {
    const own = records.filter((r) => r.task === task);
    const lif = own.filter((r) => r.neuron === 'lif');
    const loop = lif.length ? mean(lif.map((r) => r.secondsPerEpoch)) : null;
    const rows = [...new Set(own.map((r) => r.neuron))].map((neuron) => {
      const runs = own.filter((r) => r.neuron === neuron);
      const seconds = mean(runs.map((r) => r.secondsPerEpoch));
      const [accuracy, theirs] = PYTORCH[task]?.[neuron] ?? [];
      const rates = runs[0].rates.map((_, k) => mean(runs.map((r) => r.rates[k])).toFixed(2)).join('/');
      return [neuron.toUpperCase(), String(runs.length), cell(100 * mean(runs.map((r) => r.accuracy)), 1), cell(accuracy, 1), rates, cell(seconds, 2), cell(theirs, 1), loop ? `×${(seconds / loop).toPrecision(2)}` : '–', runs[0].callsPerStep];
    });
    printTable(`${task} on ${own[0].backend}`, ['neuron', 'seeds', 'test %', 'PyTorch %', 'firing', 's/epoch', 'PyTorch s', 'of LIF', 'device calls a step'], rows);
  }
}
