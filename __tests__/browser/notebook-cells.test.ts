import { until } from './labPage';
import { codeCell, openRunning, outputOf, runsOf, typeCode, untilOutput } from './notebookPage';

const js = (...cells: string[]) => cells.map((cell) => `\`\`\`js\n${cell}\n\`\`\``).join('\n');

describe('live cells', () => {
  test('an edit runs its dependants, and only them', async () => {
    const { page, expectNoErrors, close } = await openRunning(js('const a = 1;', 'const b = a + 1;', 'b * 10', 'const other = 5;', 'other'));
    await untilOutput(page, 2, /^20$/);
    await untilOutput(page, 4, /^5$/);
    const before = await runsOf(page);
    await typeCode(page, 1, 'const b = a + 4;');
    await untilOutput(page, 2, /^50$/);
    const after = await runsOf(page);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBeGreaterThan(before[1]);
    expect(after[2]).toBeGreaterThan(before[2]);
    expect(after.slice(3)).toEqual(before.slice(3));
    expectNoErrors();
    await close();
  });

  test('an endless loop is stopped by the button; what was typed stays, and the others go on', async () => {
    const { page, expectNoErrors, close } = await openRunning(js('const a = 1;', 'a + 1'));
    await untilOutput(page, 1, /^2$/);
    const loop = 'const a = 1; while (true) {} // mine';
    await typeCode(page, 0, loop);
    await codeCell(page, 0).getByRole('button', { name: 'Stop' }).click();
    await until(() => codeCell(page, 0).innerText(), (text) => text.includes('Stopped: you stopped it'), 'the cell is stopped');
    expect(await codeCell(page, 0).getByRole('textbox').innerText()).toBe(loop);
    await typeCode(page, 0, 'const a = 10;');
    await untilOutput(page, 1, /^11$/);
    expectNoErrors();
    await close();
  });

  test('an endless loop is stopped after the limit', async () => {
    const { page, close } = await openRunning(js('for (;;) {}', '7'));
    await until(() => codeCell(page, 0).innerText(), (text) => /Stopped: it held the sandbox for more than 5 s/.test(text), 'the limit has passed');
    await untilOutput(page, 1, /^7$/);
    await close();
  });

  test('errors name line and column and leave the last result, marked stale', async () => {
    const { page, close } = await openRunning(js('const a = 41;\na + 1;\ndisplay(a)'));
    await untilOutput(page, 0, /^41$/);
    await typeCode(page, 0, 'const a = 42;\n  a.b.c;');
    const text = await untilOutput(page, 0, /line 2, column \d+: TypeError/);
    expect(text).toContain('From before the last change:');
    expect(text).toContain('41');
    await typeCode(page, 0, 'const = 1');
    await untilOutput(page, 0, /line 1, column 7: Unexpected token/);
    await close();
  });

  test('controls, generators, await and pictures', async () => {
    const { page, expectNoErrors, close } = await openRunning(js(
      "const tau = view(range({ min: 1, max: 9, step: 1, value: 2, label: 'τ' }));",
      'tau * 100',
      'const n = (async function* () { for (let k = 0; k <= 3; k++) { yield k; await new Promise((r) => setTimeout(r, 30)); } })();',
      'n * 2',
      'const made = await run("v=1&steps=16&input.neurons=4"); figure(made, "membrane")',
      'figure(made, "membrane", { side: "parallel" })',
      'Plot.lineY([1, 3, 2]).plot()',
    ));
    await untilOutput(page, 1, /^200$/);
    await page.getByRole('slider', { name: 'τ' }).fill('5');
    await untilOutput(page, 1, /^500$/);
    await untilOutput(page, 3, /^6$/);
    await codeCell(page, 5).scrollIntoViewIfNeeded();
    await codeCell(page, 5).getByRole('application', { name: /Membrane potential H, PSU/ }).waitFor();
    await codeCell(page, 6).scrollIntoViewIfNeeded();
    const drawing = codeCell(page, 6).getByRole('img', { name: 'A drawing made by this cell' });
    await drawing.waitFor({ timeout: 20_000 });
    expect(await drawing.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(100);
    expectNoErrors();
    await close();
  });

  test('completion offers the library and the names of other cells', async () => {
    const { page, close } = await openRunning(js('const membraneOfMine = 1;', '1'));
    await untilOutput(page, 1, /^1$/);
    await typeCode(page, 1, 'membr');
    await page.keyboard.type('a');
    await until(() => page.locator('.cm-tooltip-autocomplete').innerText().catch(() => ''), (text) => text.includes('membraneOfMine'), 'completion is open');
    await typeCode(page, 1, 'heatma');
    await page.keyboard.type('p');
    await until(() => page.locator('.cm-tooltip').allInnerTexts().then((all) => all.join('\n')).catch(() => ''), (text) => text.includes('numbers as colours'), 'the help is shown');
    expect(await outputOf(page, 0)).toContain('membraneOfMine');
    await close();
  });
});
