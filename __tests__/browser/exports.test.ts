import type { Site } from './harness';
import { download, openLab, openMenu, recordingOf } from './labPage';

const PNG_MAGIC = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

describe('taking a figure along', () => {
  let site: Site;
  beforeEach(async () => {
    site = await openLab();
  });
  afterEach(async () => {
    site.expectNoErrors();
    await site.close();
  });

  it.each(['Membrane potential', 'Where do the spikes differ?'])('%s as PNG, with the size it has in its header', async (title) => {
    const { page } = site;
    const { name, bytes } = await download(page, title, 'PNG');
    expect(name).toMatch(/^[a-z0-9-]+\.png$/);
    expect([...bytes.subarray(0, 8)]).toEqual(PNG_MAGIC);
    const width = bytes.readUInt32BE(16);
    const decoded = await page.evaluate(async (base64) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: new Uint8ClampedArray() };
      return { width: image.width, colours: new Set(new Uint32Array(data.buffer)).size };
    }, bytes.toString('base64'));
    expect(decoded.width).toBe(width);
    expect(width).toBeGreaterThan(300);
    expect(decoded.colours).toBeGreaterThan(3);
  });

  it.each(['Membrane potential', 'Two cuts through H'])('%s as SVG, with its title, its sentence and its drawing', async (title) => {
    const { page } = site;
    const { name, bytes } = await download(page, title, 'SVG');
    expect(name).toMatch(/^[a-z0-9-]+\.svg$/);
    const facts = await page.evaluate((text) => {
      const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
      return {
        root: svg.documentElement.nodeName,
        damaged: svg.querySelector('parsererror') !== null,
        title: svg.querySelector('title')?.textContent,
        says: svg.querySelector('desc')?.textContent,
        drawn: svg.querySelectorAll('image, path').length,
        scripts: svg.querySelectorAll('script, foreignObject').length,
      };
    }, bytes.toString('utf8'));
    expect(facts).toMatchObject({ root: 'svg', damaged: false, scripts: 0 });
    expect(facts.title).toContain(title);
    expect(facts.says).toMatch(/LIF/);
    expect(facts.drawn).toBeGreaterThan(0);
  });

  it('the numbers as CSV: one row a step, the numbers of the run', async () => {
    const { page } = site;
    const { baseline } = await recordingOf();
    const { neurons, membrane } = baseline[0];
    const lines = (await download(page, 'Membrane potential', 'CSV')).bytes.toString('utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(2 * 65);
    expect(lines[0].split(',')).toEqual(['step', ...Array.from({ length: neurons }, (_, n) => `LIF membrane ${n}`)]);
    const values = lines.slice(1, 65).flatMap((line) => line.split(',').slice(1).map(Number));
    expect(values).toHaveLength(membrane.length);
    expect(Math.max(...values.map((value, k) => Math.abs(value - membrane[k])))).toBeLessThan(1e-6);

    const rates = (await download(page, 'How often do they fire?', 'CSV')).bytes.toString('utf8').trimEnd().split('\r\n');
    expect(rates).toHaveLength(65 + 1 + neurons);
    expect([rates[0], rates[65]]).toEqual(['step,LIF population rate,PSU population rate', 'neuron,LIF rate,PSU rate']);

    const resets = (await download(page, 'Is the reset probability right?', 'CSV')).bytes.toString('utf8').trimEnd().split('\r\n');
    expect(resets).toHaveLength(2 * 65 + 1 + 10);
    expect([resets[0], resets[65]].map((line) => line.split(',')[1])).toEqual(['P 0', 'LIF reset 0']);
    expect(resets[130]).toBe('P from,to,cells,mean P,LIF resets');
    expect(resets.slice(131).reduce((cells, line) => cells + Number(line.split(',')[2]), 0)).toBe(membrane.length);
  });

  it('the numbers as a table', async () => {
    const { page } = site;
    await openMenu(page, 'Spikes');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Spikes: data table' });
    await dialog.getByRole('columnheader').first().waitFor();
    const header = await dialog.getByRole('columnheader').allInnerTexts();
    expect(header.slice(0, 2)).toEqual(['step', 'LIF spikes 0']);
    expect(header).toContain('PSU spikes 0');
    expect(await dialog.getByRole('row').count()).toBe(65);
    expect(await dialog.getByRole('rowheader').allInnerTexts()).toEqual(Array.from({ length: 64 }, (_, t) => String(t)));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});
