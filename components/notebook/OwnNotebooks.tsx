'use client';
import { useEffect, useState } from 'react';
import { forget, listKept, type Kept } from '@/lib/stores/shelf';
import { base } from '../shell/base';

const pageOf = ({ id, chapter }: Kept) => (chapter ? `${base}/notebook/${chapter}/` : `${base}/notebook/own/#id=${id}`);

/** The notebooks that are kept on this device. */
export function OwnNotebooks() {
  const [kept, setKept] = useState<readonly Kept[] | null>(null);
  const [message, setMessage] = useState('');
  const load = () => listKept().then(setKept, (error: Error) => (setKept([]), setMessage(error.message)));
  useEffect(() => void load(), []);
  return (
    <>
      {kept?.length === 0 && !message && <p className="quiet">None yet. What you write is kept on this device; nothing leaves it.</p>}
      {message && <p className="error-line" role="alert">{message}</p>}
      <ul className="kept">
        {kept?.map((notebook) => (
          <li key={notebook.id}>
            <a href={pageOf(notebook)}>{notebook.title}</a>
            <span className="quiet">{notebook.chapter && 'edited copy · '}{new Date(notebook.changed).toLocaleString()}</span>
            <button type="button" className="link-button" aria-label={`Delete ${notebook.title}`} onClick={() => window.confirm(`Delete “${notebook.title}” from this device?`) && void forget(notebook.id).then(load)}>Delete</button>
          </li>
        ))}
      </ul>
      <p><a className="button" href={`${base}/notebook/own/`}>New notebook</a></p>
    </>
  );
}
