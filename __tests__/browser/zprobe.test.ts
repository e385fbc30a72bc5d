import { openLab } from './labPage';
it('probe', async () => {
  for (const initScript of [undefined, "localStorage.setItem('backend','cpu')", undefined, "localStorage.setItem('backend','cpu')"]) {
    const t = performance.now();
    const site = await openLab({ initScript });
    console.log(initScript, performance.now() - t);
    if (!initScript) {
    for (let k = 0; k < 13; k++) {
      await site.page.getByRole('button', { name: 'Next idea' }).click();
      await site.page.waitForTimeout(300);
      console.log(k, await site.page.getByRole('alert').evaluateAll((a) => a.map((x) => x.outerHTML)));
    }}
    await site.close();
  }
});
