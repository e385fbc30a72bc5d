'use client';
import { useCallback } from 'react';
import type { Theme } from '@/lib/figures/palette';
import { useTheme } from '../shell/theme';
import { useDrawing, type Size, type Watch } from './useDrawing';

interface PlainViewProps {
  readonly label: string;
  readonly height: number;
  readonly describedBy?: string;
  /** Keep its identity while nothing changes. */
  readonly draw: (host: HTMLElement, size: Size, theme: Theme) => void;
  readonly onHost?: (host: HTMLElement | null) => void;
  /** What of the selection it shows, if anything. */
  readonly watch?: Watch;
}

/** A drawing that only shows. */
export function PlainView({ label, height, describedBy, draw, onHost, watch }: PlainViewProps) {
  const theme = useTheme();
  const host = useDrawing(useCallback((element: HTMLElement, size: Size) => draw(element, size, theme), [draw, theme]), onHost, watch);
  return <div ref={host} className="drawing" style={{ height }} role="img" aria-label={label} aria-describedby={describedBy} />;
}
