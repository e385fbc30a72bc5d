'use client';
import { useId, useRef, useState } from 'react';
import type { FileOptions as Options } from '@/lib/engine/training/protocol';
import { TASKS } from '@/lib/datasets/tasks/list';
import type { TaskSettings } from '@/lib/experiment/recipe';
import { startRecipe } from '@/lib/experiment/startRecipes';
import { cancelReading, changeRecipe, chooseTask, readTrainingFiles, trainingStore } from '@/lib/stores/training';
import { Segmented } from '../controls/Choices';
import { FileOptions } from './FileOptions';
import { RecipeNumber } from './RecipeNumber';
import { useFacts, useTraining } from './use';

const SHOWN = [
  { value: 'repeat', label: 'the whole picture' },
  { value: 'rows', label: 'a row a step' },
  { value: 'columns', label: 'a column a step' },
] as const;

/** A task brings the network and the learning that suit it; the seeds stay. */
function pick(id: TaskSettings['id']): void {
  const { recipe } = trainingStore.getState();
  const next = startRecipe(id);
  chooseTask({ ...next.task, seed: recipe.task.seed }, { ...next, seed: recipe.seed });
}

/** Which data: a task that ships, or files of the reader's own. */
export function TaskPicker() {
  const task = useTraining((s) => s.recipe.task);
  const facts = useFacts();
  const reading = useTraining((s) => s.reading);
  const error = useTraining((s) => s.dataError);
  const steps = useTraining((s) => s.recipe.steps);
  const id = useId();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [options, setOptions] = useState<Options>({});
  const change = (part: Partial<TaskSettings>) => chooseTask({ ...task, ...part });
  const pictures = facts?.content === 'pictures';
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 className="panel-title" id={`${id}-title`}>Task</h2>
      <label className="visually-hidden" htmlFor={id}>Task</label>
      <select id={id} className="wide-select" value={task.id} onChange={(event) => pick(event.target.value as TaskSettings['id'])}>
        {TASKS.map(({ id: value, label }) => <option key={value} value={value}>{label} (generated)</option>)}
        {task.id === 'files' && <option value="files">{facts?.name ?? 'Your files'}</option>}
      </select>
      {pictures && <Segmented label="How the picture is shown" value={task.show} options={SHOWN} onChange={(show) => change({ show })} />}
      {pictures && task.show === 'repeat' && <RecipeNumber field="steps" value={steps} onChange={(v) => changeRecipe((r) => ({ ...r, steps: v }))} />}
      {TASKS.find((t) => t.id === task.id)?.parameters && <RecipeNumber field="delay" value={task.delay} onChange={(delay) => change({ delay })} />}
      <div className="button-row">
        <button type="button" className="button" onClick={() => files.current?.click()}>Open files…</button>
        <button type="button" className="button" onClick={() => folder.current?.click()}>Open a folder…</button>
      </div>
      <input ref={files} type="file" multiple hidden aria-label="Data files" onChange={(event) => { readTrainingFiles([...(event.target.files ?? [])], options); event.target.value = ''; }} />
      <input ref={folder} type="file" hidden aria-label="Data folder" {...{ webkitdirectory: '' }} onChange={(event) => { readTrainingFiles([...(event.target.files ?? [])], options); event.target.value = ''; }} />
      <p className="quiet">MNIST, Fashion-MNIST, CIFAR-10 and -100, N-MNIST, DVS Gesture, CIFAR10-DVS, SHD, SSC, or frames and events as .npy and .npz. They are read here and stay on this device.</p>
      <FileOptions options={options} onChange={setOptions} />
      {reading && (
        <div className="reading" role="status">
          <progress max={1} value={reading.done} aria-label={reading.sentence} />
          <span>{reading.sentence}, {Math.round(100 * reading.done)} %</span>
          {reading.files && <button type="button" className="link-button" onClick={cancelReading}>Cancel</button>}
        </div>
      )}
      {error && <p className="error-line" role="alert">{error}{facts ? ` ${facts.name} stays as it was.` : ''}</p>}
    </section>
  );
}
