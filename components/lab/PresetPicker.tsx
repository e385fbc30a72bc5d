'use client';
import { useId } from 'react';
import { encodeLink } from '@/lib/experiment/link';
import { PRESETS, presetExperiment } from '@/lib/experiment/presets';
import type { Experiment } from '@/lib/experiment/schema';
import { selectionStore } from '@/lib/stores/lab';
import { changeExperiment } from './change';

/** Which preset an Experiment still is, whatever its seed. */
function presetOf(experiment: Experiment) {
  const link = encodeLink({ ...experiment, seed: 7 });
  return PRESETS.find((preset) => encodeLink(presetExperiment(preset)) === link);
}

/** One idea at a time. */
export function PresetPicker({ experiment }: { experiment: Experiment }) {
  const id = useId();
  const preset = presetOf(experiment);
  const choose = (key: string) => {
    const next = PRESETS.find((p) => p.id === key);
    if (!next) return;
    changeExperiment(presetExperiment(next));
    selectionStore.setState({ layer: Math.max(0, (next.layers?.length ?? 1) - 1), pinned: null, cursor: null, playhead: null, playing: false, window: null });
  };
  const index = preset ? PRESETS.indexOf(preset) : -1;
  return (
    <section aria-label="Idea">
      <h2 className="panel-title"><label htmlFor={id}>Idea</label></h2>
      <select id={id} className="wide-select" value={preset?.id ?? ''} onChange={(event) => choose(event.target.value)}>
        {!preset && <option value="">Your own experiment</option>}
        {PRESETS.map((p, k) => (
          <option key={p.id} value={p.id}>{k + 1}. {p.title}</option>
        ))}
      </select>
      <p style={{ margin: '0.45rem 0' }}>{preset ? preset.sentence : 'Changed by you. Choose an idea to start again; undo brings this back.'}</p>
      <div className="button-row">
        <button type="button" className="button" disabled={index <= 0} onClick={() => choose(PRESETS[index - 1].id)}>Back</button>
        <button type="button" className="button" disabled={index === PRESETS.length - 1} onClick={() => choose(PRESETS[index + 1].id)}>Next idea</button>
      </div>
    </section>
  );
}
