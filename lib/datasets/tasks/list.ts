/**
 * The tasks that ship with the project, as plain data: a page can offer them without loading what makes them.
 */
import type { Show } from '../batch';
import { RECALL_DELAY, XOR_GAP } from './delays';
import type { TaskSizes } from './parts';

export type TaskId = 'digits' | 'digits-rows' | 'moving-shapes' | 'spoken-digits' | 'delayed-recall' | 'temporal-xor';

/** What a task is made with. */
export interface TaskOptions extends TaskSizes {
  /** Steps of delay or gap, for tasks that have it. */
  readonly delay?: number;
}

/** A whole number that a person may set. */
export interface TaskParameter {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

export interface Task {
  readonly id: TaskId;
  readonly label: string;
  /** One plain sentence on what is asked. */
  readonly sentence: string;
  /** How it is meant to be shown. */
  readonly show: Show;
  readonly parameters?: { readonly delay: TaskParameter };
  readonly defaults: TaskSizes;
}

const PICTURES: TaskSizes = { seed: 1, train: 3000, validation: 500, test: 500 };
/** Fewer where every step has to be computed anew. */
const SERIES: TaskSizes = { seed: 1, train: 2000, validation: 500, test: 500 };

export const TASKS: readonly Task[] = [
  { id: 'digits', label: 'Digits', sentence: 'Name a drawn digit that stands still.', show: 'repeat', defaults: PICTURES },
  {
    id: 'digits-rows',
    label: 'Digits, row by row',
    sentence: 'Name a drawn digit of which only one row is seen at a time.',
    show: 'rows',
    defaults: PICTURES,
  },
  {
    id: 'moving-shapes',
    label: 'Moving shapes',
    sentence: 'Say what moves before an event camera, and which way it went first.',
    show: 'repeat',
    defaults: SERIES,
  },
  {
    id: 'spoken-digits',
    label: 'Spoken digits',
    sentence: 'Name a number word from the spikes of a model of the ear.',
    show: 'repeat',
    defaults: SERIES,
  },
  {
    id: 'delayed-recall',
    label: 'Delayed recall',
    sentence: 'Keep a cue in mind through distraction, and name it at “go”.',
    show: 'repeat',
    parameters: { delay: { label: 'Delay in steps', ...RECALL_DELAY } },
    defaults: SERIES,
  },
  {
    id: 'temporal-xor',
    label: 'Temporal XOR',
    sentence: 'Say whether two pulses, some steps apart, are of one kind.',
    show: 'repeat',
    parameters: { delay: { label: 'Gap in steps', ...XOR_GAP } },
    defaults: SERIES,
  },
];
