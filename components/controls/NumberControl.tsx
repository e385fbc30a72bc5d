'use client';
import { useId } from 'react';
import { FIELDS, type FieldName, type NumberField } from '@/lib/experiment/fields';
import { rangeText, TypedNumber } from './TypedNumber';

interface NumberControlProps {
  readonly field: FieldName;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** A smaller largest value than the field's own, such as the steps there are. */
  readonly max?: number;
  /** Only the number, no slider. */
  readonly plain?: boolean;
}

/** The slider's own scale: linear, or equal factors an equal way. */
function track(f: NumberField, max: number) {
  const end = Math.min(max, f.sliderMax ?? f.max);
  const low = f.sliderMax === undefined ? f.min : Math.max(f.min, -end);
  if (!f.logarithmic) return { low, end, step: f.step, to: (v: number) => v, from: (v: number) => v };
  const ratio = Math.log(end / low) || 1;
  return { low: 0, end: 1, step: 0.001, to: (v: number) => Math.log(Math.max(low, v) / low) / ratio, from: (p: number) => low * Math.exp(p * ratio) };
}

const snapped = (f: NumberField, v: number) => Number((Math.round(v / f.step) * f.step).toFixed(6));

/** Arrow keys go by the field's own step: on a track of equal factors the browser's steps are too small to count. */
const BY_KEY: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** A slider with its number: symbol, plain name and range from the field's table. */
export function NumberControl({ field, value, onChange, max, plain }: NumberControlProps) {
  const id = useId();
  const f: NumberField = FIELDS[field];
  const limit = Math.min(f.max, max ?? f.max);
  const { low, end, step, to, from } = track(f, limit);
  return (
    <div className="field">
      <label htmlFor={id}>
        {f.name} {f.symbol !== f.name && <i>{f.symbol}</i>} <span className="range">{rangeText(f.min, limit)}</span>
      </label>
      <TypedNumber id={id} value={value} min={f.min} max={limit} whole={f.whole} onChange={onChange} />
      {!plain && (
        <input
          type="range"
          aria-label={`${f.name} ${f.symbol}`}
          min={low}
          max={end}
          step={step}
          value={Math.min(end, Math.max(low, to(value)))}
          aria-valuetext={String(value)}
          onChange={(event) => onChange(Math.min(limit, Math.max(f.min, snapped(f, from(Number(event.target.value))))))}
          onKeyDown={(event) => {
            const by = f.logarithmic && BY_KEY[event.key];
            if (!by) return;
            event.preventDefault();
            onChange(Math.min(limit, Math.max(f.min, snapped(f, value + by * f.step))));
          }}
        />
      )}
    </div>
  );
}
