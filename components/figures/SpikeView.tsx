'use client';
import { useCallback, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { spikesBounds } from '@/lib/figures/spikes/bounds';
import { spikesAt, spikesReadout, spikesStep } from '@/lib/figures/spikes/pointing';
import { drawSpikes, spikesHeight, type SpikePoint, type SpikeSpec, type TimeWindow } from '@/lib/figures/spikes/spec';
import { panBy, zoomAt } from '@/lib/figures/spikes/window';
import { useTheme } from '../shell/theme';
import { useDrawing, type Size } from './useDrawing';
import { useWindowPointer } from './useWindowPointer';

interface SpikeViewProps {
  /** Keep its identity while nothing changes. */
  readonly spec: SpikeSpec;
  readonly describedBy?: string;
  /** Px; default what the specification asks for at its width. */
  readonly height?: number;
  /** Shared by several figures, where there are several. */
  readonly cursor?: SpikePoint | null;
  readonly onCursor?: (point: SpikePoint | null) => void;
  readonly selected?: SpikePoint | null;
  /** A click, Enter or the space bar chooses what is pointed at; null lets go. */
  readonly onSelect?: (point: SpikePoint | null) => void;
  /** What may be shown; default all that was recorded. */
  readonly bounds?: TimeWindow;
  /** Wheel, drag, pinch, + and − ask for another window. */
  readonly onWindow?: (window: TimeWindow) => void;
  /** A drag with shift chose a window. */
  readonly onBrush?: (window: TimeWindow) => void;
  /** A double click asks for everything. */
  readonly onReset?: () => void;
  /** Page up and page down ask for other rows: −1 or 1 pages. */
  readonly onRows?: (pages: -1 | 1) => void;
  readonly onHost?: (host: HTMLElement | null) => void;
}

const NOWHERE: TimeWindow = [0, 1];
/** How much wider or narrower a key makes the window. */
const KEY_ZOOM = 1.5;

/** What is shown across; null in figures that cannot be panned. */
const windowOf = (spec: SpikeSpec): TimeWindow | null => (spec.figure === 'pairs' || spec.figure === 'bars' ? null : spec.window);

/** A drawing of spikes, read by pointer or keys, panned and zoomed by the page; its numbers stand below it. */
export function SpikeView({ spec, describedBy, height, cursor: shared, onCursor, selected = null, onSelect, bounds: given, onWindow, onBrush, onReset, onRows, onHost }: SpikeViewProps) {
  const theme = useTheme();
  const [own, setOwn] = useState<SpikePoint | null>(null);
  const [width, setWidth] = useState(560);
  const cursor = shared === undefined ? own : shared;
  const setCursor = onCursor ?? setOwn;
  const draw = useCallback(
    (host: HTMLElement, size: Size) => {
      // Some figures are higher the narrower they are.
      setWidth(size.width);
      drawSpikes(host, spec, { theme, ...size, cursor, selected });
    },
    [spec, theme, cursor, selected],
  );
  const host = useDrawing(draw, onHost);
  const shown = windowOf(spec);
  const bounds = given ?? (spec.figure === 'pairs' ? NOWHERE : spikesBounds(spec));
  const { handlers, brush, wasDragged } = useWindowPointer(host, { window: shown, bounds, onWindow, onBrush, onReset });
  const at = ({ currentTarget, clientX, clientY }: MouseEvent<HTMLElement>) => spikesAt(currentTarget, spec, clientX, clientY);

  /** Whether a key asked for another window or other rows. */
  const moves = (key: string): boolean => {
    if (onRows && (key === 'PageUp' || key === 'PageDown')) onRows(key === 'PageUp' ? -1 : 1);
    else if (shown && onWindow && ['+', '=', '-', '_', '−'].includes(key)) {
      const middle = cursor && 'time' in cursor ? cursor.time : (shown[0] + shown[1]) / 2;
      onWindow(zoomAt(shown, middle, key === '+' || key === '=' ? 1 / KEY_ZOOM : KEY_ZOOM, bounds));
    } else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const next = spikesStep(spec, cursor ?? selected, key, { far: event.shiftKey });
    if (next) {
      const stuck = cursor && 'time' in cursor && 'time' in next && cursor.time === next.time;
      // At an edge the window goes along.
      if (stuck && shown && onWindow && (key === 'ArrowLeft' || key === 'ArrowRight')) onWindow(panBy(shown, ((key === 'ArrowLeft' ? -1 : 1) * (shown[1] - shown[0])) / 4, bounds));
      setCursor(next);
    } else if (moves(key)) {
      // Done.
    } else if (onSelect && cursor && (key === 'Enter' || key === ' ')) onSelect(cursor);
    else if (key === 'Escape' && (cursor || selected)) {
      setCursor(null);
      onSelect?.(null);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <div style={{ position: 'relative' }}>
        <div
          ref={host}
          className="drawing"
          style={{ height: height ?? spikesHeight(spec, width) }}
          role="application"
          aria-roledescription="figure"
          aria-label={`${spec.label}. Arrow keys read its numbers${shown && onWindow ? ', plus and minus zoom' : ''}`}
          aria-describedby={describedBy}
          tabIndex={0}
          {...handlers}
          onPointerMove={(event: PointerEvent<HTMLElement>) => {
            handlers.onPointerMove(event);
            if (!wasDragged() || event.buttons === 0) setCursor(at(event));
          }}
          onPointerLeave={() => setCursor(null)}
          onClick={(event) => {
            if (!wasDragged()) onSelect?.(at(event));
          }}
          onKeyDown={onKeyDown}
        />
        {brush && <div aria-hidden="true" style={{ position: 'absolute', top: 0, bottom: 0, ...brush, background: 'var(--ink)', opacity: 0.12, pointerEvents: 'none' }} />}
      </div>
      <p className="readout" aria-live="polite">{spikesReadout(spec, cursor)}</p>
    </>
  );
}
