'use client';
import { useCallback, useMemo } from 'react';
import { chargeScale, resetScale } from '@/lib/figures/colourScale';
import { drawMatrix } from '@/lib/figures/matrixPicture';
import type { Theme } from '@/lib/figures/palette';
import { extent } from '@/lib/recording/summary';
import { PlainView } from '../figures/PlainView';
import type { Size } from '../figures/useDrawing';
import { drawnMatrix, type NamedOperator } from './operators';

/** Steps shown in the small picture beside a row: two px a cell. */
const THUMBNAIL = 26;

/** A matrix beside its row: click to open it. */
export function OperatorPicture({ named, onOpen }: { named: NamedOperator; onOpen: () => void }) {
  const data = useMemo(() => drawnMatrix(named.operator, THUMBNAIL), [named.operator]);
  const draw = useCallback(
    (host: HTMLElement, { width, height, ratio }: Size, theme: Theme) => {
      const { lo, hi } = extent(data.values);
      const largest = Math.max(Math.abs(lo), Math.abs(hi));
      const scale = named.id === 'R' ? resetScale(largest, theme) : chargeScale(largest, theme);
      drawMatrix(host, data, { theme, scale, width, height, devicePixelRatio: ratio });
    },
    [data, named.id],
  );
  return (
    <button type="button" className="operator" onClick={onOpen} aria-label={`Open the matrix ${named.symbol}, ${named.title}`}>
      <span style={{ display: 'block', width: 54 }}>
        <PlainView label={`Matrix ${named.symbol}`} height={54} draw={draw} />
      </span>
    </button>
  );
}
