'use client';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { selectionStore } from '@/lib/stores/lab';
import type { SelectionState } from '@/lib/stores/selectionStore';

export interface Size {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

const waiting = new Set<() => void>();
let frame = 0;

/** All figures redraw together, once a frame. */
function schedule(draw: () => void): void {
  waiting.add(draw);
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    const now = [...waiting];
    waiting.clear();
    now.forEach((each) => each());
  });
}

/** What of the selection a drawing shows; it is drawn again only when one of these changes. */
export type Watch = (selection: SelectionState) => readonly unknown[];

/**
 * Draws into the returned element: when `draw` changes, when the element changes its size, and when
 * what it watches of the selection changes; only while it is on screen.
 * @param onHost is given the drawn element, for exports
 */
export function useDrawing(
  draw: (host: HTMLElement, size: Size) => void,
  onHost?: (host: HTMLElement | null) => void,
  watch?: Watch,
): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(draw);
  const watching = useRef(watch);
  const redraw = useRef<(now?: boolean) => void>(() => undefined);

  // New data are drawn at once, for the very next frame; a passive effect would come a frame late.
  useLayoutEffect(() => {
    latest.current = draw;
    watching.current = watch;
    redraw.current(true);
  }, [draw, watch]);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let visible = false;
    // Kept from the observer: asking the element would force a layout for every figure and frame.
    let [width, height] = [0, 0];
    const paint = () => {
      if (width > 0 && height > 0) latest.current(element, { width, height, ratio: window.devicePixelRatio || 1 });
    };
    redraw.current = (now) => {
      if (!visible) return;
      if (now) paint();
      else schedule(paint);
    };
    const seen = new IntersectionObserver(
      (entries) => {
        visible = entries[entries.length - 1].isIntersecting;
        redraw.current();
      },
      { rootMargin: '120px' },
    );
    const sized = new ResizeObserver((entries) => {
      const { contentRect } = entries[entries.length - 1];
      [width, height] = [Math.floor(contentRect.width), Math.floor(contentRect.height)];
      redraw.current();
    });
    seen.observe(element);
    sized.observe(element);
    const unsubscribe = selectionStore.subscribe((state, before) => {
      const now = watching.current?.(state);
      const then = watching.current?.(before);
      if (now?.some((part, k) => part !== then?.[k])) redraw.current();
    });
    return () => {
      seen.disconnect();
      sized.disconnect();
      unsubscribe();
      waiting.delete(paint);
    };
  }, []);

  useEffect(() => {
    onHost?.(host.current);
    return () => onHost?.(null);
  }, [onHost]);
  return host;
}
