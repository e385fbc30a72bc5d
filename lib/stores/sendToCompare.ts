/** Rasters on their way from one page of this site to Compare: through the library on this device. */
import type { Raster } from '../recording/raster';
import { forgetRaster, KEPT_BYTES, keepRaster } from './compareShelf';
import { newId } from './newId';

/**
 * Keeps rasters for the Compare page, on show.
 * @param by where they were made, as people know it: `the Lab`
 * @throws Error with one sentence where this device keeps nothing, or not so much
 */
export async function sendToCompare(rasters: readonly Raster[], by: string): Promise<void> {
  const ids: string[] = [];
  for (const raster of rasters) {
    const id = newId();
    ids.push(id);
    let kept: boolean;
    try {
      kept = await keepRaster({ id, label: raster.name, shown: true, content: { kind: 'raster', raster, by } });
    } catch {
      throw new Error('Compare cannot be handed these spikes: this browser keeps nothing for the page.');
    }
    if (kept) continue;
    // All or none: half of a comparison would be found there later.
    for (const each of ids) await forgetRaster(each).catch(() => undefined);
    throw new Error(`Compare cannot be handed these spikes: ${raster.name} takes more than the ${Math.round(KEPT_BYTES / 1024 / 1024)} MB that one raster may, or the library on this device is full.`);
  }
}
