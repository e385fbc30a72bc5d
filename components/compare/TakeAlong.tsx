'use client';
import { useRef, useState } from 'react';
import { bench, compareStore, noticeCompare, pairOptions } from '@/lib/stores/compare';
import type { PairReport } from '@/lib/spiketrains/compare/pair';
import { useCompare, useReady } from './use';

const exporters = () => Promise.all([import('@/lib/spiketrains/report'), import('../figures/exportFigure')]);

const FORMATS = [
  { label: 'CSV', ending: 'csv', type: 'text/csv', make: 'reportCsv' },
  { label: 'CSV, neuron by neuron', ending: 'neurons.csv', type: 'text/csv', make: 'neuronsCsv' },
  { label: 'JSON', ending: 'json', type: 'application/json', make: 'reportJson' },
  { label: 'Markdown', ending: 'md', type: 'text/markdown', make: 'reportMarkdown' },
  { label: 'LaTeX', ending: 'tex', type: 'application/x-tex', make: 'reportLatex' },
] as const;

/** Tables for elsewhere, and what was done in words. */
export function TakeAlong() {
  const ready = useReady();
  const current = useCompare((s) => s.pair.answer?.report ?? null);
  const [all, setAll] = useState(true);
  const [done, setDone] = useState<number | null>(null);
  const [methods, setMethods] = useState<string | null>(null);
  const job = useRef<{ cancel(): void } | null>(null);
  if (ready.length < 2 || !current) return null;

  async function reports(): Promise<readonly PairReport[]> {
    if (!all || ready.length === 2) return [current!];
    const asked = bench.compare!.ask('reports', { ids: ready.map(({ id }) => id), options: pairOptions(compareStore.getState()) }, setDone);
    job.current = asked;
    setDone(0);
    try {
      return await asked.answer;
    } finally {
      setDone(null);
    }
  }

  const tell = (error: Error) => {
    if (error.name !== 'JobCancelled') noticeCompare(error.message);
  };

  async function save({ ending, type, make }: (typeof FORMATS)[number]): Promise<void> {
    const [made, [report, { download }]] = await Promise.all([reports(), exporters()]);
    download(`comparison.${ending}`, [report[make](made)], type);
  }

  async function write(): Promise<void> {
    const [made, [report]] = await Promise.all([reports(), exporters()]);
    const interval = compareStore.getState().pair.answer?.interval;
    setMethods(report.methodsParagraph(made, { version: process.env.NEXT_PUBLIC_VERSION ?? '', bootstrap: interval && interval.used > 1 ? interval : null }));
  }

  return (
    <section aria-labelledby="take-title" className="into">
      <h2 id="take-title">Take it along</h2>
      <div className="view-bar">
        {ready.length > 2 && <label className="inline"><input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} /> all pairs, not only this one</label>}
        {FORMATS.map((format) => <button key={format.ending} type="button" className="button" disabled={done !== null} onClick={() => void save(format).catch(tell)}>{format.label}</button>)}
        <button type="button" className="button" disabled={done !== null} onClick={() => void write().catch(tell)}>What was done, in words</button>
        {done !== null && <><progress value={done} max={1} aria-label="Measuring all pairs for the table" /> <button type="button" className="link-button" onClick={() => job.current?.cancel()}>Cancel</button></>}
      </div>
      {methods !== null && (
        <>
          <p className="methods">{methods}</p>
          <button type="button" className="button" onClick={() => void navigator.clipboard.writeText(methods).then(() => noticeCompare('The paragraph is copied.'), () => noticeCompare('This browser does not let the page copy; please select the text.'))}>Copy it</button>
        </>
      )}
      <p className="quiet">Every figure saves itself from its own menu (⋯): SVG and PNG, also at a size in cm and a font size for a paper.</p>
    </section>
  );
}
