'use client';
import { useRef } from 'react';
import { useStore } from 'zustand';
import type { BackendName } from '@/lib/engine/protocol';
import { getEngine, runStore } from '@/lib/stores/lab';
import { preferredBackend, rememberBackend } from '@/lib/stores/preferences';

const NAMES: Record<BackendName, string> = { webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'JavaScript', webgpu: 'WebGPU' };

/** 3.1·10⁻⁷ */
function power(value: number): string {
  if (!(value > 0)) return '0';
  const exponent = Math.floor(Math.log10(value));
  const digits = String(Math.abs(exponent)).replace(/\d/g, (d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)]);
  return `${(value / 10 ** exponent).toFixed(0)}·10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** What computes here, how precisely, and how to change it. */
export function EngineBadge() {
  const { status, shown, progress } = useStore(runStore);
  const dialog = useRef<HTMLDialogElement>(null);
  const { report, refused, state } = status;
  const text = report
    ? `${NAMES[report.backend]} · ${report.bits} bit · self-check ${power(report.error)}`
    : state === 'failed' ? 'float64, no tensor backend passed' : 'float64 while tfjs loads';
  const choose = (backend: BackendName | null) => {
    rememberBackend(backend);
    getEngine()?.start(backend);
  };
  const time = shown?.recording.provenance;
  return (
    <>
      <button type="button" className="badge" data-state={state} onClick={() => dialog.current?.showModal()} aria-label={`Engine: ${text}`}>
        <span className="dot" />
        <span>{progress ? `${progress.stage} ${Math.round(progress.done * 100)} %` : text}</span>
      </button>
      <dialog ref={dialog} aria-labelledby="engine-title">
        <div className="figure-head">
          <h2 id="engine-title">What computes here</h2>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>Close</button>
        </div>
        {report ? (
          <dl>
            <dt>backend</dt><dd>{NAMES[report.backend]}</dd>
            <dt>device</dt><dd>{report.device}</dd>
            <dt>precision</dt><dd>{report.bits} bit</dd>
            <dt>self-check</dt><dd>largest error {power(report.error)} against float64, in four small networks</dd>
          </dl>
        ) : (
          <p>The parallel network runs in float64, plain TypeScript, until a tensor backend is ready.</p>
        )}
        {time && (
          <p className="quiet">
            Last run: parallel network {time.parallelMs.toFixed(1)} ms on {time.backend}, with reading back; LIF {time.baselineMs.toFixed(1)} ms in float64, plain TypeScript. On a machine without a graphics card a plain loop is hard to beat.
          </p>
        )}
        {refused.map(({ backend, reason }) => <p key={backend}>{NAMES[backend]} is not used: {reason}.</p>)}
        <div className="button-row" role="group" aria-label="Backend">
          {(Object.keys(NAMES) as BackendName[]).map((name) => (
            <button key={name} type="button" className="button" aria-pressed={report?.backend === name} onClick={() => choose(name)}>{NAMES[name]}</button>
          ))}
          <button type="button" className="button" onClick={() => choose(null)} disabled={preferredBackendIsNone()}>Automatic</button>
        </div>
        <p className="quiet">The choice is remembered on this device. Nothing you enter leaves it.</p>
        {report?.backend === 'webgl' && (
          <p className="quiet">
            Graphics devices are sometimes reset. <button type="button" className="link-button" onClick={() => getEngine()?.loseContext()}>Lose the WebGL context</button> to see that nothing is lost with it.
          </p>
        )}
      </dialog>
    </>
  );
}

const preferredBackendIsNone = () => typeof window === 'undefined' || preferredBackend() === null;
