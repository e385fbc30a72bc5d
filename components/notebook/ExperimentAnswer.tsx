'use client';
import { useMemo } from 'react';
import { FIELDS, type FieldName } from '@/lib/experiment/fields';
import { decodeLink, encodeLink } from '@/lib/experiment/link';
import { ExperimentError, parseExperiment, type Experiment } from '@/lib/experiment/schema';
import { WAVEFORMS } from '@/lib/inputs/waveforms';
import type { Exercise } from '@/lib/notebook/cells/exerciseCell';
import { PARALLEL_NEURONS } from '@/lib/neurons/parallel';
import { Choice } from '../controls/Choices';
import { NumberControl } from '../controls/NumberControl';
import LiveFigure from './LiveFigure';

/** Words that a key of an Experiment may be, where it is not a number. */
const WORDS: Record<string, readonly (readonly [string, string])[]> = {
  'input.waveform': Object.entries(WAVEFORMS).map(([value, { name }]) => [value, name.toLowerCase()]),
  neuron: PARALLEL_NEURONS.map(({ kind, label }) => [kind, label]),
  matrices: [['released', 'as released'], ['consistent', 'LIF-consistent']],
  'baseline.reset': [['soft', 'soft'], ['hard', 'hard'], ['none', 'none']],
  'baseline.library': [['psu', 'PSU release'], ['spikingjelly', 'SpikingJelly'], ['snntorch', 'snnTorch']],
  start: [['released', 'as released'], ['lif', 'LIF-like'], ['zero', 'all zero']],
};

type Tree = Record<string, unknown>;
const at = (tree: unknown, path: readonly string[]): unknown => path.reduce<unknown>((node, key) => (node as Tree | undefined)?.[key], tree);

/** The Experiment with one value changed. @throws ExperimentError where it may not be */
function changed(experiment: Experiment, path: readonly string[], value: unknown): Experiment {
  const copy = JSON.parse(JSON.stringify(experiment)) as Tree;
  (at(copy, path.slice(0, -1)) as Tree)[path[path.length - 1]] = value;
  return parseExperiment(copy);
}

/** An answer that is an Experiment: some of its numbers, and what it shows. */
export default function ExperimentAnswer({ exercise, link, onChange }: { exercise: Exercise; link: string; onChange: (link: string) => void }) {
  const experiment = useMemo(() => {
    try {
      return decodeLink(link).experiment;
    } catch {
      return decodeLink(exercise.start).experiment;
    }
  }, [link, exercise.start]);
  const state = useMemo(() => ({ link, views: exercise.views, neuron: 0, layer: experiment.layers.length - 1, cell: null, playhead: null }), [link, exercise.views, experiment.layers.length]);
  const set = (path: readonly string[], value: unknown) => {
    try {
      onChange(encodeLink(changed(experiment, path, value)));
    } catch (error) {
      // The control keeps what it had: it names its own range.
      if (!(error instanceof ExperimentError)) throw error;
    }
  };
  return (
    <div className="experiment-answer">
      <div className="answer-controls">
        {exercise.controls.map((key) => {
          const path = key.split('.');
          const last = path[path.length - 1];
          const words = WORDS[key] ?? WORDS[last];
          const value = at(experiment, path);
          if (words) return <Choice key={key} label={last} value={String(value)} options={words.map(([v, label]) => ({ value: v, label }))} onChange={(next) => set(path, next)} />;
          if (Object.hasOwn(FIELDS, last) && typeof value === 'number') return <NumberControl key={key} field={last as FieldName} value={value} onChange={(next) => set(path, next)} />;
          return <p key={key} className="error-line">There is no control for “{key}”.</p>;
        })}
      </div>
      {exercise.views.length > 0 && <LiveFigure state={state} pictures="" />}
    </div>
  );
}
