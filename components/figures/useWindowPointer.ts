'use client';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { inFigure } from '@/lib/figures/hitTest';
import { brushed, panBy, zoomAt } from '@/lib/figures/spikes/window';
import type { TimeWindow } from '@/lib/figures/spikes/types';

/** Pixels a pointer moves before a click becomes a drag. */
const DRAG_PX = 4;

interface WindowPointer {
  /** What is shown; null where there is nothing to pan. */
  readonly window: TimeWindow | null;
  readonly bounds: TimeWindow;
  readonly onWindow?: (window: TimeWindow) => void;
  readonly onBrush?: (window: TimeWindow) => void;
  readonly onReset?: () => void;
}

interface Drag {
  readonly kind: 'pan' | 'brush';
  readonly x: number;
  readonly window: TimeWindow;
  /** Time of a CSS px, and at the left edge of the page. */
  readonly perPx: number;
  readonly origin: number;
}

/** Where a brush is being drawn, in px from the left of the figure. */
export interface Brush {
  readonly left: number;
  readonly width: number;
}

/** Time of a CSS px and at x = 0 of the page, from the figure as it is drawn. */
function scaleOf(host: HTMLElement, [from, to]: TimeWindow) {
  const rect = host.getBoundingClientRect();
  const found = inFigure(host, rect.left, rect.top);
  if (!found) return null;
  const { plot } = found.geometry;
  const perPx = (to - from) / plot.width;
  return { perPx, origin: from - (rect.left + plot.x) * perPx, left: rect.left };
}

/**
 * What wheel, pointer and fingers do to the window of a figure over time. A plain wheel scrolls the page until the
 * figure has the focus; then, and with ctrl or ⌘ always, it zooms at the pointer; with shift, or sideways, it pans.
 * A drag pans, with shift it brushes; one finger pans sideways, two pinch; a double click resets.
 */
export function useWindowPointer(host: RefObject<HTMLElement | null>, options: WindowPointer) {
  const latest = useRef(options);
  const [brush, setBrush] = useState<Brush | null>(null);
  const fingers = useRef(new Map<number, number>());
  const drag = useRef<Drag | null>(null);
  const pinch = useRef<{ readonly apart: number; readonly middle: number; readonly window: TimeWindow } | null>(null);
  /** The click that ends a drag chooses nothing. */
  const dragged = useRef(false);

  useLayoutEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const { window: shown, bounds, onWindow } = latest.current;
      const scale = shown && onWindow && scaleOf(element, shown);
      if (!scale) return;
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1;
      const [dx, dy] = [event.deltaX * lines, event.deltaY * lines];
      const zooms = event.ctrlKey || event.metaKey;
      const sideways = !zooms && (event.shiftKey || Math.abs(dx) > Math.abs(dy));
      if (!zooms && !sideways && element.ownerDocument.activeElement !== element) return;
      event.preventDefault();
      if (sideways) onWindow(panBy(shown, (Math.abs(dx) > Math.abs(dy) ? dx : dy) * scale.perPx, bounds));
      // A pinch on a touchpad comes as small steps with ctrl.
      else onWindow(zoomAt(shown, scale.origin + event.clientX * scale.perPx, Math.exp(dy * (zooms && Math.abs(dy) < 50 ? 0.01 : 0.002)), bounds));
    };
    // React listens passively, and a passive listener cannot keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host]);

  const handlers = useMemo(() => {
    const end = (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId);
      if (fingers.current.size < 2) pinch.current = null;
      const before = drag.current;
      drag.current = null;
      setBrush(null);
      return before;
    };
    return {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const { window: shown, onBrush } = latest.current;
        const scale = shown && event.button === 0 ? scaleOf(event.currentTarget, shown) : null;
        dragged.current = false;
        if (!shown || !scale) return;
        fingers.current.set(event.pointerId, event.clientX);
        const places = [...fingers.current.values()];
        if (places.length === 2) {
          drag.current = null;
          const middle = (places[0] + places[1]) / 2;
          pinch.current = { apart: Math.max(1, Math.abs(places[0] - places[1])), middle: scale.origin + middle * scale.perPx, window: shown };
        } else drag.current = { kind: event.shiftKey && onBrush ? 'brush' : 'pan', x: event.clientX, window: shown, ...scale };
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const { bounds, onWindow } = latest.current;
        // Let go outside the figure before it was a drag.
        if (event.buttons === 0) return void end(event);
        if (!fingers.current.has(event.pointerId)) return;
        fingers.current.set(event.pointerId, event.clientX);
        const two = pinch.current;
        if (two) {
          const [one, other] = [...fingers.current.values()];
          dragged.current = true;
          onWindow?.(zoomAt(two.window, two.middle, two.apart / Math.max(1, Math.abs(one - other)), bounds));
          return;
        }
        const moving = drag.current;
        if (!moving || (!dragged.current && Math.abs(event.clientX - moving.x) <= DRAG_PX)) return;
        if (!dragged.current) event.currentTarget.setPointerCapture?.(event.pointerId);
        dragged.current = true;
        if (moving.kind === 'pan') onWindow?.(panBy(moving.window, (moving.x - event.clientX) * moving.perPx, bounds));
        else {
          const { left } = event.currentTarget.getBoundingClientRect();
          setBrush({ left: Math.min(moving.x, event.clientX) - left, width: Math.abs(event.clientX - moving.x) });
        }
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const { bounds, onBrush } = latest.current;
        const before = end(event);
        if (before?.kind !== 'brush' || !dragged.current) return;
        const at = (x: number) => before.origin + x * before.perPx;
        const chosen = brushed(at(before.x), at(event.clientX), bounds, DRAG_PX * before.perPx);
        if (chosen) onBrush?.(chosen);
      },
      onPointerCancel: (event: PointerEvent<HTMLElement>) => void end(event),
      onDoubleClick: (_event: MouseEvent<HTMLElement>) => latest.current.onReset?.(),
    };
  }, []);
  /** Whether the click that comes now ends a drag; read by handlers, never while rendering. */
  const wasDragged = useMemo(() => () => dragged.current, []);
  return { handlers, brush, wasDragged };
}
