'use client';
import { BACKEND_NAMES, power } from '../shell/backendNames';
import { useTraining } from './use';

/** What trains here. */
export function Badge() {
  const { report, state, refused } = useTraining((s) => s.status);
  const text = report ? `${BACKEND_NAMES[report.backend]} · ${report.bits} bit · self-check ${power(report.error)}` : state === 'failed' ? 'no backend passed its self-check' : 'tfjs is loading';
  const more = [...(report ? [`Runs on ${report.device}`] : []), ...refused.map((r) => `${BACKEND_NAMES[r.backend]} not used: ${r.reason}`)];
  return <span className="badge still" data-state={state} title={[text, ...more].join('. ')}><span className="dot" /><span>{text}</span></span>;
}
