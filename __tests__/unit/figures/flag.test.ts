import { resetScale } from '@/lib/figures/colourScale';
import { drawGradientLegend } from '@/lib/figures/legend';
import { drawRaster } from '@/lib/figures/raster';
import { newHost } from './golden';
import { lifSpikes } from './samples';

describe('the flag of the first divergence', () => {
  const { steps, channels } = lifSpikes;
  it.each([[0, 0], [0, channels - 1], [steps - 1, 0], [steps - 1, channels - 1]])('stays whole in the corner of step %d, neuron %d', (step, neuron) => {
    const host = newHost();
    drawRaster(host, lifSpikes, { theme: 'light', width: 360, height: 120, divergence: { step, neuron } });
    const ring = host.querySelector('.divergence circle');
    const number = (name: string) => Number(ring?.getAttribute(name));
    expect(number('cx') - number('r')).toBeGreaterThanOrEqual(0);
    expect(number('cx') + number('r')).toBeLessThanOrEqual(360);
    expect(number('cy') - number('r')).toBeGreaterThanOrEqual(0);
    expect(number('cy') + number('r')).toBeLessThanOrEqual(120);
  });
});

it('a legend tells its ends apart, however small they are', () => {
  const host = newHost();
  drawGradientLegend(host, resetScale(0.0004, 'light'), { theme: 'light', width: 200 });
  expect([...host.querySelectorAll('.tick')].map((tick) => tick.textContent)).toEqual(['0.00000', '0.00040']);
});
