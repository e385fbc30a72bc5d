'use client';
import { useEffect, useRef } from 'react';

const KEYS: readonly (readonly [string, string])[] = [
  ['Space', 'play or pause the LIF'],
  ['. and ,', 'one step forward, one step back'],
  ['P', 'the next phase: leak, charge, fire, reset'],
  ['← → ↑ ↓', 'move the pinned cell; with Shift eight at a time'],
  ['Esc', 'let the pinned cell go'],
  ['[ and ]', 'show sixteen steps around the cell, show all'],
  ['1, 2, 3', 'show that layer'],
  ['N', 'new seed'],
  ['Ctrl+Z, Ctrl+Shift+Z', 'undo, redo'],
  ['?', 'this list'],
];

/** The keys, on `?`. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="keys-title">
      <div className="figure-head">
        <h2 id="keys-title">Keys</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>Close</button>
      </div>
      <dl>
        {KEYS.map(([key, does]) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt><kbd>{key}</kbd></dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
