'use client';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { BackendName } from '@/lib/engine/protocol';
import { getEngine, runStore } from '@/lib/stores/lab';
import { preferredBackend, rememberBackend } from '@/lib/stores/preferences';
import { BACKEND_NAMES, power } from './backendNames';

/** What computes, how precisely, and how to change it. */
export default function EngineDialog({ onClose }: { onClose: () => void }) {
  const { status: { report, refused }, shown } = useStore(runStore);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const choose = (backend: BackendName | null) => {
    rememberBackend(backend);
    getEngine()?.start(backend);
  };
  const time = shown?.recording.provenance;
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="engine-title">
      <div className="figure-head">
        <h2 id="engine-title">What computes here</h2>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>Close</button>
      </div>
      {report ? (
        <dl>
          <dt>backend</dt><dd>{BACKEND_NAMES[report.backend]}</dd>
          <dt>device</dt><dd>{report.device}</dd>
          <dt>precision</dt><dd>{report.bits} bit</dd>
          <dt>self-check</dt><dd>largest error {power(report.error)} against float64, in four small networks</dd>
        </dl>
      ) : (
        <p>The parallel network runs in float64, plain TypeScript, until a tensor backend is ready.</p>
      )}
      {time && (
        <p className="quiet">
          Last run: parallel network {time.parallelMs.toFixed(1)} ms on {time.backend}, with reading back; the sequential baseline {time.baselineMs.toFixed(1)} ms in float64, plain TypeScript. On a machine without a graphics card a plain loop is hard to beat.
        </p>
      )}
      {refused.map(({ backend, reason }) => <p key={backend}>{BACKEND_NAMES[backend]} is not used: {reason}.</p>)}
      <div className="button-row" role="group" aria-label="Backend">
        {(Object.keys(BACKEND_NAMES) as BackendName[]).map((name) => (
          <button key={name} type="button" className="button" aria-pressed={report?.backend === name} onClick={() => choose(name)}>{BACKEND_NAMES[name]}</button>
        ))}
        <button type="button" className="button" aria-pressed={preferredBackend() === null} onClick={() => choose(null)}>Automatic</button>
      </div>
      <p className="quiet">The choice is remembered on this device. Nothing you enter leaves it.</p>
      {report?.backend === 'webgl' && (
        <p className="quiet">
          Graphics devices are sometimes reset. <button type="button" className="link-button" onClick={() => getEngine()?.loseContext()}>Lose the WebGL context</button> to see that nothing is lost with it.
        </p>
      )}
    </dialog>
  );
}
