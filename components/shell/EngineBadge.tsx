'use client';
import { lazy, Suspense, useState } from 'react';
import { useStore } from 'zustand';
import type { BackendName } from '@/lib/engine/protocol';
import { runStore } from '@/lib/stores/lab';

const EngineDialog = lazy(() => import('./EngineDialog'));

export const BACKEND_NAMES: Record<BackendName, string> = { webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'JavaScript', webgpu: 'WebGPU' };

/** 3·10⁻⁷ */
export function power(value: number): string {
  if (!(value > 0)) return '0';
  const [digit, exponent] = value.toExponential(0).split('e');
  const raised = exponent.replace('+', '').replace('-', '⁻').replace(/\d/g, (d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)]);
  return `${digit}·10${raised}`;
}

/** What computes here and how precisely; why, where something is not used. */
export function EngineBadge() {
  const { status: { report, state, refused }, progress } = useStore(runStore);
  const [open, setOpen] = useState(false);
  const why = refused.length > 0 ? ` · ${refused.map((r) => BACKEND_NAMES[r.backend]).join(', ')} not used` : '';
  const text = report
    ? `${BACKEND_NAMES[report.backend]} · ${report.bits} bit · self-check ${power(report.error)}${why}`
    : state === 'failed' ? 'float64, no tensor backend passed' : 'float64 while tfjs loads';
  const more = [...(report ? [`Runs on ${report.device}`] : []), ...refused.map((r) => `${BACKEND_NAMES[r.backend]} not used: ${r.reason}`)];
  const full = `Engine: ${[text, ...more].join('. ')}`;
  return (
    <>
      <button type="button" className="badge" data-state={state} onClick={() => setOpen(true)} title={full} aria-label={full}>
        <span className="dot" />
        <span>{progress ? `${progress.stage} ${Math.round(progress.done * 100)} %` : text}</span>
      </button>
      <Suspense>{open && <EngineDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
