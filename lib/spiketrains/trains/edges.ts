import type { Edges, Train } from './types';

/**
 * Length of what was observed, end − start.
 * @throws {RangeError} edges that are not finite or do not ascend
 */
export function spanOf([start, end]: Edges): number {
  const span = end - start;
  if (!(span > 0 && Number.isFinite(span))) throw new RangeError(`The edges ${start} and ${end} should be finite and ascend.`);
  return span;
}

/** @throws {RangeError} a spike outside the edges */
export function checkWithin(train: Train, [start, end]: Edges): void {
  if (train.length === 0) return;
  const [first, last] = [train[0], train[train.length - 1]];
  if (!(first >= start)) throw new RangeError(`The train begins at ${first}, before its observation does, at ${start}.`);
  if (!(last <= end)) throw new RangeError(`The train ends at ${last}, after its observation does, at ${end}.`);
}
