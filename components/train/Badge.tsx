'use client';
import { getTraining } from '@/lib/stores/training';
import { EngineBadge } from '../shell/EngineBadge';
import { useTraining } from './use';

/** What trains here. */
export function Badge() {
  const status = useTraining((s) => s.status);
  return (
    <EngineBadge
      status={status}
      loading="tfjs is loading"
      failed="no tensor backend passed"
      meanwhile="Nothing can be trained before a tensor backend is ready."
      note={<p className="quiet">Automatic takes WebGL on a graphics device and WebAssembly where WebGL is only imitated. Another backend goes on from the last whole epoch.</p>}
      onStart={(backend) => getTraining()?.start(backend)}
      onLoseContext={() => getTraining()?.loseContext()}
    />
  );
}
