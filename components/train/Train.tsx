'use client';
import { useEffect } from 'react';
import { noticeTraining, pauseTraining, resumeTraining, startTraining, stepTraining, trainAnew, trainingStore } from '@/lib/stores/training';
import { base } from '../shell/base';
import { Header } from '../shell/Header';
import { Answers, RunChoice } from './Answers';
import { Badge } from './Badge';
import { EnergyView, FiringRates, Gradients, LearningCurves, Matrices, Membranes, StepTime } from './Curves';
import { DataView } from './DataView';
import { LearningPanel } from './LearningPanel';
import { NetworkPanel } from './NetworkPanel';
import { SampleView } from './SampleView';
import { Scoreboard, StoppedRuns } from './Scoreboard';
import { TaskPicker } from './TaskPicker';
import { Transport } from './Transport';
import { TryIt } from './TryIt';
import { raceOf, useTraining } from './use';

/** Space trains or pauses, a full stop makes one step, wherever nothing else wants the key. */
function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, select, textarea, button, summary, a, [role="application"]')) return;
      if (event.key === ' ') {
        event.preventDefault();
        const state = trainingStore.getState();
        if (state.playing) pauseTraining();
        else if (raceOf(state).some((run) => run.state !== 'done' && run.state !== 'stopped')) resumeTraining();
        else if (state.facts && state.neurons.length > 0) trainAnew();
      } else if (event.key === '.') stepTraining();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function TrainingNotice() {
  const notice = useTraining((s) => s.notice);
  return (
    <div role="status" aria-live="polite" className="notices">
      {notice && <div className="notice"><span>{notice}</span><button type="button" className="link-button" onClick={() => noticeTraining(null)}>Dismiss</button></div>}
    </div>
  );
}

/** Train the same network with one neuron after another, and see what changes. */
export function Train() {
  useEffect(() => startTraining(base), []);
  useKeys();
  return (
    <>
      <a className="skip" href="#curves">Skip to the curves</a>
      <Header here="/train/"><Badge /></Header>
      <div className="lab train">
        <aside className="controls" aria-label="Controls">
          <TrainingNotice />
          <div className="first"><TaskPicker /></div>
          <div>
            <NetworkPanel />
            <LearningPanel />
          </div>
        </aside>
        <main id="curves">
          <h1>Train: neuron against neuron</h1>
          <DataView />
          <StoppedRuns />
          <div className="pair-wide"><LearningCurves /></div>
          <TryIt />
          <div className="into"><RunChoice /></div>
          <SampleView />
          <div className="pair-wide"><Answers /></div>
          <div className="pair-wide"><FiringRates /><EnergyView /></div>
          <div className="pair-wide"><StepTime /><Gradients /></div>
          <Membranes />
          <Matrices />
          <Scoreboard />
        </main>
      </div>
      <Transport />
    </>
  );
}
