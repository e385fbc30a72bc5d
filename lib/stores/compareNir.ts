/** Networks of .nir files: run here, so that their spikes stand beside those of the simulators. */
import type { Job } from '../engine/compare/client';
import type { NirSettings } from '../engine/compare/jobs';
import { addRaster, besideOthers } from './compareSources';
import { bench, compareStore, noticeCompare, sentenceOf, type CompareGraph } from './compareState';

const running = new Map<string, Job<'run-nir'>>();

export const cancelGraph = (id: string) => running.get(id)?.cancel();
export const removeGraph = (id: string) => compareStore.setState(({ graphs }) => ({ graphs: graphs.filter((graph) => graph.id !== id) }));

/**
 * Runs a network and puts the spikes of its nodes on show.
 * @returns what to know about the run, a sentence each; null where it was cancelled or could not be run
 */
export async function runNetwork({ id, graph, name }: CompareGraph, settings: NirSettings, onProgress: (done: number) => void): Promise<readonly string[] | null> {
  if (!bench.compare) return null;
  cancelGraph(id);
  const job = bench.compare.ask('run-nir', { graph, name, settings }, onProgress);
  running.set(id, job);
  try {
    const { rasters, notes } = await job.answer;
    // Beside rasters whose steps have no known length, steps are what can be compared.
    for (const raster of rasters) await addRaster(besideOthers(raster), `the network ${name}`, { keep: true });
    return notes;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'JobCancelled')) noticeCompare(`${name}: ${sentenceOf(error)}`);
    return null;
  } finally {
    if (running.get(id) === job) running.delete(id);
  }
}
