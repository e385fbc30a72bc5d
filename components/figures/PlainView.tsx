'use client';
import { useCallback } from 'react';
import type { Theme } from '@/lib/figures/palette';
import { useTheme } from '../shell/theme';
import { useDrawing, type Size } from './useDrawing';

interface PlainViewProps {
  readonly label: string;
  readonly height: number;
  /** Keep its identity while nothing changes. */
  readonly draw: (host: HTMLElement, size: Size, theme: Theme) => void;
}

/** A drawing that only shows. */
export function PlainView({ label, height, draw }: PlainViewProps) {
  const theme = useTheme();
  const host = useDrawing(useCallback((element: HTMLElement, size: Size) => draw(element, size, theme), [draw, theme]));
  return <div ref={host} className="drawing" style={{ height }} role="img" aria-label={label} />;
}
