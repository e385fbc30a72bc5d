'use client';
import { useCallback } from 'react';
import type { ColourScale } from '@/lib/figures/colourScale';
import { drawGradientLegend, drawSwatchLegend, type Swatch } from '@/lib/figures/legend';
import { useTheme } from '../shell/theme';
import { useDrawing, type Size } from './useDrawing';

/** A colour strip with its numbers, or named patches. */
export function Legend({ scale, swatches, mid, label }: { scale?: ColourScale; swatches?: readonly Swatch[]; mid?: string; label: string }) {
  const theme = useTheme();
  const draw = useCallback(
    (host: HTMLElement, { width }: Size) => {
      if (scale) drawGradientLegend(host, scale, { theme, width, midLabel: mid });
      else if (swatches) drawSwatchLegend(host, swatches, { theme, width });
    },
    [theme, scale, swatches, mid],
  );
  const host = useDrawing(draw);
  return <div ref={host} className="drawing" style={{ height: 26, minWidth: 150, maxWidth: swatches ? undefined : 240 }} role="img" aria-label={label} />;
}
