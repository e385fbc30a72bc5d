/**
 * Long work cut into pieces of a few milliseconds. The same generator runs at one go, or with pauses in
 * which messages come in and a run can be stopped: there is one form of the work, not two.
 *
 * Each yield says which share of the work is done, from 0 to 1.
 */
export type Pieces<T> = Generator<number, T, void>;

/** Multiply–adds of about one piece. */
export const PIECE = 4e6;

/** Longest work between two pauses, give or take a piece. */
const PATIENCE_MS = 50;

/** All of the work at one go. */
export function whole<T>(work: Pieces<T>): T {
  let next = work.next();
  while (!next.done) next = work.next();
  return next.value;
}

/**
 * A pause that is taken only where 50 ms have passed since the last one: work that is shorter never waits.
 */
export function sparing(pause: (done: number) => Promise<void>): (done: number) => Promise<void> {
  let last = performance.now();
  return async (done) => {
    if (performance.now() - last < PATIENCE_MS) return;
    await pause(done);
    last = performance.now();
  };
}

/** The work with pauses; what a pause throws ends it. */
export async function paced<T>(work: Pieces<T>, pause: (done: number) => Promise<void>): Promise<T> {
  const now = sparing(pause);
  let next = work.next();
  while (!next.done) {
    await now(next.value);
    next = work.next();
  }
  return next.value;
}

/** Work as one part of a longer one, from one share of it to another. */
export function* part<T>(work: Pieces<T>, from: number, to: number): Pieces<T> {
  let next = work.next();
  while (!next.done) {
    yield from + (to - from) * next.value;
    next = work.next();
  }
  return next.value;
}

/** Calls `work` for one stretch of rows after another, each of about one piece. */
export function* stretches(rows: number, costOfRow: number, work: (from: number, to: number) => void): Pieces<void> {
  const height = Math.max(1, Math.floor(PIECE / Math.max(1, costOfRow)));
  for (let from = 0; from < rows; from += height) {
    if (from > 0) yield from / rows;
    work(from, Math.min(rows, from + height));
  }
}
