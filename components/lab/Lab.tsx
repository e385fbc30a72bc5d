'use client';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { currentLink, experimentStore, fileFacts, notify, runStore, selectionStore, startLab } from '@/lib/stores/lab';
import type { Experiment } from '@/lib/experiment/schema';
import { useFileDrop } from '../controls/useFileDrop';
import { Header } from '../shell/Header';
import { Notice } from '../shell/Notice';
import { EquationRows } from './EquationRows';
import { LabBadge } from './LabBadge';
import { PresetPicker } from './PresetPicker';
import { TransportBar } from './TransportBar';
import { useKeys } from './useKeys';
import { useView } from './useView';
import { baselineNameOf, type View } from './view';

/** Copies the link; where that is not allowed, shows it. */
async function copyLink(): Promise<void> {
  const link = `${window.location.href.split('#')[0]}#${currentLink()}`;
  try {
    await navigator.clipboard.writeText(link);
    const { source, file } = experimentStore.getState().experiment.input;
    const holds = source === 'file' ? `it names ${file.split('#')[0]}, but the file itself stays here` : 'it holds this whole experiment';
    notify(`The link is copied: ${holds}.`, { brief: true });
  } catch {
    notify(link);
  }
}

/** Where the controls begin: far below the pictures on a small screen. */
const CONTROLS = 'controls';

function Edits() {
  const past = useStore(experimentStore, (s) => s.past.length);
  const future = useStore(experimentStore, (s) => s.future.length);
  const { undo, redo } = experimentStore.getState();
  return (
    <div className="button-row">
      <button type="button" className="button" disabled={past === 0} onClick={undo}>Undo</button>
      <button type="button" className="button" disabled={future === 0} onClick={redo}>Redo</button>
      <button type="button" className="button" onClick={copyLink}>Copy link</button>
      <button type="button" className="button" onClick={() => void import('./showAsCode').then(({ showAsCode }) => showAsCode())}>Show as code</button>
      <button type="button" className="button only-small" onClick={() => document.getElementById(CONTROLS)?.scrollIntoView()}>To the controls</button>
    </div>
  );
}

/** The equation of the neuron on show, rendered when the site was built. */
function Equation({ html, label }: { html: string; label: string }) {
  return <div className="equation" role="group" aria-label={`Equation of ${label}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

const equationKey = ({ layer }: View) => (layer.neuron === 'psu' && layer.sweeps > 0 ? 'psu-sweeps' : layer.neuron);

// The controls stand in the document from the start and come alive after the first picture has its code.
const Settings = lazy(() => import('./Settings'));
// What is below the first screen waits until the engine is up, so that it does not hold up the first picture.
const Sections = lazy(() => import('./sections/Sections'));
const Inspector = lazy(() => import('./Inspector'));
const LabKeys = lazy(() => import('./LabKeys'));

function Pictures({ view, equations }: { view: View; equations: Record<string, string> }) {
  const starting = useStore(runStore, (s) => s.status.state === 'starting' && s.status.report === null);
  const [matricesWanted, setMatricesWanted] = useState(0);
  const openMatrices = useCallback(() => setMatricesWanted((k) => k + 1), []);
  return (
    <>
      <Equation html={equations[equationKey(view)]} label={view.name} />
      <EquationRows view={view} onOpenMatrices={openMatrices} />
      <Suspense fallback={<div className="sections" aria-busy="true" />}>
        {(!starting || matricesWanted > 0) && <Sections view={view} matricesWanted={matricesWanted} />}
      </Suspense>
    </>
  );
}

/** A link to a file that is not on this device: blank rows need their reason beside them. */
function MissingFile({ experiment: { input: { source, file } } }: { experiment: Experiment }) {
  if (source !== 'file' || file === '' || fileFacts(file)) return null;
  return (
    <p className="error-line" role="alert">
      This experiment reads the file <b>{file.split('#')[0]}</b>, which stays with its owner. Drop it anywhere here to see the same; until then the input is silent.
    </p>
  );
}

const dismissNotice = () => runStore.setState({ notice: null });

function LabNotice() {
  return <Notice notice={useStore(runStore, (s) => s.notice)} onDismiss={dismissNotice} />;
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
      <Header here="/">
        <LabBadge />
        <button type="button" className="icon-button" aria-label="Keys" onClick={() => setKeys(true)}>?</button>
      </Header>
      <div className="lab">
        <aside className="controls" aria-label="Controls">
          <LabNotice />
          <div className="first">
            <PresetPicker experiment={experiment} />
            <Edits />
          </div>
          <div id={CONTROLS}>
            <Suspense><Settings experiment={experiment} /></Suspense>
          </div>
        </aside>
        <main id="pictures">
          <h1 className="visually-hidden">The Lab: parallel spiking neurons beside a sequential LIF</h1>
          {error && <p className="error-line" role="alert">{error}{view ? ' The pictures below still show the last run.' : ''}</p>}
          <MissingFile experiment={experiment} />
          {view ? <Pictures view={view} equations={equations} /> : !error && <p className="empty">The first run is on its way. Without JavaScript the Lab cannot compute.</p>}
        </main>
        <aside className="why" aria-label="Why this value?" data-open={pinned}>
          <Suspense>{view && <Inspector view={view} />}</Suspense>
        </aside>
      </div>
      <TransportBar steps={view?.steps ?? experiment.steps} of={baselineNameOf(experiment)} />
      <Suspense>{keys && <LabKeys onClose={() => setKeys(false)} />}</Suspense>
    </>
  );
}
