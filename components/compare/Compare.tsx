'use client';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { EXAMPLE, noticeCompare, startCompare } from '@/lib/stores/compare';
import { Header } from '../shell/Header';
import { Notice } from '../shell/Notice';
import { DropFiles, useDropFiles } from './DropFiles';
import { Library } from './Library';
import { MeasureSettings } from './MeasureSettings';
import { PairPicker } from './PairPicker';
import { Rasters } from './Rasters';
import { openQuestions, SourceList } from './SourceList';
import { useCompare, useReady } from './use';
import { useKeys } from './useKeys';

// What is below the first screen comes once there is something to show.
const Below = lazy(() => import('./Below'));
const CompareKeys = lazy(() => import('./CompareKeys'));

const dismissNotice = () => noticeCompare(null);

function CompareNotice() {
  const text = useCompare((s) => s.notice);
  return <Notice notice={text === null ? null : { text }} onDismiss={dismissNotice} />;
}

/** On a small screen the list is far below the pictures. */
function Asked() {
  const asking = useCompare((s) => s.sources.filter((source) => source.message !== null || openQuestions(source).some(({ answers }) => answers.length > 0)).length);
  if (asking === 0) return null;
  return <p className="only-small"><a href="#sources">{asking === 1 ? 'One raster wants' : `${asking} rasters want`} a look: to the list</a></p>;
}

function Results() {
  const ready = useReady();
  const waiting = useCompare((s) => s.sources.some(({ state }) => state === 'reading'));
  const example = useCompare((s) => s.sources.some(({ origin }) => origin.kind === 'made' && origin.by === EXAMPLE));
  const networks = useCompare((s) => s.graphs.length > 0);
  const empty = waiting ? 'The first raster is on its way.' : networks ? 'No raster is on show yet: run the network below, or drop files anywhere.' : 'No raster is on show: drop files anywhere, or tick one on the left.';
  return (
    <>
      <Asked />
      {example && <p className="quiet">An example, computed here: one generated input, one LIF under three resets, and PSU. Your own rasters take its place.</p>}
      {ready.length === 0 ? <p className="empty">{empty}</p> : (
        <>
          <PairPicker />
          <Rasters />
        </>
      )}
      <Suspense fallback={<div aria-busy="true" />}><Below /></Suspense>
    </>
  );
}

/** Compare: rasters from anywhere side by side, where they part, and by how much. */
export function Compare() {
  const [keys, setKeys] = useState(false);
  const over = useDropFiles();
  useEffect(() => startCompare(), []);
  useKeys(useCallback(() => setKeys(true), []));
  return (
    <>
      <a className="skip" href="#rasters">Skip to the rasters</a>
      <Header here="/compare/">
        <button type="button" className="icon-button" aria-label="Keys" onClick={() => setKeys(true)}>?</button>
      </Header>
      <div className="lab page compare">
        <aside className="controls" aria-label="Controls">
          <CompareNotice />
          <div className="first">
            <DropFiles over={over} />
          </div>
          <div>
            <SourceList />
            <Library />
            <MeasureSettings />
          </div>
        </aside>
        <main id="rasters">
          <h1>Compare: where do they part?</h1>
          <p className="intro">One network in several simulators, one neuron against another: see which spikes they share, where they part first, and by how much.</p>
          <Results />
        </main>
      </div>
      <Suspense>{keys && <CompareKeys onClose={() => setKeys(false)} />}</Suspense>
    </>
  );
}
