import { notebookOfExperiment } from '@/lib/notebook/fromLab';
import { titleOf } from '@/lib/notebook/title';
import { experimentStore } from '@/lib/stores/lab';
import { newId } from '@/lib/stores/newId';
import { save } from '@/lib/stores/shelf';
import { visit } from '../shell/visit';

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
