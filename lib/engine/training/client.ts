/** The page's side of the training worker: messages out, events in, answers to single requests. */
import type { Recipe, TaskSettings } from '../../experiment/recipe';
import type { PartName } from '../../datasets/types';
import type { SampleLook } from '../../networks/training/probe';
import type { BackendName } from '../protocol';
import type { Budget, Checkpoint, FileOptions, FromTraining, LookAt, Thumbnail, ToTraining } from './protocol';

/** The part of a Worker that is used; tests put their own in its place. */
export interface TrainingPort {
  postMessage(message: ToTraining, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromTraining>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export interface Look {
  readonly look: SampleLook;
  readonly label: number | null;
}

export interface Training {
  start(prefer: BackendName | null): void;
  task(task: TaskSettings): void;
  files(key: string, files: readonly File[], options: FileOptions): void;
  cancelReading(): void;
  add(id: string, recipe: Recipe, kept: Checkpoint | null): void;
  remove(id: string): void;
  go(budget: Budget): void;
  pause(): void;
  step(): void;
  pace(ms: number): void;
  /** @throws Error with one sentence where the run is gone or cannot be looked at */
  look(id: string, at: LookAt): Promise<Look>;
  /** Samples of a part as small pictures. */
  pictures(task: TaskSettings, part: PartName, samples: readonly number[]): Promise<readonly Thumbnail[]>;
  /** The run as it stands. */
  save(id: string): Promise<Checkpoint>;
  loseContext(): void;
  close(): void;
}

type Answered = Extract<FromTraining, { type: 'look' | 'pictures' | 'saved' | 'failed' }>;
const isAnswer = (message: FromTraining): message is Answered => ['look', 'pictures', 'saved', 'failed'].includes(message.type);

export function connectTraining(port: TrainingPort, on: (message: Exclude<FromTraining, Answered>) => void): Training {
  let next = 0;
  const asked = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();

  function ask<T>(make: (request: number) => ToTraining): Promise<T> {
    return new Promise((resolve, reject) => {
      asked.set(++next, { resolve, reject });
      port.postMessage(make(next));
    });
  }

  port.onmessage = ({ data: message }) => {
    if (!isAnswer(message)) return on(message);
    const waiting = asked.get(message.request);
    asked.delete(message.request);
    if (message.type === 'failed') waiting?.reject(new Error(message.message));
    else if (message.type === 'look') waiting?.resolve({ look: message.look, label: message.label } as never);
    else waiting?.resolve((message.type === 'pictures' ? message.pictures : message.checkpoint) as never);
  };
  port.onerror = (event) => on({ type: 'notice', message: `The training engine stopped: ${event.message || 'its file could not be loaded'}. Reload the page; every whole epoch is kept on this device.` });

  const send = (message: ToTraining) => port.postMessage(message);
  return {
    start: (prefer) => send({ type: 'start', prefer }),
    task: (task) => send({ type: 'task', task }),
    files: (key, files, options) => send({ type: 'files', key, files, options }),
    cancelReading: () => send({ type: 'cancel-reading' }),
    add: (id, recipe, kept) => send({ type: 'add', id, recipe, kept }),
    remove: (id) => send({ type: 'remove', id }),
    go: (budget) => send({ type: 'go', budget }),
    pause: () => send({ type: 'pause' }),
    step: () => send({ type: 'step' }),
    pace: (ms) => send({ type: 'pace', ms }),
    look: (id, at) => ask((request) => ({ type: 'look', id, request, at })),
    pictures: (task, part, samples) => ask((request) => ({ type: 'pictures', request, task, part, samples })),
    save: (id) => ask((request) => ({ type: 'save', id, request })),
    loseContext: () => send({ type: 'lose-context' }),
    close: () => port.terminate(),
  };
}

/** Starts the training worker. */
export function openTraining(on: Parameters<typeof connectTraining>[1]): Training {
  const worker = new Worker(new URL('./training.worker.ts', import.meta.url), { type: 'module', name: 'training' });
  return connectTraining(worker as unknown as TrainingPort, on);
}
