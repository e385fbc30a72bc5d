import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { sayNumber } from '@/lib/inputs/numberWords';
import { randomStream } from '@/lib/numerics/random';
import type { Site, SiteOptions } from './harness';
import { until } from './labPage';
import { chooseNeurons, openTrain, setTrainNumber, trainAnew, untilRaceIsOver } from './trainPage';
import { wave } from './wave';

const FAKE_DEVICES = '--use-fake-device-for-media-stream';
const ALWAYS_ALLOWED = '--use-fake-ui-for-media-stream';
/** For making data and training. */
const PATIENCE_MS = 100_000;

/** Keeps every track that was lent, so that a test can see whether it was let go. */
const watchTracks = () => {
  const lent: MediaStreamTrack[] = [];
  Object.assign(window, { lent });
  // The empty page before the site has no devices.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    lent.push(...stream.getTracks());
    return stream;
  };
};
const tracks = (page: Page) => page.evaluate(() => (window as unknown as { lent: MediaStreamTrack[] }).lent.map(({ readyState }) => readyState));

const section = (page: Page) => page.getByRole('region', { name: 'Try it yourself', exact: true });
const answer = (page: Page) => section(page).getByText(/^It answers /);
/** How likely each class is found: a network that has barely learned moves by little. */
const shares = (page: Page) =>
  section(page).getByRole('list', { name: 'How likely the network finds each class' }).getByRole('listitem').evaluateAll((items) => items.map((item) => (item as HTMLElement).title));
const untilAnswer = (page: Page) => answer(page).waitFor({ timeout: PATIENCE_MS });
const untilOtherAnswer = (page: Page, before: readonly string[]) => until(() => shares(page), (now) => now.join() !== before.join(), 'the answer is another');
/** How many colours a small live picture has. */
const colours = (picture: Locator) => picture.evaluate((element) => {
  const canvas = element as HTMLCanvasElement;
  const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  return data ? new Set(new Uint32Array(data.buffer)).size : 0;
});

/** Share of a canvas in the theme's ink. */
const inked = (picture: Locator) => picture.evaluate((element) => {
  const canvas = element as HTMLCanvasElement;
  const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
  if (!data) return 0;
  return (4 * data.filter((value, k) => k % 4 === 0 && value < 64 && data[k + 3] === 255).length) / data.length;
});

/** Opens the page and trains one PSU network a little. */
async function trained(task: string, options: SiteOptions = {}): Promise<Site> {
  const site = await openTrain({ initScript: watchTracks, ...options });
  const { page } = site;
  await page.getByRole('combobox', { name: 'Task' }).selectOption(task);
  await chooseNeurons(page, ['PSU']);
  await setTrainNumber(page, /^epochs/, 3);
  await until(() => page.getByRole('progressbar', { name: /^Making / }).count(), (count) => count === 0, 'the data are made', PATIENCE_MS);
  await trainAnew(page);
  await untilRaceIsOver(page, PATIENCE_MS);
  await section(page).getByRole('list', { name: 'How likely the network finds each class' }).waitFor();
  expect(await answer(page).count()).toBe(0);
  return site;
}

describe('trying a trained network', () => {
  let site: Site;
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it('a digit drawn with the mouse is answered, moved and drawn anew with the keys', async () => {
    site = await trained('digits-rows');
    const { page } = site;
    const pad = section(page).getByRole('application', { name: /^Drawing of 28 by 28 pixels/ });
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error('The pad is not on the screen.');
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(0.2, 0.2));
    await page.mouse.down();
    for (const [x, y] of [[0.6, 0.2], [0.5, 0.4], [0.35, 0.8]]) await page.mouse.move(...at(x, y), { steps: 4 });
    await page.mouse.up();
    await untilAnswer(page);
    // The views below follow.
    await page.getByRole('region', { name: 'One sample, as in the Lab' }).getByText(/^Your own input/).waitFor();
    const drawn = await shares(page);
    expect(drawn).toHaveLength(10);
    const centred = section(page).getByRole('checkbox', { name: 'centred and scaled' });
    expect(await centred.isChecked()).toBe(true);
    await pad.focus();
    for (let k = 0; k < 3; k++) await page.keyboard.press('Shift+ArrowDown');
    await untilOtherAnswer(page, drawn);
    expect(await centred.isChecked()).toBe(false);

    await section(page).getByRole('button', { name: 'Clear' }).click();
    expect(await centred.isChecked()).toBe(true);
    const before = await shares(page);
    await section(page).getByRole('button', { name: 'Show the digit 3' }).press('Enter');
    await untilOtherAnswer(page, before);
  });

  it('a shape is sent before the event camera; the reader’s camera is asked for only when wanted, and let go', async () => {
    site = await trained('moving-shapes', { args: [FAKE_DEVICES, ALWAYS_ALLOWED] });
    const { page } = site;
    await section(page).getByRole('button', { name: 'Send it left and back' }).click();
    await untilAnswer(page);
    const sent = await shares(page);
    await section(page).getByRole('radio', { name: 'clock hand' }).check();
    await section(page).getByRole('application', { name: /^A clock hand before the event camera/ }).press('ArrowRight');
    await untilOtherAnswer(page, sent);

    await section(page).getByRole('radio', { name: 'your camera' }).check();
    expect(await tracks(page)).toEqual([]);
    const before = await shares(page);
    await section(page).getByRole('button', { name: 'Use the camera' }).click();
    const events = section(page).getByRole('img', { name: /^Events/ });
    await events.waitFor();
    await until(() => colours(events), (count) => count > 2, 'there are events');
    await untilOtherAnswer(page, before);
    expect(await tracks(page)).toEqual(['live']);
    await section(page).getByRole('button', { name: 'Stop the camera' }).click();
    expect(await tracks(page)).toEqual(['ended']);

    await section(page).getByRole('button', { name: 'Use the camera' }).click();
    await section(page).getByRole('button', { name: 'Stop the camera' }).waitFor();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await section(page).getByText(/^The camera was let go because this page was hidden\./).waitFor();
    expect(await tracks(page)).toEqual(['ended', 'ended']);
  });

  it('a camera that is refused is a sentence in its place', async () => {
    site = await trained('moving-shapes', { args: [FAKE_DEVICES, '--deny-permission-prompts'] });
    const { page } = site;
    await section(page).getByRole('radio', { name: 'your camera' }).check();
    await section(page).getByRole('button', { name: 'Use the camera' }).click();
    await section(page).getByRole('alert').getByText(/^The camera was refused\. .* or drag a shape instead\.$/).waitFor();
    await section(page).getByRole('radio', { name: 'a shape to drag' }).check();
    await section(page).getByRole('button', { name: 'Send it up and back' }).click();
    await untilAnswer(page);
  });

  describe('a word', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'words-'));
    const file = path.join(folder, 'word.wav');
    beforeAll(() => writeFileSync(file, wave(sayNumber(4, 48_000, randomStream(1, 'a voice')), 48_000, 0.6)));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('is said by the page, or heard through the microphone, and named', async () => {
      site = await trained('spoken-digits', { args: [FAKE_DEVICES, ALWAYS_ALLOWED, `--use-file-for-fake-audio-capture=${file}`] });
      const { page } = site;
      await section(page).getByRole('button', { name: 'Say 3 “oin”' }).click();
      await section(page).getByText('The page said 3 “oin”.').waitFor();
      await untilAnswer(page);
      const said = await shares(page);
      expect(await tracks(page)).toEqual([]);

      await section(page).getByRole('button', { name: 'Use the microphone' }).click();
      await section(page).getByText(/^Heard 0\.\d s of sound\.$/).waitFor({ timeout: 30_000 });
      await until(() => colours(section(page).getByRole('img', { name: /^Cochleagram/ })), (count) => count > 1, 'there are spikes');
      await untilOtherAnswer(page, said);
      expect(await tracks(page)).toEqual(['live']);
      await section(page).getByRole('button', { name: 'Stop the microphone' }).click();
      expect(await tracks(page)).toEqual(['ended']);
    });
  });

  it('pulses are placed with buttons, mouse and keys', async () => {
    site = await trained('temporal-xor');
    const { page } = site;
    await section(page).getByRole('button', { name: 'A then B' }).click();
    await untilAnswer(page);
    const roll = section(page).getByRole('application', { name: /^Pulses of 10 channels over 20 steps/ });
    const pulses = await inked(roll);
    await roll.focus();
    await page.keyboard.press('ArrowRight');
    await section(page).getByText('step 0, kind A, 1: nothing').waitFor();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await section(page).getByText('step 0, kind A, 3: a pulse').waitFor();
    await until(() => inked(roll), (share) => share > pulses, 'there is a pulse more');
    await section(page).getByRole('button', { name: 'Clear' }).click();
    await section(page).getByRole('button', { name: 'A test sample' }).click();
    await until(() => inked(roll), (share) => share > 0, 'the test sample is there');
    await section(page).getByRole('button', { name: 'Clear' }).click();
    await until(() => inked(roll), (share) => share === 0, 'it is empty');
    const box = await roll.boundingBox();
    if (!box) throw new Error('The roll is not on the screen.');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await until(() => inked(roll), (share) => share > 0, 'a pulse is set with the mouse');
    await page.getByRole('region', { name: 'One sample, as in the Lab' }).getByText(/^Your own input/).waitFor();
  });
});
