'use client';
import { useId, useState } from 'react';
import type { Control } from '@/lib/notebook/kernel/controls';

/** Largest file a cell is given. */
const MOST_BYTES = 8e6;

/** A control that a cell shows with view(). */
export function ControlView({ control, onInput }: { control: Control & { key: number }; onInput: (value: unknown) => void }) {
  const id = useId();
  const [message, setMessage] = useState('');
  // What the reader sees follows their hand at once; the cell's own value comes a moment later.
  const [held, setHeld] = useState<{ value: unknown; of: unknown } | null>(null);
  const current = held && held.of === control.value ? held.value : control.value;
  const give = (value: unknown) => {
    setHeld({ value, of: control.value });
    onInput(value);
  };
  const label = <label htmlFor={id}>{control.label || control.kind}</label>;
  switch (control.kind) {
    case 'range':
      return (
        <p className="cell-control">
          {label}
          <input id={id} type="range" min={control.min} max={control.max} step={control.step} value={current as number} onChange={(event) => give(Number(event.target.value))} />
          <output htmlFor={id}>{String(Number((current as number).toPrecision(6))).replace('-', '−')}</output>
        </p>
      );
    case 'choice':
      return (
        <p className="cell-control">
          {label}
          <select id={id} value={current as string} onChange={(event) => give(event.target.value)}>{control.options.map((option) => <option key={option}>{option}</option>)}</select>
        </p>
      );
    case 'toggle':
      return <p className="cell-control">{label}<input id={id} type="checkbox" checked={current as boolean} onChange={(event) => give(event.target.checked)} /></p>;
    case 'text':
      return <p className="cell-control">{label}<input id={id} type="text" maxLength={200} value={current as string} onChange={(event) => give(event.target.value)} /></p>;
    case 'button':
      return <p className="cell-control"><button type="button" className="button" onClick={() => onInput(control.value + 1)}>{control.label}</button></p>;
    case 'file':
      return (
        <p className="cell-control">
          {label}
          <input
            id={id}
            type="file"
            onChange={async (event) => {
              const chosen = event.target.files?.[0];
              if (!chosen) return;
              if (chosen.size > MOST_BYTES) return setMessage(`${chosen.name} has ${(chosen.size / 1e6).toFixed(1)} MB; a cell takes at most ${MOST_BYTES / 1e6} MB.`);
              setMessage('');
              onInput({ name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) });
            }}
          />
          {message && <span role="alert">{message}</span>}
        </p>
      );
  }
}
