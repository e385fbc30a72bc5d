import { convolution, pool } from './convolution';
import type { Kind } from './kind';
import { linear, scale } from './linear';
import { NEURONS } from './neurons';
import { delay, flatten, input, output, threshold } from './plain';

/** Every type of node that can be run. */
export const KINDS: Readonly<Record<string, Kind>> = {
  Input: input,
  Output: output,
  Affine: linear,
  Linear: linear,
  Scale: scale,
  Conv1d: convolution,
  Conv2d: convolution,
  SumPool2d: pool,
  AvgPool2d: pool,
  Flatten: flatten,
  Threshold: threshold,
  Delay: delay,
  ...NEURONS,
};

/** What is known of a type; null where nothing is. */
export const kindOf = (type: string): Kind | null => (Object.hasOwn(KINDS, type) ? KINDS[type] : null);
