'use client';
import { useCallback } from 'react';
import type { ColourScale } from '@/lib/figures/colourScale';
import { drawHeatmap } from '@/lib/figures/heatmap';
import { textWidth } from '@/lib/figures/marks';
import { drawRaster } from '@/lib/figures/raster';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell, type SelectionState } from '@/lib/stores/selectionStore';
import { useTheme } from '../shell/theme';
import { useCellPointer } from './useCellPointer';
import { useDrawing, type Size, type Watch } from './useDrawing';

interface MatrixViewProps {
  /** What it is, for those who do not see it. */
  readonly label: string;
  /** Element that holds the sentence about it. */
  readonly describedBy?: string;
  readonly values: Float32Array | Uint8Array;
  readonly steps: number;
  readonly channels: number;
  /** Pixels, or a CSS length. */
  readonly height: number | string;
  /** `spikes` and `difference` bring their own colours. */
  readonly scale: ColourScale | 'spikes' | 'difference';
  readonly side?: SelectionState['side'];
  /** True where the picture fills step by step while the transport runs. */
  readonly follows?: boolean;
  readonly axis?: boolean;
  readonly divergence?: { readonly step: number; readonly neuron: number } | null;
  /** Gives the caller the drawn element, for exports. */
  readonly onHost?: (host: HTMLElement | null) => void;
}

const watch: Watch = (s) => [s.cursor, s.pinned, s.window, s.playhead];

/** Room for the numbers of the first and the last neuron. */
const axisRoom = (channels: number) => textWidth(String(Math.max(10, channels - 1))) + 8;

/** One `[T, N]` picture that shares the page's selection. */
export function MatrixView(props: MatrixViewProps) {
  const { label, describedBy, values, steps, channels, height, scale, side, follows, axis, divergence, onHost } = props;
  const theme = useTheme();
  const draw = useCallback(
    (element: HTMLElement, { width, height: room, ratio }: Size) => {
      const state = selectionStore.getState();
      const { cursor, pinned, playhead, window } = state;
      const common = {
        theme, width, height: room, devicePixelRatio: ratio, cursor, pinned,
        window: window ?? undefined,
        revealTo: follows && playhead !== null ? playhead : undefined,
        spoken: cursor ? null : focusCell(state, steps, channels),
        xAxis: axis,
        yAxis: true,
        yLabel: '',
        margins: { left: axisRoom(channels) },
      };
      const data = { values, steps, channels };
      if (typeof scale === 'string') drawRaster(element, data, { ...common, kind: scale, divergence });
      else drawHeatmap(element, data, { ...common, scale });
    },
    [theme, values, steps, channels, scale, follows, axis, divergence],
  );
  const host = useDrawing(draw, onHost, watch);
  const pointer = useCellPointer({ steps, channels, side: side ?? null });
  return (
    <div
      ref={host}
      className="drawing"
      style={{ height: `calc(${typeof height === 'number' ? `${height}px` : height} + ${axis ? 18 : 0}px)` }}
      tabIndex={0}
      role="application"
      aria-roledescription="matrix of time steps and neurons"
      aria-label={`${label}, ${steps} steps by ${channels} neurons`}
      aria-describedby={describedBy}
      {...pointer}
    />
  );
}
