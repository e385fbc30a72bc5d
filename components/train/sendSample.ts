import type { SampleLook } from '@/lib/networks/training/probe';
import { rasterOfLayer } from '@/lib/recording/raster';
import { sendToCompare } from '@/lib/stores/sendToCompare';
import { visit } from '../shell/visit';

/**
 * Opens Compare with what every block of a trained network does with a sample.
 * @throws Error with one sentence where this device keeps nothing to hand over
 */
export async function sendSample({ steps, layers }: SampleLook, run: string): Promise<void> {
  await sendToCompare(
    layers.map((layer, k) => rasterOfLayer(`${run}, block ${k + 1}`, layer, steps)),
    'Train',
  );
  visit('/compare/');
}
