/** Makes the tasks that ship with the project. All are generated from a seed. */
import type { Pieces } from '@/lib/numerics/pieces';

import type { Dataset } from '../types';
import { delayedRecall } from './delayedRecall';
import { digits } from './digits';
import type { TaskId, TaskOptions } from './list';
import { movingShapes } from './movingShapes';
import { spokenDigits } from './spokenDigits';
import { temporalXor } from './temporalXor';

export { TASKS, type Task, type TaskId, type TaskOptions, type TaskParameter } from './list';
export type { TaskSizes } from './parts';

const MAKE: Readonly<Record<TaskId, (options: TaskOptions) => Pieces<Dataset>>> = {
  digits,
  'digits-rows': digits,
  'moving-shapes': movingShapes,
  'spoken-digits': spokenDigits,
  'delayed-recall': (options) => delayedRecall(options, options.delay),
  'temporal-xor': (options) => temporalXor(options, options.delay),
};

/**
 * Makes a task's samples, one a piece. `digits` and `digits-rows` hold the same pictures; they differ in how they are shown.
 *
 * @throws {RangeError} a part that is no whole number of samples from 1 on; a delay outside the task's limits
 */
export const makeTask = (id: TaskId, options: TaskOptions): Pieces<Dataset> => MAKE[id](options);
