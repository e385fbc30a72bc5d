import { drawingOf } from '@/lib/figures/figure';
import type { Theme } from '@/lib/figures/palette';
import { drawTraining, trainingHeight } from '@/lib/figures/training/spec';
import { expectGolden, newHost } from './golden';
import { TRAINING } from './trainingSamples';

function drawn(name: string, theme: Theme, width: number, host = newHost()): HTMLElement {
  const { spec, cursor, selected } = TRAINING[name];
  drawTraining(host, spec, { theme, width, height: trainingHeight(spec, width), cursor, selected });
  return host;
}

describe.each(Object.keys(TRAINING))('%s', (name) => {
  it.each([['light', 320], ['light', 720], ['dark', 320], ['dark', 720]] as const)('looks as stored in the %s theme, %d px wide', async (theme, width) => {
    await expectGolden(drawn(name, theme, width), `training-${name}-${theme}-${width}`);
  });

  it('is drawn a second time without a second set of nodes', () => {
    const host = drawn(name, 'light', 320);
    const first = host.innerHTML;
    drawn(name, 'dark', 720, host);
    expect(host.innerHTML).not.toBe(first);
    drawn(name, 'light', 320, host);
    expect(host.innerHTML).toBe(first);
    expect(host.querySelectorAll('svg')).toHaveLength(1);
  });

  it.each([280, 320, 500, 720, 1200])('keeps every text and every number inside, %d px wide', (width) => {
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
});
