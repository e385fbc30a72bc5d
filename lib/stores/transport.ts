/** Play, pause, step and scrub: the LIF goes on by one step, in four phases. */
import type { StoreApi } from 'zustand/vanilla';
import type { SelectionState } from './selectionStore';

export const PHASES = ['leak', 'charge', 'fire', 'reset'] as const;
/** Above this speed the four phases of a step pass as one. */
const PHASES_UP_TO = 12;
export const SPEEDS = [1, 2, 4, 8, 16, 32, 64, 128] as const;

export interface Transport {
  toggle(): void;
  pause(): void;
  /** Steps forward (1) or back (−1). */
  step(by: number): void;
  /** One phase on. */
  phase(): void;
  /** To the state after so many steps; null shows all. */
  scrub(playhead: number | null): void;
  setSpeed(speed: number): void;
}

export function createTransport(
  store: StoreApi<SelectionState>,
  steps: () => number,
  frame: (callback: (now: number) => void) => void = (callback) => requestAnimationFrame(callback),
): Transport {
  let due = 0;

  function advance(): void {
    const { playhead, phase, speed } = store.getState();
    const at = playhead ?? 0;
    if (speed <= PHASES_UP_TO && phase < 3) store.setState({ phase: (phase + 1) as SelectionState['phase'] });
    else if (at >= steps()) store.setState({ playing: false, phase: 3 });
    else store.setState({ playhead: at + 1, phase: speed <= PHASES_UP_TO ? 0 : 3 });
  }

  function tick(now: number): void {
    const { playing, speed } = store.getState();
    if (!playing) return;
    const interval = 1000 / (speed <= PHASES_UP_TO ? speed * 4 : speed);
    if (due === 0) due = now;
    // At most a handful a frame: a tab that slept does not race.
    for (let k = 0; k < 8 && now >= due && store.getState().playing; k++) {
      advance();
      due += interval;
    }
    if (now - due > 1000) due = now;
    frame(tick);
  }

  const pause = () => store.setState({ playing: false });
  return {
    pause,
    toggle() {
      const { playing, playhead } = store.getState();
      if (playing) return pause();
      const fresh = playhead === null || playhead >= steps();
      store.setState({ playing: true, ...(fresh && { playhead: 0, phase: 3 }) });
      due = 0;
      frame(tick);
    },
    step(by) {
      const { playhead } = store.getState();
      const at = playhead ?? (by > 0 ? 0 : steps());
      store.setState({ playing: false, playhead: Math.max(0, Math.min(steps(), at + by)), phase: 3 });
    },
    phase() {
      if (store.getState().playhead === null) store.setState({ playhead: 0, phase: 3 });
      const { playhead, phase } = store.getState();
      if (phase < 3) store.setState({ playing: false, phase: (phase + 1) as SelectionState['phase'] });
      else if ((playhead ?? 0) < steps()) store.setState({ playing: false, playhead: (playhead ?? 0) + 1, phase: 0 });
    },
    scrub: (playhead) => store.setState({ playing: false, phase: 3, playhead: playhead === null ? null : Math.max(0, Math.min(steps(), Math.round(playhead))) }),
    setSpeed: (speed) => store.setState({ speed }),
  };
}
