/**
 * Runs for many figures of one page through one engine: one at a time, of each figure only the newest that it wants. In
 * float64: a chapter's figures are small, and tfjs would weigh more than it saves. The Lab runs the same on WebGL.
 */
import { openEngine, type Engine } from '../engine/client';
import type { Experiment } from '../experiment/schema';
import type { Recording } from '../recording/types';

type Answer = (result: Recording | Error) => void;

export interface FigureRuns {
  /** Asks for a run; a newer call of the same figure takes the place of one that waits. */
  run(figure: string, experiment: Experiment, answer: Answer): void;
}

export function createFigureRuns(open: typeof openEngine = openEngine): FigureRuns {
  const waiting = new Map<string, { experiment: Experiment; answer: Answer }>();
  let current: { experiment: Experiment; answer: Answer } | null = null;
  let engine: Engine | null = null;

  function next() {
    const [first] = waiting;
    if (current || !first) return;
    waiting.delete(first[0]);
    current = first[1];
    engine ??= open({
      status: () => undefined,
      progress: () => undefined,
      result: (experiment, recording) => experiment === current?.experiment && finish(recording),
      failed: (experiment, message) => experiment === current?.experiment && finish(new Error(message)),
      notice: (message) => finish(new Error(message)),
    });
    engine.run(first[1].experiment);
  }

  function finish(result: Recording | Error) {
    const done = current;
    current = null;
    done?.answer(result);
    next();
  }

  return {
    run(figure, experiment, answer) {
      waiting.set(figure, { experiment, answer });
      next();
    },
  };
}

/** One for the page. */
export const figureRuns = createFigureRuns();
