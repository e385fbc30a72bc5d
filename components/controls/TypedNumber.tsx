'use client';
import { useId, useState } from 'react';
import { trimmed } from '@/lib/figures/format';

interface TypedNumberProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

/** `−10 – 10`, with true minus signs. */
export const rangeText = (min: number, max: number) => `${trimmed(min)} – ${trimmed(max)}`;

/** A number field that keeps what is typed until it fits, and says what would. */
export function TypedNumber({ id, label, value, min, max, whole, step, onChange }: TypedNumberProps) {
  const message = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const fits = (text: string) => text.trim() !== '' && Number(text) >= min && Number(text) <= max && (!whole || Number.isInteger(Number(text)));
  const wrong = typed !== null && typed.trim() !== '' && !fits(typed);
  return (
    <>
      <input
        id={id}
        aria-label={label}
        type="number"
        min={min}
        max={max}
        step={step ?? (whole ? 1 : 'any')}
        value={typed ?? value}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? message : undefined}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(fits(text) ? null : text);
          if (fits(text)) onChange(Number(text));
        }}
        onBlur={() => setTyped(null)}
      />
      {wrong && (
        <span className="message" id={message} role="alert">
          {whole ? 'A whole number' : 'A number'} from {trimmed(min)} to {trimmed(max)}, please.
        </span>
      )}
    </>
  );
}
