import { readFile } from 'node:fs/promises';
import { decodeCheckpoint, encodeCheckpoint } from '@/lib/engine/training/file';
import { until } from './labPage';
import { chooseNeurons, openTrain, scores, setTrainNumber, tableOf, trainAnew, transportText, untilRaceIsOver, untilTrainReady } from './trainPage';

const XOR = 'Temporal XOR (generated)';
const LOSS = 'How wrong are they?';

async function chooseTask(page: Parameters<typeof scores>[0], label: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Task', exact: true }).selectOption({ label });
  await page.getByText(/Two pulses/).first().waitFor();
}

describe('training', () => {
  it('has trained runs at hand before anything is pressed', async () => {
    const site = await openTrain();
    const { page } = site;
    const rows = await until(() => scores(page).catch(() => []), (all) => all.length === 4, 'four trained runs are there', 60_000);
    expect(rows.map((row) => row[1]).sort()).toEqual(['IPSU', 'LIF', 'PSU', 'RPSU']);
    await page.getByText(/^The network says/).waitFor();
    const table = await tableOf(page, 'How well do they answer?');
    expect(table.length).toBeGreaterThan(10);
    site.expectNoErrors();
    await site.close();
  });

  it('reaches its goal; paused, closed in mid-epoch and opened again it ends with the same curve', async () => {
    const site = await openTrain();
    const { page } = site;
    await chooseTask(page, XOR);
    await chooseNeurons(page, ['IPSU']);
    await setTrainNumber(page, /^epochs/, 8);
    await trainAnew(page);
    await untilRaceIsOver(page);
    const whole = await tableOf(page, LOSS);
    const [row] = (await scores(page)).filter(([, neuron, , epochs]) => neuron === 'IPSU' && epochs === '8');
    expect(parseFloat(row[5])).toBeGreaterThanOrEqual(95);

    // The same again, stopped after a few epochs, in the middle of one.
    await trainAnew(page);
    await until(() => tableOf(page, LOSS), (table) => table.length >= 4, 'three epochs are made', 60_000);
    await page.getByRole('button', { name: 'Pause' }).click();
    await until(() => transportText(page), (text) => text.includes('paused'), 'it is paused');
    await page.getByRole('button', { name: 'One optimiser step' }).click();
    await page.close();

    const again = await site.context.newPage();
    await again.goto(`${site.url}train/`);
    await untilTrainReady(again);
    const kept = again.getByRole('region', { name: 'Runs' }).getByRole('row').filter({ hasText: 'Temporal XOR' }).filter({ hasNotText: '%8' });
    const open = await until(() => kept.filter({ has: again.getByRole('button', { name: 'Open' }) }).count(), (n) => n >= 2, 'both runs are kept');
    expect(open).toBeGreaterThanOrEqual(2);
    // The unfinished one has no test yet.
    await kept.filter({ hasText: '–' }).first().getByRole('button', { name: 'Open' }).click();
    await again.getByText(/Two pulses/).first().waitFor();
    await again.getByRole('button', { name: 'Go on' }).click();
    await untilRaceIsOver(again);
    expect(await tableOf(again, LOSS)).toEqual(whole);
    site.expectNoErrors();
    await site.close();
  });

  it('saves a run as a file and opens it again', async () => {
    const site = await openTrain({ context: { acceptDownloads: true } });
    const { page } = site;
    await chooseTask(page, XOR);
    await chooseNeurons(page, ['PSU']);
    await setTrainNumber(page, /^epochs/, 2);
    await trainAnew(page);
    await untilRaceIsOver(page);
    const curve = await tableOf(page, LOSS);
    const mine = () => page.getByRole('region', { name: 'Runs' }).getByRole('row').filter({ hasText: 'PSU' }).first();
    const [file] = await Promise.all([page.waitForEvent('download'), mine().getByRole('button', { name: 'Save' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^temporal-xor-psu-seed1\.npz$/);
    const bytes = await readFile(await file.path());
    await mine().getByRole('button', { name: 'Delete' }).click();
    await page.getByLabel('Open a run…').setInputFiles({ name: 'mine.npz', mimeType: 'application/zip', buffer: bytes });
    await until(() => tableOf(page, LOSS), (table) => JSON.stringify(table) === JSON.stringify(curve), 'its curve is back');
    await page.getByLabel('Open a run…').setInputFiles({ name: 'cut.npz', mimeType: 'application/zip', buffer: bytes.subarray(0, 5000) });
    await until(() => page.getByRole('status').allInnerTexts(), (texts) => texts.some((text) => text.includes('cut.npz')), 'a damaged file is refused in a sentence');
    expect(await tableOf(page, LOSS)).toEqual(curve);
    site.expectNoErrors();
    await site.close();
  });

  it('stops where the loss is no number, says where first, and keeps the run as it was', async () => {
    const site = await openTrain({ context: { acceptDownloads: true } });
    const { page } = site;
    await chooseTask(page, XOR);
    await chooseNeurons(page, ['PSU']);
    await setTrainNumber(page, /^epochs/, 1);
    await trainAnew(page);
    await untilRaceIsOver(page);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save' }).first().click()]);
    const good = decodeCheckpoint(new Uint8Array(await readFile(await file.path())), 'good');
    // The first weights are so large that sums of two of them overflow.
    const weights = good.state.weights.slice();
    weights.fill(3e38, 0, 10 * 128);
    const poisoned = { ...good, test: null, recipe: { ...good.recipe, learning: { ...good.recipe.learning, epochs: 3 } }, state: { ...good.state, weights } };
    await page.getByLabel('Open a run…').setInputFiles({ name: 'poisoned.npz', mimeType: 'application/zip', buffer: Buffer.from(encodeCheckpoint(poisoned)) });
    await page.getByRole('button', { name: 'Go on' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'not a number any more' });
    await alert.waitFor({ timeout: 30_000 });
    expect(await alert.innerText()).toMatch(/PSU, seed 1:.*the input current of block 1.*what epoch 1 left is kept/);
    await site.close();
  });

  it('survives a lost context in mid-epoch', async () => {
    const site = await openTrain();
    const { page } = site;
    await page.getByRole('button', { name: /^Engine:/ }).click();
    await page.getByRole('button', { name: 'WebGL', exact: true }).click();
    await page.getByRole('button', { name: /^Engine: WebGL .*self-check/ }).waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await chooseTask(page, XOR);
    await chooseNeurons(page, ['PSU']);
    await setTrainNumber(page, /^epochs/, 2);
    await trainAnew(page);
    await until(() => transportText(page), (text) => /samples a second/.test(text), 'it trains', 60_000);
    await page.getByRole('button', { name: /^Engine:/ }).click();
    await page.getByRole('button', { name: 'Lose the WebGL context' }).click();
    await page.keyboard.press('Escape');
    await until(() => page.getByRole('status').allInnerTexts(), (texts) => texts.some((text) => /training goes on from the last whole epoch/.test(text)), 'it says so', 30_000);
    await untilRaceIsOver(page, 100_000);
    const [row] = (await scores(page)).filter(([, neuron, , epochs]) => neuron === 'PSU' && epochs === '2');
    expect(row).toBeDefined();
    await site.close();
  });
});
