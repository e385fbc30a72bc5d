'use client';
import { useMemo, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { heatmapAt } from '@/lib/figures/hitTest';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell, type SelectionState } from '@/lib/stores/selectionStore';

/** Pixels a pointer moves before a click becomes the selection of a window. */
const DRAG_PX = 8;

interface Shape {
  readonly steps: number;
  readonly channels: number;
  readonly side: SelectionState['side'] | null;
}

/** Moves the pinned cell, or pins the one that is looked at. */
export function moveCell(dt: number, dn: number, { steps, channels }: Pick<Shape, 'steps' | 'channels'>): void {
  const state = selectionStore.getState();
  const at = focusCell(state, steps, channels);
  const [from, to] = state.window ?? [0, steps];
  selectionStore.setState({
    pinned: {
      step: Math.max(from, Math.min(to - 1, at.step + dt)),
      neuron: Math.max(0, Math.min(channels - 1, at.neuron + dn)),
    },
  });
}

/**
 * What pointer and keys do on a `[T, N]` picture: hover looks, a click pins, a sideways drag selects a window
 * of steps, a double click shows all again, arrows move the pinned cell, Escape lets go.
 */
export function useCellPointer({ steps, channels, side }: Shape) {
  const down = useRef<{ x: number; step: number } | null>(null);
  /** The click that ends a drag pins nothing. */
  const dragged = useRef(false);
  return useMemo(() => {
    const at = (event: PointerEvent<HTMLElement> | MouseEvent<HTMLElement>) => heatmapAt(event.currentTarget, event.clientX, event.clientY);
    const look = () => (side ? { side } : {});
    return {
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const cell = at(event);
        selectionStore.setState({ cursor: cell, ...(cell && !selectionStore.getState().pinned ? look() : {}) });
      },
      onPointerLeave: () => selectionStore.setState({ cursor: null }),
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const cell = at(event);
        dragged.current = false;
        down.current = cell && { x: event.clientX, step: cell.step };
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const start = down.current;
        down.current = null;
        const cell = at(event);
        if (!start || !cell || event.pointerType === 'touch' || Math.abs(event.clientX - start.x) <= DRAG_PX) return;
        dragged.current = true;
        const [from, to] = [Math.min(start.step, cell.step), Math.max(start.step, cell.step) + 1];
        if (to - from > 1) selectionStore.setState({ window: [from, to] });
      },
      // Not on pointerup: what opens then would lie under the finger when the click of the same tap comes.
      onClick(event: MouseEvent<HTMLElement>) {
        const cell = at(event);
        if (!cell || dragged.current) return;
        const { pinned } = selectionStore.getState();
        const same = pinned?.step === cell.step && pinned.neuron === cell.neuron;
        selectionStore.setState({ pinned: same ? null : cell, ...look() });
      },
      onDoubleClick: () => selectionStore.setState({ window: null }),
      onFocus: () => selectionStore.setState(look()),
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const far = event.shiftKey ? 8 : 1;
        const moves: Record<string, [number, number]> = {
          ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, far], ArrowDown: [0, -far],
        };
        const move = moves[event.key];
        if (!move) return;
        event.preventDefault();
        moveCell(move[0], move[1], { steps, channels });
      },
    };
  }, [steps, channels, side]);
}
