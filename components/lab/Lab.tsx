'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { currentLink, experimentStore, runStore, selectionStore, startLab } from '@/lib/stores/lab';
import { useFileDrop } from '../controls/FileDrop';
import { EngineBadge } from '../shell/EngineBadge';
import { Header } from '../shell/Header';
import { KeysDialog } from '../shell/KeysDialog';
import { Notice } from '../shell/Notice';
import { EquationRows } from './EquationRows';
import { InputControls } from './InputControls';
import { Inspector } from './Inspector';
import { BaselineControls, NetworkControls } from './NetworkControls';
import { PresetPicker } from './PresetPicker';
import { CrossCuts } from './sections/CrossCuts';
import { Matrices } from './sections/Matrices';
import { NeuronTrace } from './sections/NeuronTrace';
import { Rates } from './sections/Rates';
import { ResetProbability } from './sections/ResetProbability';
import { SpikeDifference } from './sections/SpikeDifference';
import { Sweeps } from './sections/Sweeps';
import { TransportBar } from './TransportBar';
import { useKeys } from './useKeys';
import { useView, type View } from './useView';

/** Copies the link; where that is not allowed, shows it. */
async function copyLink(): Promise<void> {
  const link = `${window.location.href.split('#')[0]}#${currentLink()}`;
  try {
    await navigator.clipboard.writeText(link);
    runStore.setState({ notice: 'The link is copied: it holds this whole experiment.' });
  } catch {
    runStore.setState({ notice: link });
  }
}

function Edits() {
  const past = useStore(experimentStore, (s) => s.past.length);
  const future = useStore(experimentStore, (s) => s.future.length);
  const { undo, redo } = experimentStore.getState();
  return (
    <div className="button-row">
      <button type="button" className="button" disabled={past === 0} onClick={undo}>Undo</button>
      <button type="button" className="button" disabled={future === 0} onClick={redo}>Redo</button>
      <button type="button" className="button" onClick={copyLink}>Copy link</button>
    </div>
  );
}

/** The equation of the neuron on show, rendered when the site was built. */
function Equation({ html, label }: { html: string; label: string }) {
  return <div className="equation" role="group" aria-label={`Equation of ${label}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

const equationKey = ({ layer }: View) => (layer.neuron === 'psu' && layer.sweeps > 0 ? 'psu-sweeps' : layer.neuron);

function Pictures({ view, equations }: { view: View; equations: Record<string, string> }) {
  const matrices = useRef<HTMLDivElement>(null);
  const openMatrices = useCallback(() => {
    matrices.current?.scrollIntoView({ block: 'start' });
    matrices.current?.querySelector<HTMLElement>('[role=application]')?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <Equation html={equations[equationKey(view)]} label={view.name} />
      <EquationRows view={view} onOpenMatrices={openMatrices} />
      <div className="sections">
        <SpikeDifference view={view} />
        <CrossCuts view={view} />
        <Rates view={view} />
        <ResetProbability view={view} />
        <NeuronTrace view={view} />
        <Sweeps view={view} />
        <div className="wide" ref={matrices}><Matrices view={view} /></div>
      </div>
    </>
  );
}

/** The Lab: the page is the equation. */
export function Lab({ equations }: { equations: Record<string, string> }) {
  const experiment = useStore(experimentStore, (s) => s.experiment);
  const error = useStore(runStore, (s) => s.error);
  const pinned = useStore(selectionStore, (s) => s.pinned !== null);
  const [keys, setKeys] = useState(false);
  const view = useView();
  useEffect(() => startLab(), []);
  useFileDrop();
  useKeys(useCallback(() => setKeys(true), []));
  return (
    <>
      <a className="skip" href="#pictures">Skip to the pictures</a>
      <Header>
        <EngineBadge />
        <button type="button" className="icon-button" aria-label="Keys" onClick={() => setKeys(true)}>?</button>
      </Header>
      <div className="lab">
        <aside aria-label="Controls">
          <PresetPicker experiment={experiment} />
          <Edits />
          <NetworkControls experiment={experiment} />
          <InputControls experiment={experiment} />
          <BaselineControls experiment={experiment} />
        </aside>
        <main id="pictures">
          <h1 className="visually-hidden">The Lab: parallel spiking neurons beside a sequential LIF</h1>
          {error && <p className="error-line" role="alert">{error} The pictures below still show the last run.</p>}
          {view ? <Pictures view={view} equations={equations} /> : <p className="empty">The first run is on its way. Without JavaScript the Lab cannot compute.</p>}
        </main>
        <aside className="why" aria-label="Why this value?" data-open={pinned}>
          {view && <Inspector view={view} />}
        </aside>
      </div>
      <TransportBar steps={view?.steps ?? experiment.steps} />
      <Notice />
      <KeysDialog open={keys} onClose={() => setKeys(false)} />
    </>
  );
}
