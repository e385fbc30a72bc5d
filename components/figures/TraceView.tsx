'use client';
import { useCallback } from 'react';
import { drawTrace, type TraceData, type TraceOptions } from '@/lib/figures/trace';
import { traceAt } from '@/lib/figures/hitTest';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { useTheme } from '../shell/theme';
import { moveCell } from './useCellPointer';
import { useDrawing, type Size, type Watch } from './useDrawing';

interface TraceViewProps {
  readonly label: string;
  readonly data: TraceData;
  /** Default: lines, as `drawTrace` draws them. */
  readonly kind?: (host: HTMLElement, data: TraceData, options: TraceOptions) => void;
  readonly height: number;
  /** What runs along x. */
  readonly along: 'steps' | 'neurons';
  readonly steps: number;
  readonly channels: number;
  readonly yLabel?: string;
  readonly describedBy?: string;
  readonly directLabels?: boolean;
  readonly onHost?: (host: HTMLElement | null) => void;
}

/** Lines over time, or over neurons at one step, that share the page's selection. */
export function TraceView({ label, data, kind = drawTrace, height, along, steps, channels, yLabel, describedBy, directLabels, onHost }: TraceViewProps) {
  const theme = useTheme();
  const draw = useCallback(
    (host: HTMLElement, { width, height: room }: Size) => {
      const state = selectionStore.getState();
      const cell = focusCell(state, steps, channels);
      kind(host, data, {
        theme, width, height: room, yLabel, directLabels,
        cursor: along === 'steps' ? cell.step : cell.neuron,
        window: along === 'steps' && state.window ? state.window : undefined,
        xLabel: along === 'steps' ? 'time step' : 'neuron',
      });
    },
    [theme, data, kind, along, steps, channels, yLabel, directLabels],
  );
  const watch = useCallback<Watch>((s) => {
    const cell = focusCell(s, steps, channels);
    return [s.window, along === 'steps' ? cell.step : cell.neuron];
  }, [steps, channels, along]);
  const host = useDrawing(draw, onHost, watch);
  const look = (event: React.MouseEvent<HTMLElement>, pin: boolean) => {
    const at = traceAt(event.currentTarget, event.clientX, event.clientY);
    const state = selectionStore.getState();
    if (at === null || (state.pinned && !pin)) return;
    const cell = { ...focusCell(state, steps, channels), [along === 'steps' ? 'step' : 'neuron']: at };
    selectionStore.setState(pin ? { pinned: cell } : { cursor: cell });
  };
  return (
    <div
      ref={host}
      className="drawing"
      style={{ height }}
      tabIndex={0}
      role="application"
      aria-roledescription="line chart"
      aria-label={label}
      aria-describedby={describedBy}
      onPointerMove={(event) => look(event, false)}
      onClick={(event) => look(event, true)}
      onPointerLeave={() => selectionStore.setState({ cursor: null })}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        const far = event.shiftKey ? 8 * by : by;
        moveCell(along === 'steps' ? far : 0, along === 'steps' ? 0 : far, { steps, channels });
      }}
    />
  );
}
