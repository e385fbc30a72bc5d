'use client';
import { useCallback, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { Cell } from '@/lib/figures/hitTest';
import { trainingAt, trainingGrid, trainingReadout, trainingStep } from '@/lib/figures/training/pointing';
import { drawTraining, trainingHeight, type TrainingSpec } from '@/lib/figures/training/spec';
import { useTheme } from '../shell/theme';
import { useDrawing, type Size } from './useDrawing';

interface TrainingViewProps {
  /** Keep its identity while nothing changes. */
  readonly spec: TrainingSpec;
  readonly describedBy?: string;
  /** Shared by several figures, where there are several. */
  readonly cursor?: Cell | null;
  readonly onCursor?: (cell: Cell | null) => void;
  readonly selected?: Cell | null;
  /** A click, Enter or the space bar chooses what is pointed at; null lets go. */
  readonly onSelect?: (cell: Cell | null) => void;
  readonly onHost?: (host: HTMLElement | null) => void;
}

/** A drawing of a training, read by pointer or keys; its numbers stand below it. */
export function TrainingView({ spec, describedBy, cursor: shared, onCursor, selected = null, onSelect, onHost }: TrainingViewProps) {
  const theme = useTheme();
  const [own, setOwn] = useState<Cell | null>(null);
  const [width, setWidth] = useState(560);
  const cursor = shared === undefined ? own : shared;
  const setCursor = onCursor ?? setOwn;
  const draw = useCallback(
    (host: HTMLElement, size: Size) => {
      // Some figures are higher the narrower they are.
      setWidth(size.width);
      drawTraining(host, spec, { theme, ...size, cursor, selected });
    },
    [spec, theme, cursor, selected],
  );
  const host = useDrawing(draw, onHost);
  const { steps, neurons } = trainingGrid(spec);
  const readable = steps * neurons > 0;
  const at = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLElement>) => trainingAt(currentTarget, spec, clientX, clientY);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = trainingStep(spec, cursor ?? selected, event.key, { far: event.shiftKey, width });
    if (next) setCursor(next);
    else if (onSelect && cursor && (event.key === 'Enter' || event.key === ' ')) onSelect(cursor);
    else if (event.key === 'Escape' && (cursor || selected)) {
      setCursor(null);
      onSelect?.(null);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <div
        ref={host}
        className="drawing"
        style={{ height: trainingHeight(spec, width) }}
        role={readable ? 'application' : 'img'}
        aria-roledescription={readable ? 'figure' : undefined}
        aria-label={`${spec.label}${readable ? '. Arrow keys read its numbers' : ''}`}
        aria-describedby={describedBy}
        tabIndex={readable ? 0 : undefined}
        onPointerMove={(event) => setCursor(at(event))}
        onPointerLeave={() => setCursor(null)}
        onClick={onSelect && ((event) => onSelect(at(event)))}
        onKeyDown={readable ? onKeyDown : undefined}
      />
      <p className="readout" aria-live="polite">{trainingReadout(spec, cursor)}</p>
    </>
  );
}
