'use client';
import { memo, useEffect, useRef } from 'react';
import type { View } from '../view';
import { CrossCuts } from './CrossCuts';
import { Matrices } from './Matrices';
import { NeuronTrace } from './NeuronTrace';
import { Rates } from './Rates';
import { ResetProbability } from './ResetProbability';
import { SpikeDifference } from './SpikeDifference';
import { Sweeps } from './Sweeps';

interface SectionsProps {
  readonly view: View;
  /** Counts up each time the reader asks for the matrices. */
  readonly matricesWanted: number;
}

/** A figure per question, below the equation. */
function Sections({ view, matricesWanted }: SectionsProps) {
  const matrices = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (matricesWanted === 0) return;
    matrices.current?.scrollIntoView({ block: 'start' });
    matrices.current?.querySelector<HTMLElement>('[role=application]')?.focus({ preventScroll: true });
  }, [matricesWanted]);
  return (
    <div className="sections">
      <SpikeDifference view={view} />
      <CrossCuts view={view} />
      <Rates view={view} />
      <ResetProbability view={view} />
      <NeuronTrace view={view} />
      <Sweeps view={view} />
      <div ref={matrices}><Matrices view={view} /></div>
    </div>
  );
}

export default memo(Sections);
