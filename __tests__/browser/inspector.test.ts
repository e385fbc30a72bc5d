import type { Page } from 'playwright-core';
import type { Site } from './harness';
import { chooseOption, numberIn, openLab, picture, recordingOf, until } from './labPage';

const TOLERANCE = 2e-3;
const close = (shown: number, wanted: number) => expect(Math.abs(shown - wanted)).toBeLessThan(TOLERANCE);

/** The cell that is explained. */
async function cellShown(page: Page) {
  const text = await page.getByText(/^H\[\d+, \d+\] = /).innerText();
  const [, step, neuron, value] = /^H\[(\d+), (\d+)\] = (.+)$/.exec(text) as RegExpExecArray;
  return { step: Number(step), neuron: Number(neuron), value: numberIn(value) };
}

async function rowsOf(page: Page): Promise<string[][]> {
  const table = page.getByRole('table', { name: /^Arithmetic of H/ });
  return table.getByRole('row').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td, th[scope=row]')].map((cell) => cell.textContent ?? '')));
}

/** Pins the cell in the middle of the PSU's membrane picture. */
async function pin(page: Page) {
  await picture(page, 'Membrane potential, PSU').click();
  await page.getByRole('button', { name: 'Let go (Esc)' }).waitFor();
  return cellShown(page);
}

describe('why this value?', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLab();
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('a click pins a cell, arrows move it, Escape lets it go', async () => {
    const { page } = site;
    const at = await pin(page);
    await page.mouse.move(5, 5);
    const moved = async (key: string, step: number, neuron: number) => {
      await page.keyboard.press(key);
      await until(() => cellShown(page), (now) => now.step === at.step + step && now.neuron === at.neuron + neuron, `${key} moves the cell`);
    };
    await moved('ArrowRight', 1, 0);
    await moved('ArrowUp', 1, 1);
    await moved('ArrowLeft', 0, 1);
    await moved('ArrowDown', 0, 0);
    await moved('Shift+ArrowLeft', -8, 0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Let go (Esc)' }).waitFor({ state: 'detached' });
  });

  it('says H of both sides as a float64 run has them', async () => {
    const { page } = site;
    const { step, neuron, value } = await pin(page);
    const { parallel, baseline } = await recordingOf();
    const k = step * parallel[0].neurons + neuron;
    close(value, parallel[0].membrane[k]);
    await chooseOption(page, 'Which network to ask', 'LIF');
    close((await cellShown(page)).value, baseline[0].membrane[k]);
  });

  it('every product is coefficient times value, and they add up to H', async () => {
    const { page } = site;
    const { step, neuron, value } = await pin(page);
    const more = page.getByRole('button', { name: /^… \d+ more$/ });
    while ((await more.count()) > 0) await more.first().click();

    const { parallel } = await recordingOf();
    const { neurons, current, probability, charge, reset } = parallel[0];
    const rows = await rowsOf(page);
    const sums: Record<string, number> = { A: 0, 'θR': 0 };
    let matrix = '';
    for (const cells of rows) {
      const head = /^(A|θR)\[(\d+), j\] · (X|P)\[j\] newest first$/.exec(cells[0] ?? '');
      if (head) {
        matrix = head[1];
        expect(Number(head[2])).toBe(step);
        expect(head[3]).toBe(matrix === 'A' ? 'X' : 'P');
      }
      if (!/^\d+$/.test(cells[0] ?? '')) continue;
      const j = Number(cells[0]);
      const [coefficient, shown, product] = cells.slice(1, 4).map((text) => numberIn(text.replace('×', '')));
      close(shown, (matrix === 'A' ? current : (probability as Float32Array))[j * neurons + neuron]);
      close(product, coefficient * shown);
      const sum = numberIn(cells[4]);
      close(sum, sums[matrix] + product);
      sums[matrix] = sum;
    }
    const total = (label: string) => numberIn(rows.find((cells) => cells[0] === label)?.[1] ?? 'missing');
    const k = step * neurons + neuron;
    expect(rows.length).toBeGreaterThan(step);
    close(total('charge'), charge[k]);
    close(total('− reset'), -reset[k]);
    close(total('H'), value);
    close(total('charge') + total('− reset'), total('H'));
  });

  it('puts the largest products first where the matrix is full', async () => {
    const { page } = site;
    await page.evaluate(() => { window.location.hash = 'v=1&layers.0.neuron=psn'; });
    await picture(page, 'Membrane potential, PSN').waitFor();
    await page.getByRole('rowheader', { name: /^W\[\d+, j\] · X\[j\] largest first$/ }).waitFor();
    const products = (await rowsOf(page)).filter(([j]) => /^\d+$/.test(j)).map((cells) => Math.abs(numberIn(cells[3])));
    expect(products.length).toBeGreaterThan(3);
    expect(products).toEqual([...products].sort((a, b) => b - a));
  });

  it('shows every sum in full at the longest run, on the smallest screen too', async () => {
    const { page } = site;
    await page.evaluate(() => { window.location.hash = 'v=1&steps=4096&input.neurons=4'; });
    await picture(page, 'Membrane potential, PSU').waitFor();
    await page.getByRole('application', { name: 'Spikes, PSU, 4096 steps by 4 neurons' }).waitFor();
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const cut = await page.getByRole('table', { name: /^Arithmetic of H/ }).evaluate((table) => {
        const room = (table.closest('aside') as HTMLElement).getBoundingClientRect().right;
        return [...table.querySelectorAll('td, th')].filter((cell) => cell.getBoundingClientRect().right > room).length;
      });
      expect([width, cut]).toEqual([width, 0]);
    }
  });

  it('follows the pointer in any picture, and both readouts of a row follow it', async () => {
    const { page } = site;
    const before = await cellShown(page);
    await picture(page, 'Input current, LIF').hover({ position: { x: 40, y: 30 } });
    const now = await until(() => cellShown(page), (cell) => cell.step !== before.step, 'the cell under the pointer is explained');
    const { baseline } = await recordingOf();
    close(now.value, baseline[0].membrane[now.step * baseline[0].neurons + now.neuron]);
    await page.getByTitle(`step ${now.step}, neuron ${now.neuron}`).first().waitFor();
  });
});
