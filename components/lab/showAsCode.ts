import { notebookOfExperiment } from '@/lib/notebook/fromLab';
import { titleOf } from '@/lib/notebook/title';
import { experimentStore } from '@/lib/stores/lab';
import { newId, save } from '@/lib/stores/shelf';
import { base } from '../shell/base';

/** Pages are plain documents here: there is no router to ask. */
const visit = (path: string) => {
  const address = new URL(`${base}${path}`, window.location.origin);
  window.location.assign(address);
};

/** Makes a notebook of cells that computes what the Lab shows, keeps it on this device, and opens it. */
export async function showAsCode(): Promise<void> {
  const text = notebookOfExperiment(experimentStore.getState().experiment);
  const id = newId();
  try {
    await save({ id, title: titleOf(text), text, chapter: null, foreign: false }, 0);
    visit(`/notebook/own/#id=${id}`);
  } catch {
    // Where nothing can be kept the notebook travels in the link.
    const { encodeShared } = await import('@/lib/notebook/shareLink');
    visit(`/notebook/own/#n=${encodeShared(text)}`);
  }
}
