/** Forward passes on each backend, beside the loop over time on the same backend in the same run. */
import { bundle } from '../lib/bundle.mjs';
import { ORIGIN, openBare } from './bare.mjs';
import { cell, printTable } from './table.mjs';

const BACKENDS = ['webgl', 'wasm', 'cpu', 'float64'];
const NEURONS = ['lif', 'psu', 'psu-dense', 'ipsu', 'rpsu'];
const STEPS = [16, 64, 256, 1024];
const CHANNELS = [256, 4096];
/** A first run longer than this is not repeated. */
const LIMIT_MS = 8000;
const PATIENCE_MS = 800;
/** After this long a run is taken for lost: a device that went away never answers. */
const LOST_MS = 90_000;

async function openPage(browser, backend, script) {
  const open = await openBare(browser, script);
  await open.page.evaluate(([name, folder]) => globalThis.benchEngine.useBackend(name, folder), [backend, ORIGIN]);
  return open;
}

/** The timing of a task, or a sentence why there is none. */
async function timeTask(page, task) {
  let timer;
  const lost = new Promise((resolve) => {
    timer = setTimeout(() => resolve({ lost: true }), LOST_MS);
  });
  try {
    const timing = await Promise.race([page.evaluate((t) => globalThis.benchEngine.time(t), task), lost]);
    if (timing.lost) return { skipped: `no answer in ${LOST_MS / 1000} s`, lost: true };
    return timing.median === null ? { ...timing, skipped: `over ${LIMIT_MS / 1000} s` } : timing;
  } catch (error) {
    return { skipped: error.message.split('\n')[0].replace(/^page\.evaluate: /, ''), lost: true };
  } finally {
    clearTimeout(timer);
  }
}

/** @returns one record for each backend, size and neuron; times in milliseconds, medians */
export async function benchEngine(browser, note) {
  const script = await bundle('scripts/bench/engine.ts', { platform: 'browser', asPath: true });
  const records = [];
  for (const backend of BACKENDS) {
    let open = await openPage(browser, backend, script);
    for (const steps of STEPS) {
      for (const channels of CHANNELS) {
        let loop = null;
        for (const neuron of NEURONS) {
          // Float64 has only the structured form.
          if (backend === 'float64' && neuron === 'psu-dense') continue;
          note(`engine, ${backend}, T = ${steps}, N = ${channels}, ${neuron}`);
          const task = { backend, neuron, steps, channels, limit: LIMIT_MS, patience: PATIENCE_MS };
          const { lost, ...timing } = await timeTask(open.page, task);
          if (neuron === 'lif') loop = timing.median ?? null;
          records.push({ backend, steps, channels, neuron, ...timing, ratio: timing.median && loop ? timing.median / loop : null });
          if (lost) {
            await open.close();
            open = await openPage(browser, backend, script);
          }
        }
      }
    }
    await open.close();
  }
  return records;
}

const NAMES = { lif: 'loop LIF', psu: 'PSU', 'psu-dense': 'PSU, T×T', ipsu: 'IPSU', rpsu: 'RPSU' };

/** Three figures of a small number, none of a large one's decimals. */
const ms = (value) => cell(value, value < 10 ? 2 : value < 100 ? 1 : 0);

export function printEngine(records) {
  for (const backend of BACKENDS) {
    const own = records.filter((r) => r.backend === backend);
    const neurons = NEURONS.filter((n) => own.some((r) => r.neuron === n));
    const rows = STEPS.flatMap((steps) => CHANNELS.map((channels) => [
      `${steps} × ${channels}`,
      ...neurons.map((neuron) => {
        const r = own.find((each) => each.steps === steps && each.channels === channels && each.neuron === neuron);
        if (r.skipped) return `skipped: ${r.skipped}`;
        return neuron === 'lif' || r.ratio === null ? ms(r.median) : `${ms(r.median)} (×${r.ratio.toPrecision(2)})`;
      }),
    ]));
    printTable(
      `Forward pass on ${backend}: input on the device → spikes read back, median ms (times the loop's)`,
      ['T × N', ...neurons.map((n) => NAMES[n])],
      rows,
    );
  }
}
