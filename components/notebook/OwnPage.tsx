'use client';
import { useEffect, useMemo, useState } from 'react';
import { parseNotebook } from '@/lib/notebook/document/parse';
import { titleOf } from '@/lib/notebook/title';
import { openNotebook, type OpenNotebook } from '@/lib/stores/notebook';
import { loadProgress } from '@/lib/stores/progress';
import { newId } from '@/lib/stores/newId';
import { getKept } from '@/lib/stores/shelf';
import { connectSandbox } from './connect';
import { NotebookContext, useNotebookState, type NotebookScope } from './context';
import { keepWhileOpen, type Keeping } from './keepWhileOpen';
import { NotebookView } from './NotebookView';
import { Permission } from './Permission';
import { Toolbar } from './Toolbar';

const NEW = `# A new notebook

Write text in Markdown, mathematics between dollars: $H = A\\,X$. Add cells with the links between them.

\`\`\`figure first
experiment: v=1&steps=48&input.neurons=8
views: membrane, spikes
caption: PSU beside the LIF.
\`\`\`

\`\`\`js
const tau = view(range({ min: 1.5, max: 8, value: 2, label: 'τ' }));
\`\`\`

\`\`\`js
lines({ LIF: lif(Array(40).fill(1.2), { tau, theta: 1 }).membrane }, { threshold: 1 })
\`\`\`
`;

interface Opened {
  readonly id: string;
  readonly text: string;
  /** The file as it came, byte by byte. */
  readonly file?: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };
  readonly revision: number;
  /** Somebody else's: runs nothing before the reader says so. */
  readonly foreign: boolean;
  readonly message: string | null;
}

/** What the address asks for: a kept notebook, one in the link, or a new one. */
async function fromAddress(hash: string): Promise<Opened> {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const shared = parts.get('n');
  if (shared !== null) {
    try {
      const { decodeShared } = await import('@/lib/notebook/shareLink');
      const text = decodeShared(shared);
      parseNotebook(text);
      return { id: newId(), text, revision: 0, foreign: true, message: null };
    } catch (error) {
      return { id: newId(), text: NEW, revision: 0, foreign: false, message: `The notebook in this link could not be opened. ${(error as Error).message}` };
    }
  }
  const id = parts.get('id');
  if (id !== null && /^[\w-]{1,64}$/.test(id)) {
    try {
      const kept = await getKept(id);
      if (kept) return { id, text: kept.text, revision: kept.revision, foreign: kept.foreign, message: null };
      return { id: newId(), text: NEW, revision: 0, foreign: false, message: 'There is no notebook of that name on this device; here is a new one.' };
    } catch (error) {
      return { id: newId(), text: NEW, revision: 0, foreign: false, message: (error as Error).message };
    }
  }
  return { id: newId(), text: NEW, revision: 0, foreign: false, message: null };
}

export function OwnPage() {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    loadProgress();
    const open = () => void fromAddress(window.location.hash).then(setOpened);
    open();
    window.addEventListener('hashchange', open);
    return () => window.removeEventListener('hashchange', open);
  }, []);
  if (!opened) return <p className="empty">Opening the notebook …</p>;
  return <Own key={opened.id} opened={opened} onOpen={(text, file) => setOpened({ id: newId(), text, file, revision: 0, foreign: true, message: null })} />;
}

function Own({ opened, onOpen }: { opened: Opened; onOpen: (text: string, file: NonNullable<Opened['file']>) => void }) {
  const [notebook] = useState<OpenNotebook>(() => openNotebook(opened.text, connectSandbox, { allowed: !opened.foreign }));
  const [editing, setEditing] = useState(!opened.foreign && opened.revision === 0 && opened.text === NEW);
  const [autosave, setAutosave] = useState<Keeping | null>(null);
  const title = () => titleOf(notebook.text());
  useEffect(() => {
    const keeping = keepWhileOpen(notebook, { id: opened.id, revision: opened.revision, chapter: null, title: () => titleOf(notebook.text()) });
    const unsubscribe = keeping.store.subscribe(({ kept }) => {
      // From the first save on, the address says which notebook this is: a reload finds it.
      if (kept) window.history.replaceState(null, '', `#id=${kept.id}`);
    });
    queueMicrotask(() => setAutosave(keeping));
    return () => {
      unsubscribe();
      keeping.stop();
      notebook.close();
    };
  }, [notebook, opened.id, opened.revision]);
  const scope = useMemo<NotebookScope>(() => ({ notebook, key: `own-${opened.id}`, editing, prepared: () => null }), [notebook, opened.id, editing]);
  return (
    <NotebookContext value={scope}>
      {opened.message && <p className="error-line" role="alert">{opened.message}</p>}
      <Permission />
      <Toolbar title={title()} original={null} autosave={autosave} onEditing={setEditing} onReset={() => undefined} onImport={onOpen} />
      <Problems file={opened.file} />
      <NotebookView />
    </NotebookContext>
  );
}

/** Where the file broke. The cells below are what could be read; the file itself can be saved as it came. */
function Problems({ file }: { file: Opened['file'] }) {
  const problems = useNotebookState((s) => s.problems);
  if (problems.length === 0) return null;
  return (
    <div className="banner wrong" role="alert">
      <ul>{problems.map(({ line, message }) => <li key={`${line}${message}`}>Line {line}: {message}</li>)}</ul>
      {file && (
        <button type="button" className="button" onClick={() => void import('../figures/exportFigure').then(({ download }) => download(file.name, [file.bytes], 'application/octet-stream'))}>
          Save the file as it came
        </button>
      )}
    </div>
  );
}
