/** Networks of .nir files: run here, so that their spikes stand beside those of the simulators. */
import type { Job } from '../engine/compare/client';
import type { NirSettings } from '../engine/compare/jobs';
import { countedInSteps } from '../recording/raster';
import { addRaster } from './compareSources';
import { bench, compareStore, noticeCompare, readySources, sentenceOf, type CompareGraph } from './compareState';

let running: Job<'run-nir'> | null = null;

export const cancelGraph = () => running?.cancel();
export const removeGraph = (id: string) => compareStore.setState(({ graphs }) => ({ graphs: graphs.filter((graph) => graph.id !== id) }));

/**
 * Runs a network and puts the spikes of its nodes on show.
 * @returns what to know about the run, a sentence each; null where it was cancelled or could not be run
 */
export async function runNetwork({ graph, name }: CompareGraph, settings: NirSettings, onProgress: (done: number) => void): Promise<readonly string[] | null> {
  if (!bench.compare) return null;
  running = bench.compare.ask('run-nir', { graph, name, settings }, onProgress);
  try {
    const { rasters, notes } = await running.answer;
    // Beside rasters whose steps have no known length, steps are what can be compared.
    const steps = readySources(compareStore.getState()).some((source) => source.raster.unit === 'step');
    for (const raster of rasters) await addRaster(steps ? countedInSteps(raster) : raster, `the network ${name}`, { keep: true });
    return notes;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'JobCancelled')) noticeCompare(`${name}: ${sentenceOf(error)}`);
    return null;
  } finally {
    running = null;
  }
}
