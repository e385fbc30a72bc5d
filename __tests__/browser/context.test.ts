import { openLab, badge, hashOf, readings, sentenceOf, picture, setNumber, until, untilHash, untilNotice, untilReady } from './labPage';

describe('the engine', () => {
  it('is built again after the WebGL context was lost; nothing of the experiment is', async () => {
    const site = await openLab();
    const { page } = site;
    await setNumber(page, 'time constant τ', 3);
    await untilHash(page, (hash) => hash.includes('tau=3'));
    await badge(page).click();
    await page.getByRole('button', { name: 'Lose the WebGL context' }).click();
    await page.keyboard.press('Escape');
    await setNumber(page, 'threshold θ', 0.7);
    await untilNotice(page, /The graphics device was reset; everything was rebuilt and run again/);
    await until(() => badge(page).innerText(), (text) => text.startsWith('WebGL · 32 bit · self-check'), 'WebGL is back');
    const says = await until(() => sentenceOf(picture(page, 'Membrane potential, PSU')), (text) => text.includes('threshold 0.7'), 'the new run is shown');
    expect(says).toMatch(/H runs from −?\d/);
    expect(await hashOf(page)).toBe('#v=1&layers.0.tau=3&layers.0.threshold=0.7');

    // The run on the new context is the run of a page that lost nothing.
    const other = await openLab({ hash: 'v=1&layers.0.tau=3&layers.0.threshold=0.7' });
    expect(await readings(page)).toBe(await readings(other.page));
    await site.close();
    await other.close();
  });

  it('falls back to WebAssembly without WebGL, and says so', async () => {
    const site = await openLab({ args: ['--use-gl=disabled'] });
    const { page } = site;
    expect(await badge(page).innerText()).toMatch(/^WebAssembly · 32 bit · self-check .* · WebGL not used$/);
    for (const name of ['title', 'aria-label']) {
      expect(await badge(page).getAttribute(name)).toMatch(/^Engine: WebAssembly · 32 bit · .*Runs on WebAssembly.*WebGL not used: \S.{5,}/);
    }
    await badge(page).click();
    const dialog = page.getByRole('dialog', { name: 'What computes here' });
    expect(await dialog.getByText(/^WebGL is not used: /).innerText()).toMatch(/not used: \S.{5,}/);
    await until(() => dialog.innerText(), (text) => text.includes('on wasm'), 'the last run was on WebAssembly');
    await page.keyboard.press('Escape');
    await setNumber(page, 'threshold θ', 0.7);
    await until(() => sentenceOf(picture(page, 'Membrane potential, PSU')), (text) => text.includes('threshold 0.7'), 'the new run is shown');
    await site.close();
  });

  it('remembers the backend that was chosen, and forgets it on Automatic', async () => {
    const site = await openLab();
    const { page } = site;
    const before = await readings(page);
    await badge(page).click();
    await page.getByRole('button', { name: 'JavaScript', exact: true }).click();
    await until(() => badge(page).innerText(), (text) => text.startsWith('JavaScript · 32 bit'), 'JavaScript computes');
    await page.getByRole('dialog').getByText(/on cpu/).waitFor();
    await page.reload();
    await untilReady(page);
    expect(await badge(page).innerText()).toMatch(/^JavaScript · 32 bit · self-check/);
    expect(await readings(page)).toBe(before);
    await badge(page).click();
    await page.getByRole('button', { name: 'Automatic' }).click();
    await until(() => badge(page).innerText(), (text) => text.startsWith('WebGL'), 'WebGL computes again');
    await page.reload();
    await untilReady(page);
    expect(await badge(page).innerText()).toMatch(/^WebGL/);
    site.expectNoErrors();
    await site.close();
  });

  it.each([
    ['a learned matrix of many steps', 'v=1&steps=768&input.neurons=768&layers.0.neuron=rpsu'],
    ['a wide dense layer', 'v=1&steps=512&input.neurons=512&layers=2&layers.1.connect=dense&layers.1.neurons=1024&layers.1.gain=3'],
    ['many sweeps', 'v=1&steps=256&input.neurons=256&layers.0.neuron=exact-lif&layers.0.sweeps=256&layers.0.tau=12&matrices=consistent'],
  ])('runs %s on WebGL, in pieces', async (_name, hash) => {
    const site = await openLab({ hash });
    const { page } = site;
    await badge(page).click();
    const dialog = page.getByRole('dialog', { name: 'What computes here' });
    await until(() => dialog.innerText(), (text) => text.includes('on webgl'), 'the run on WebGL is done', 60_000);
    expect(await page.locator('.error-line').count()).toBe(0);
    await site.close();
  });
});
