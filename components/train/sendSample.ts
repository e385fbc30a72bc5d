import type { SampleLook } from '@/lib/networks/training/probe';
import { rasterOfSpikes } from '@/lib/recording/raster';
import { sendToCompare } from '@/lib/stores/sendToCompare';
import { visit } from '../shell/visit';

/**
 * Opens Compare with what every block of a trained network does with a sample.
 * @throws Error with one sentence where this device keeps nothing to hand over
 */
export async function sendSample({ steps, layers }: SampleLook, run: string): Promise<void> {
  await sendToCompare(
    layers.map(({ neurons, spikes, membrane, current }, k) =>
      rasterOfSpikes(`${run}, block ${k + 1}`, spikes, steps, neurons, [
        { label: 'membrane potential H', steps, values: membrane },
        { label: 'input current X', steps, values: current },
      ])),
    'Train',
  );
  visit('/compare/');
}
