import { nirOfExperiment } from '@/lib/nir/nirOfExperiment';
import { writeNir } from '@/lib/nir/writeNir';
import { experimentStore, notify, refuse, runStore } from '@/lib/stores/lab';
import { download } from '../figures/exportFigure';

/** Saves the sequential network on show as NIR, and says what NIR cannot keep of it. */
export async function saveNir(): Promise<void> {
  const { shown } = runStore.getState();
  if (!shown) return;
  try {
    const { graph, notes } = nirOfExperiment(experimentStore.getState().experiment, { channels: shown.recording.input.channels });
    download('lif-network.nir', [(await writeNir(graph)) as Uint8Array<ArrayBuffer>], 'application/x-hdf5');
    notify(`The LIF network is saved, one step as 0.1 ms. ${notes.join(' ')} PSU, IPSU and RPSU have no node in NIR: a link or a notebook keeps them.`);
  } catch (error) {
    refuse(error);
  }
}
