'use client';
import { useStore } from 'zustand';
import { selectionStore, transport } from '@/lib/stores/lab';
import { PHASES, SPEEDS } from '@/lib/stores/transport';

const Icon = ({ d }: { d: string }) => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d={d} fill="currentColor" /></svg>
);

/** Play, pause, step, scrub and speed: the sequential neuron goes step by step. */
export function TransportBar({ steps, of }: { steps: number; of: string }) {
  const { playing, playhead, phase, speed, window } = useStore(selectionStore);
  const at = playhead ?? steps;
  return (
    <section className="transport" aria-label={`Transport of the ${of}`}>
      <button type="button" className="icon-button" aria-label="Replay from the start" title="Replay" onClick={() => transport.scrub(0)}><Icon d="M3 2h2v12H3zM14 2v12L6 8z" /></button>
      <button type="button" className="icon-button" aria-label="One step back" title="Step back ( , )" onClick={() => transport.step(-1)}><Icon d="M11 3v10L4 8z" /></button>
      <button type="button" className="icon-button main" aria-label={playing ? 'Pause' : 'Play'} title={playing ? 'Pause (Space)' : 'Play (Space)'} onClick={() => transport.toggle()}>
        <Icon d={playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2l10 6-10 6z'} />
      </button>
      <button type="button" className="icon-button" aria-label="One step forward" title="Step forward ( . )" onClick={() => transport.step(1)}><Icon d="M5 3v10l7-5z" /></button>
      <input
        type="range"
        aria-label={`Steps the ${of} has done`}
        aria-valuetext={`${at} of ${steps} ${steps === 1 ? 'step' : 'steps'}`}
        min={0}
        max={Math.max(1, steps)}
        value={at}
        onChange={(event) => transport.scrub(Number(event.target.value))}
      />
      <span className="quiet" style={{ minWidth: '5.5rem', textAlign: 'right' }} data-testid="playhead">
        {playhead === null ? steps === 1 ? 'the one step' : `all ${steps} steps` : `${at} of ${steps}`}
      </span>
      <button type="button" className="phases link-button" style={{ textDecoration: 'none' }} title="Next phase (P)" onClick={() => transport.phase()}>
        <span className="visually-hidden">Next phase: </span>
        {PHASES.map((name, k) => <span key={name} data-now={playhead !== null && k === phase}>{name}{k < 3 ? ' →' : ''}</span>)}
      </button>
      <label className="quiet">
        <span className="visually-hidden">Speed, steps a second</span>
        <select className="wide-select" style={{ width: 'auto', fontWeight: 400 }} value={speed} onChange={(event) => transport.setSpeed(Number(event.target.value))}>
          {SPEEDS.map((s) => <option key={s} value={s}>{s}/s</option>)}
        </select>
      </label>
      {playhead !== null && <button type="button" className="button" onClick={() => transport.scrub(null)}>Show all</button>}
      {window && <button type="button" className="button" onClick={() => selectionStore.setState({ window: null })}>Steps {window[0]}–{window[1] - 1} ×</button>}
    </section>
  );
}
