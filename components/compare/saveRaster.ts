import { writeRecording } from '@/lib/formats/writeRecording';
import { count } from '@/lib/numerics/words';
import type { Raster } from '@/lib/recording/raster';
import { noticeCompare } from '@/lib/stores/compare';
import { download, fileName } from '../figures/exportFigure';

/** More numbers than this would be a text that few programs open. */
const MOST = 4_000_000;

/** Saves a raster as a JSON recording, which this page reads again. */
export function saveRaster(raster: Raster): void {
  const numbers = raster.times.length + raster.traces.reduce((sum, { values }) => sum + values.length, 0);
  if (numbers > MOST) return noticeCompare(`${raster.name} holds ${count(numbers)} numbers; up to ${count(MOST)} are saved as JSON.`);
  download(`${fileName(raster.name)}.json`, [writeRecording(raster)], 'application/json');
}
