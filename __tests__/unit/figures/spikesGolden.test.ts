import { drawingOf } from '@/lib/figures/figure';
import type { Theme } from '@/lib/figures/palette';
import { drawSpikes, spikesHeight } from '@/lib/figures/spikes/spec';
import { expectGolden, newHost } from './golden';
import { SPIKES } from './spikesSamples';

function drawn(name: string, theme: Theme, width: number, host = newHost()): HTMLElement {
  const { spec, cursor, selected } = SPIKES[name];
  drawSpikes(host, spec, { theme, width, height: spikesHeight(spec, width), cursor, selected });
  return host;
}

describe.each(Object.keys(SPIKES))('%s', (name) => {
  it('looks as stored', async () => {
    await expectGolden(drawn(name, 'light', 720), `spikes-${name}-light-720`);
  });

  it.each([280, 360, 500, 900, 1400])('keeps every text and every number inside, %d px wide', (width) => {
    const host = drawn(name, 'light', width);
    const height = drawingOf(host)?.height ?? 0;
    expect(host.innerHTML).not.toMatch(/NaN|undefined|Infinity/);
    for (const text of host.querySelectorAll('text:not([transform])')) {
      const extent = (text.textContent?.length ?? 0) * 12 * 0.54;
      const anchor = text.getAttribute('text-anchor');
      const left = Number(text.getAttribute('x')) - (anchor === 'end' ? extent : anchor === 'middle' ? extent / 2 : 0);
      expect([text.textContent, left >= -2 && left + extent <= width + 2]).toEqual([text.textContent, true]);
      expect([text.textContent, Number(text.getAttribute('y')) <= height]).toEqual([text.textContent, true]);
    }
  });

  it('is drawn a second time without a second set of nodes', () => {
    const host = drawn(name, 'light', 360);
    const first = host.innerHTML;
    drawn(name, 'dark', 720, host);
    expect(host.innerHTML).not.toBe(first);
    drawn(name, 'light', 360, host);
    expect(host.innerHTML).toBe(first);
    expect(host.querySelectorAll('svg')).toHaveLength(1);
  });
});

it.each(['stack', 'difference', 'pairs', 'profile'])('%s looks as stored in the dark, on a telephone', async (name) => {
  await expectGolden(drawn(name, 'dark', 360), `spikes-${name}-dark-360`);
});
