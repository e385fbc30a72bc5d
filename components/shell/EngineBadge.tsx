'use client';
import { lazy, Suspense, useState } from 'react';
import type { EngineDialogProps } from './EngineDialog';
import { BACKEND_NAMES, power } from './backendNames';

const EngineDialog = lazy(() => import('./EngineDialog'));

interface EngineBadgeProps extends EngineDialogProps {
  /** What is under way, in place of the backend. */
  readonly busy?: string | null;
  /** While no backend is ready, and where none passed. */
  readonly loading: string;
  readonly failed: string;
}

/** What computes here and how precisely; why, where something is not used. */
export function EngineBadge({ busy, loading, failed, ...dialog }: EngineBadgeProps) {
  const { report, state, refused } = dialog.status;
  const [open, setOpen] = useState(false);
  const why = refused.length > 0 ? ` · ${refused.map((r) => BACKEND_NAMES[r.backend]).join(', ')} not used` : '';
  const text = report
    ? `${BACKEND_NAMES[report.backend]} · ${report.bits} bit · self-check ${power(report.error)}${why}`
    : state === 'failed' ? failed : loading;
  const more = [...(report ? [`Runs on ${report.device}`] : []), ...refused.map((r) => `${BACKEND_NAMES[r.backend]} not used: ${r.reason}`)];
  const full = `Engine: ${[text, ...more].join('. ')}`;
  return (
    <>
      <button type="button" className="badge" data-state={state} onClick={() => setOpen(true)} title={full} aria-label={full}>
        <span className="dot" />
        <span>{busy ?? text}</span>
      </button>
      <Suspense>{open && <EngineDialog {...dialog} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
