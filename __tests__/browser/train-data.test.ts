import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { largeShdBytes } from '../setup/shdFile';
import { until } from './labPage';
import { chooseNeurons, openTrain, setTrainNumber, trainAnew, untilRaceIsOver, scores } from './trainPage';

const MNIST = path.resolve(__dirname, '../../../shared/data/mnist');
const here = existsSync(MNIST);
if (!here) console.info('The folder shared/data/mnist is absent: its test is skipped.');

/** Two gzipped IDX files of so many pictures: class k is a bright bar at row 2k. */
function bars(count: number): { images: Buffer; labels: Buffer } {
  const images = Buffer.alloc(16 + 784 * count);
  const labels = Buffer.alloc(8 + count);
  [0x803, count, 28, 28].forEach((v, k) => images.writeUInt32BE(v, 4 * k));
  [0x801, count].forEach((v, k) => labels.writeUInt32BE(v, 4 * k));
  for (let i = 0; i < count; i++) {
    const label = i % 10;
    labels[8 + i] = label;
    for (let column = 0; column < 28; column++) images[16 + 784 * i + 28 * (2 * label + 3) + column] = 200 + (i % 50);
  }
  return { images: gzipSync(images), labels: gzipSync(labels) };
}

describe('data of the reader’s own', () => {
  it('reads gzipped pictures, shows who is in them, and trains on them', async () => {
    const site = await openTrain();
    const { page } = site;
    const { images, labels } = bars(600);
    await page.getByLabel('Data files').setInputFiles([
      { name: 'train-images-idx3-ubyte.gz', mimeType: 'application/gzip', buffer: images },
      { name: 'train-labels-idx1-ubyte.gz', mimeType: 'application/gzip', buffer: labels },
    ]);
    await page.getByText('your files').waitFor();
    await page.getByText('Samples and class balance').click();
    await page.getByRole('table', { name: 'Samples of each class' }).getByRole('row').filter({ hasText: /^0/ }).first().waitFor();
    await page.getByRole('heading', { name: 'Contact sheet' }).waitFor();
    await chooseNeurons(page, ['PSN']);
    await setTrainNumber(page, /^epochs/, 3);
    await trainAnew(page);
    await untilRaceIsOver(page);
    expect((await scores(page)).some(([, neuron]) => neuron === 'PSN')).toBe(true);

    // Labels alone: refused in a sentence, and what was there stays.
    await page.getByLabel('Data files').setInputFiles([{ name: 'train-labels-idx1-ubyte.gz', mimeType: 'application/gzip', buffer: labels }]);
    const alert = page.getByRole('alert').filter({ hasText: 'missing' });
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/train-labels-idx1-ubyte\.gz.*pictures are missing.*stays as it was/);
    await page.getByText('your files').waitFor();
    site.expectNoErrors();
    await site.close();
  });

  (here ? it : it.skip)('loads MNIST from its gzipped files', async () => {
    const site = await openTrain();
    const { page } = site;
    await page.getByLabel('Data files').setInputFiles(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map((name) => path.join(MNIST, name)));
    await page.getByText(/MNIST/).filter({ hasText: /read|written|digit/i }).first().waitFor();
    await page.getByText('your files').waitFor();
    expect(await page.getByLabel('The data').innerText()).toMatch(/10 classes.*samples to train on/s);
    site.expectNoErrors();
    await site.close();
  });

  it('loads 130 MB of spoken digits while the page stays alive', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'shd-'));
    const file = path.join(folder, 'shd_train.h5');
    await writeFile(file, largeShdBytes(130));
    const site = await openTrain();
    const { page } = site;
    try {
      // Frames that the page draws while the file is being read: a page that reads it itself would draw none.
      await page.evaluate(() => {
        const state = globalThis as unknown as { frames: number };
        state.frames = 0;
        const look = () => {
          if (document.querySelector('progress[aria-label*="shd"], .reading progress')) state.frames++;
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await page.getByLabel('Data files').setInputFiles(file);
      await page.getByText('your files').waitFor({ timeout: 90_000 });
      expect(await page.evaluate(() => (globalThis as unknown as { frames: number }).frames)).toBeGreaterThan(5);
      expect(await page.getByLabel('The data').innerText()).toMatch(/20 classes.*samples to train on/s);
      await until(() => page.getByRole('button', { name: 'Train', exact: true }).count(), (n) => n === 1, 'it can be trained on');
      site.expectNoErrors();
    } finally {
      await site.close();
      await rm(folder, { recursive: true });
    }
  });
});
