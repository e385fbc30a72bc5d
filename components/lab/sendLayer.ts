import { rasterOfLayer } from '@/lib/recording/raster';
import type { LayerTrace } from '@/lib/recording/types';
import { refuse } from '@/lib/stores/lab';
import { sendToCompare } from '@/lib/stores/sendToCompare';
import { visit } from '../shell/visit';
import type { View } from './view';

/** Opens Compare with both sides of the layer on show. */
export async function sendLayer({ steps, name, baselineName, parallel, baseline, index, recording }: View): Promise<void> {
  const of = recording.parallel.length > 1 ? `, layer ${index + 1}` : '';
  const raster = (label: string, trace: LayerTrace) => rasterOfLayer(`${label}${of}`, trace, steps);
  try {
    await sendToCompare([raster(baselineName, baseline), raster(name, parallel)], 'the Lab');
    visit('/compare/');
  } catch (error) {
    refuse(error);
  }
}
