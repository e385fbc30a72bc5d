'use client';
import { useCallback } from 'react';
import { traceAt } from '@/lib/figures/hitTest';
import type { Theme } from '@/lib/figures/palette';
import { useTheme } from '../shell/theme';
import { useDrawing, type Size } from './useDrawing';

interface PointViewProps {
  readonly label: string;
  readonly height: number;
  readonly describedBy?: string;
  /** How many places there are from left to right: bins, sweeps. */
  readonly places: number;
  /** The one that is pointed at. */
  readonly at: number | null;
  /** Keep its identity while nothing changes. */
  readonly draw: (host: HTMLElement, size: Size, theme: Theme) => void;
  readonly onPoint: (at: number | null) => void;
  /** A click or an arrow key chooses a place; without it arrows only point. */
  readonly onChoose?: (at: number) => void;
  readonly onHost?: (host: HTMLElement | null) => void;
}

/** A drawing with a few places from left to right, read by pointer or arrow keys. */
export function PointView({ label, height, describedBy, places, at, draw, onPoint, onChoose, onHost }: PointViewProps) {
  const theme = useTheme();
  const host = useDrawing(useCallback((element: HTMLElement, size: Size) => draw(element, size, theme), [draw, theme]), onHost);
  return (
    <div
      ref={host}
      className="drawing"
      style={{ height }}
      tabIndex={0}
      role="application"
      aria-roledescription="chart"
      aria-label={`${label}. Left and right read it`}
      aria-describedby={describedBy}
      onPointerMove={(event) => onPoint(traceAt(event.currentTarget, event.clientX, event.clientY))}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => {
        const place = traceAt(event.currentTarget, event.clientX, event.clientY);
        if (place !== null) (onChoose ?? onPoint)(place);
      }}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        (onChoose ?? onPoint)(Math.max(0, Math.min(places - 1, at === null ? (by > 0 ? 0 : places - 1) : at + by)));
      }}
    />
  );
}
