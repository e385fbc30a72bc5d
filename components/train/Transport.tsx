'use client';
import { cancelTraining, pauseTraining, resumeTraining, setPace, stepTraining, trainAnew } from '@/lib/stores/training';
import { progressOf } from './progress';
import { useRace, useTraining } from './use';

const Icon = ({ d }: { d: string }) => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d={d} fill="currentColor" /></svg>
);

const PACES = [{ ms: 0, label: 'full speed' }, { ms: 150, label: 'slow' }, { ms: 800, label: 'slower' }];

/** Train, pause, step, slow down, cancel; how far it is. */
export function Transport() {
  const playing = useTraining((s) => s.playing);
  const pace = useTraining((s) => s.pace);
  const budget = useTraining((s) => s.budget);
  const empty = useTraining((s) => s.neurons.length === 0);
  const ready = useTraining((s) => s.facts !== null && s.status.state !== 'failed');
  const runs = useRace();
  const { open, share, words } = progressOf(runs, budget, playing);
  const name = playing ? 'Pause' : open ? 'Go on' : 'Train';
  const blocked = !ready || (empty && !open);
  return (
    <section className="transport" aria-label="Training">
      <button type="button" className="button go" disabled={blocked} title={`${name} (Space)`} onClick={playing ? pauseTraining : resumeTraining}>
        <Icon d={playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2l10 6-10 6z'} />{name}
      </button>
      <button type="button" className="icon-button" disabled={blocked} aria-label="One optimiser step" title="One optimiser step ( . )" onClick={stepTraining}><Icon d="M3 3l7 5-7 5zM11 3h2v10h-2z" /></button>
      {open && <button type="button" className="button" disabled={!ready || empty} onClick={trainAnew}>Train anew</button>}
      <progress max={1} value={share} aria-label="Share of the race that is done" />
      <span className="quiet progress-words" role="status">{empty && !open ? 'Choose at least one neuron to train.' : words}</span>
      <label className="quiet">
        <span className="visually-hidden">Pace</span>
        <select className="wide-select pace" value={pace} onChange={(event) => setPace(Number(event.target.value))}>
          {PACES.map(({ ms, label }) => <option key={ms} value={ms}>{label}</option>)}
        </select>
      </label>
      {open && <button type="button" className="button" onClick={cancelTraining}>Cancel</button>}
    </section>
  );
}
