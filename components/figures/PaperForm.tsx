'use client';
import { useId, useState } from 'react';
import { PAPER_DEFAULT, PAPER_LIMITS, paperProblem, type PaperSize, type Redraw } from '@/lib/figures/paper';
import { TypedNumber } from '../controls/TypedNumber';
import { savePaper, type Exported } from './exportFigure';

interface PaperFormProps extends Exported {
  readonly redraw: Redraw;
}

/** Remembered while the browser's tab is open: figures of one paper have one size. */
const KEY = 'figure-size';

const FIELDS: readonly (readonly [key: keyof PaperSize, label: string, step: number])[] = [
  ['widthCm', 'Width (cm)', 0.5], ['heightCm', 'Height (cm)', 0.5], ['points', 'Font size (pt)', 0.5], ['dpi', 'Dots an inch', 50],
];

function remembered(): PaperSize {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    const size = { ...PAPER_DEFAULT, ...(kept && typeof kept === 'object' ? kept : {}) };
    return paperProblem(size) ? PAPER_DEFAULT : size;
  } catch {
    return PAPER_DEFAULT;
  }
}

function remember(size: PaperSize): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(size));
  } catch {
    // Storage may be refused; the size then lasts as long as the form.
  }
}

/** Saves a figure at a size in cm, with text of a size in points. */
export default function PaperForm({ title, sentence, redraw }: PaperFormProps) {
  const id = useId();
  const [size, setSize] = useState(remembered);
  const problem = paperProblem(size);
  const save = (kind: 'svg' | 'png') => {
    remember(size);
    return savePaper(kind, redraw, size, { title, sentence });
  };
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      {FIELDS.map(([key, label, step]) => (
        <div className="field" key={key}>
          <label htmlFor={`${id}-${key}`}>{label}</label>
          <TypedNumber id={`${id}-${key}`} value={size[key]} min={PAPER_LIMITS[key][0]} max={PAPER_LIMITS[key][1]} step={step} onChange={(value) => setSize({ ...size, [key]: value })} />
        </div>
      ))}
      {problem && <p className="message" role="alert">{problem}</p>}
      <span className="button-row">
        <button type="button" className="button" disabled={problem !== null} onClick={() => save('svg')}>Save SVG</button>
        <button type="button" className="button" disabled={problem !== null} onClick={() => save('png')}>Save PNG</button>
      </span>
    </form>
  );
}
