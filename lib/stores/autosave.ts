/** Keeps an open notebook on this device while it is edited. */
import { createStore } from 'zustand/vanilla';
import type { OpenNotebook } from './notebook';
import { COPIED, keepDraft, save, type Kept } from './shelf';

export interface SaveState {
  readonly state: 'untouched' | 'waiting' | 'saved' | 'failed';
  /** What happened, where it needs saying. */
  readonly message: string | null;
  readonly kept: Pick<Kept, 'id' | 'revision'> | null;
}

const PAUSE_MS = 400;

export interface AutosaveOptions {
  readonly id: string;
  readonly revision: number;
  readonly chapter: string | null;
  readonly title: () => string;
}

export function startAutosave(notebook: OpenNotebook, { id, revision, chapter, title }: AutosaveOptions) {
  const store = createStore<SaveState>()(() => ({ state: 'untouched', message: null, kept: revision > 0 ? { id, revision } : null }));
  let current = { id, revision };
  /** Set where ours has become a copy beside another tab's: it stays one. */
  let copy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What the reader should go on seeing. */
  let note: string | null = null;
  let saving: Promise<void> = Promise.resolve();
  let version = notebook.store.getState().version;

  const foreign = () => !notebook.store.getState().allowed;

  async function write() {
    const text = notebook.text();
    const at = notebook.store.getState().version;
    try {
      const { kept, copied } = await save({ id: current.id, title: title() + (copy ? COPIED : ''), text, chapter: copy ? null : chapter, foreign: foreign() }, current.revision);
      copy ||= copied;
      current = { id: kept.id, revision: kept.revision };
      const upToDate = notebook.store.getState().version === at;
      if (copied && !upToDate) keepDraft(kept.id, notebook.text(), foreign());
      if (copied) note = `Another tab has changed this notebook meanwhile. Both are kept: this one goes on as “${kept.title}”.`;
      store.setState({ state: upToDate ? 'saved' : 'waiting', kept: current, message: note });
    } catch (error) {
      store.setState({ state: 'failed', message: `${(error as Error).message} Your changes are on this page only: save the file to keep them.` });
    }
  }

  /** Saves now; the promise is kept when it is done. */
  const flush = () => {
    clearTimeout(timer);
    if (store.getState().state === 'waiting' || store.getState().state === 'failed') saving = saving.then(write);
    return saving;
  };
  const unsubscribe = notebook.store.subscribe((state) => {
    if (state.version === version) return;
    version = state.version;
    keepDraft(current.id, notebook.text(), foreign());
    store.setState({ state: 'waiting' });
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE_MS);
  });

  return {
    store,
    flush,
    stop() {
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
