'use client';
import type { FileOptions as Options } from '@/lib/engine/training/protocol';
import { TypedNumber } from '../controls/TypedNumber';

const FIELDS = [
  { key: 'steps', name: 'time steps', usual: 10, max: 1000 },
  { key: 'pixels', name: 'pixels a side', usual: 32, max: 128 },
  { key: 'channels', name: 'channels of sound', usual: 140, max: 700 },
] as const;

/** How events and sound become steps, before they are read; nothing is asked that is not wanted. */
export function FileOptions({ options, onChange }: { options: Options; onChange: (options: Options) => void }) {
  const chosen = FIELDS.filter(({ key }) => options[key] !== undefined);
  return (
    <details className="block-row">
      <summary>Events and sound: {chosen.length === 0 ? 'as usual for each set' : chosen.map(({ key, name }) => `${options[key]} ${name}`).join(', ')}</summary>
      {FIELDS.map(({ key, name, usual, max }) => (
        <div className="field" key={key}>
          <label htmlFor={`file-${key}`}>{name} <span className="range">1 – {max}</span></label>
          <TypedNumber id={`file-${key}`} value={options[key] ?? usual} min={1} max={max} whole onChange={(value) => onChange({ ...options, [key]: value })} />
        </div>
      ))}
      {chosen.length > 0 && <button type="button" className="button" onClick={() => onChange({})}>As usual for each set</button>}
      <p className="quiet">They hold for the next files that are opened; pictures need none of them.</p>
    </details>
  );
}
