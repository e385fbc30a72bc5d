import { openSite } from './harness';

describe('the front page', () => {
  it('opens under its name and logs no error', async () => {
    const site = await openSite();
    expect(await site.page.title()).toContain('Parallel Spikes');
    await site.page.waitForLoadState('networkidle');
    site.expectNoErrors();
    await site.close();
  });
});
