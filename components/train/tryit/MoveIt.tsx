'use client';
import { useState } from 'react';
import type { DatasetFacts } from '@/lib/engine/training/protocol';
import { Segmented } from '../../controls/Choices';
import { useAsk } from './ask';
import CameraEye from './CameraEye';
import ShapeStage from './ShapeStage';

const SOURCES = [{ value: 'shape', label: 'a shape to drag' }, { value: 'camera', label: 'your camera' }] as const;

/** Something that moves before the event camera. */
export default function MoveIt({ id, facts }: { id: string; facts: DatasetFacts }) {
  const [source, setSource] = useState<'shape' | 'camera'>('shape');
  const ask = useAsk(id);
  return (
    <div className="try-tools">
      <Segmented label="What moves" value={source} options={SOURCES} onChange={setSource} />
      {source === 'shape' ? <ShapeStage steps={facts.steps} ask={ask} /> : <CameraEye steps={facts.steps} ask={ask} />}
    </div>
  );
}
