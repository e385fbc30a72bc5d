'use client';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { noticeTraining, startTraining } from '@/lib/stores/training';
import { base } from '../shell/base';
import { Header } from '../shell/Header';
import { Notice } from '../shell/Notice';
import { Badge } from './Badge';
import { LearningCurves } from './LearningCurves';
import { DataView } from './DataView';
import { LearningPanel } from './LearningPanel';
import { NetworkPanel } from './NetworkPanel';
import { StoppedRuns } from './StoppedRuns';
import { TaskPicker } from './TaskPicker';
import { Transport } from './Transport';
import { useTraining } from './use';
import { useKeys } from './useKeys';

// What is below the first screen waits until the engine is up or a run is there.
const TryIt = lazy(() => import('./TryIt').then((module) => ({ default: module.TryIt })));
const Inside = lazy(() => import('./Inside'));
const TrainKeys = lazy(() => import('./TrainKeys'));

const dismissNotice = () => noticeTraining(null);

function TrainingNotice() {
  const text = useTraining((s) => s.notice);
  return <Notice notice={text === null ? null : { text }} onDismiss={dismissNotice} />;
}

function Below() {
  const wanted = useTraining((s) => s.status.report !== null || s.status.state === 'failed' || s.runs.length > 0);
  const [come, setCome] = useState(false);
  if (wanted && !come) setCome(true);
  return (
    <Suspense fallback={<div className="sections" aria-busy="true" />}>
      {come && <><TryIt /><Inside /></>}
    </Suspense>
  );
}

/** Train the same network with one neuron after another, and see what changes. */
export function Train() {
  const [keys, setKeys] = useState(false);
  useEffect(() => startTraining(base), []);
  useKeys(useCallback(() => setKeys(true), []));
  return (
    <>
      <a className="skip" href="#curves">Skip to the curves</a>
      <Header here="/train/">
        <Badge />
        <button type="button" className="icon-button" aria-label="Keys" onClick={() => setKeys(true)}>?</button>
      </Header>
      <div className="lab page">
        <aside className="controls" aria-label="Controls">
          <TrainingNotice />
          <div className="first"><TaskPicker /></div>
          <div>
            <NetworkPanel />
            <LearningPanel />
          </div>
        </aside>
        <main>
          <h1>Train: neuron against neuron</h1>
          <p className="intro">The same network, the same data, the same learning; only the neuron differs. Which learns best, how fast, with how many spikes?</p>
          <DataView />
          <StoppedRuns />
          <div id="curves" className="pair-wide"><LearningCurves /></div>
          <Below />
        </main>
      </div>
      <Transport />
      <Suspense>{keys && <TrainKeys onClose={() => setKeys(false)} />}</Suspense>
    </>
  );
}
