import { notebookOfExperiment } from '@/lib/notebook/fromLab';
import { titleOf } from '@/lib/notebook/title';
import { experimentStore } from '@/lib/stores/lab';
import { newId, save } from '@/lib/stores/shelf';

const base = process.env.NEXT_PUBLIC_BASE_PATH ?? '';

/** Makes a notebook of cells that computes what the Lab shows, keeps it on this device, and opens it. */
export async function showAsCode(): Promise<void> {
  const text = notebookOfExperiment(experimentStore.getState().experiment);
  const id = newId();
  try {
    await save({ id, title: titleOf(text), text, chapter: null }, 0);
    window.location.href = `${base}/notebook/own/#id=${id}`;
  } catch {
    // Where nothing can be kept the notebook travels in the link.
    const { encodeShared } = await import('@/lib/notebook/shareLink');
    window.location.href = `${base}/notebook/own/#n=${encodeShared(text)}`;
  }
}
