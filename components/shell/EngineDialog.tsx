'use client';
import { useEffect, useRef, type ReactNode } from 'react';
import type { BackendName, EngineStatus } from '@/lib/engine/protocol';
import { preferredBackend, rememberBackend } from '@/lib/stores/preferences';
import { BACKEND_NAMES, power } from './backendNames';

export interface EngineDialogProps {
  readonly status: EngineStatus;
  /** What computes while no backend is ready. */
  readonly meanwhile: string;
  /** What there is to say of the last run. */
  readonly note?: ReactNode;
  readonly onStart: (backend: BackendName | null) => void;
  readonly onLoseContext: () => void;
}

/** What computes, how precisely, and how to change it. */
export default function EngineDialog({ status: { report, refused }, meanwhile, note, onStart, onLoseContext, onClose }: EngineDialogProps & { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const choose = (backend: BackendName | null) => {
    rememberBackend(backend);
    onStart(backend);
  };
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
        <p>{meanwhile}</p>
      )}
      {note}
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
          Graphics devices are sometimes reset. <button type="button" className="link-button" onClick={onLoseContext}>Lose the WebGL context</button> to see that nothing is lost with it.
        </p>
      )}
    </dialog>
  );
}
