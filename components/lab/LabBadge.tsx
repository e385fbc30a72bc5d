'use client';
import { useStore } from 'zustand';
import { getEngine, runStore } from '@/lib/stores/lab';
import { EngineBadge } from '../shell/EngineBadge';

/** What computes the Lab's runs. */
export function LabBadge() {
  const { status, progress, shown } = useStore(runStore);
  const time = shown?.recording.provenance;
  return (
    <EngineBadge
      status={status}
      busy={progress && `${progress.stage} ${Math.round(progress.done * 100)} %`}
      loading="float64 while tfjs loads"
      failed="float64, no tensor backend passed"
      meanwhile="The parallel network runs in float64, plain TypeScript, until a tensor backend is ready."
      note={time && (
        <p className="quiet">
          Last run: parallel network {time.parallelMs.toFixed(1)} ms on {time.backend}, with reading back; the sequential baseline {time.baselineMs.toFixed(1)} ms in float64, plain TypeScript. On a machine without a graphics card a plain loop is hard to beat.
        </p>
      )}
      onStart={(backend) => getEngine()?.start(backend)}
      onLoseContext={() => getEngine()?.loseContext()}
    />
  );
}
