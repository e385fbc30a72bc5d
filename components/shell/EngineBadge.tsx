'use client';
import { lazy, Suspense, useState } from 'react';
import { useStore } from 'zustand';
import { runStore } from '@/lib/stores/lab';
import { BACKEND_NAMES, power } from './backendNames';

const EngineDialog = lazy(() => import('./EngineDialog'));

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
