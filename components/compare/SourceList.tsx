'use client';
import { useState } from 'react';
import type { SpikeOptions } from '@/lib/formats/spikes/types';
import { sourceColour } from '@/lib/figures/spikes/sourceColours';
import { count, plural } from '@/lib/numerics/words';
import { changeOptions, forgetSource, readAnew, removeSource, renameSource, settleQuestion, showSource, type CompareSource } from '@/lib/stores/compare';
import { useTheme } from '../shell/theme';
import { ReadOptions } from './ReadOptions';
import { unitsOf } from './unitsOf';
import { useCompare } from './use';


/** Long names of files break at their own joints. */
const breakable = (label: string) => label.replace(/_/g, '_\u200b');

/** `38 neurons, 118 spikes, 256 steps` */
function facts({ raster }: CompareSource): string {
  if (!raster) return '';
  const { neurons, times, dt, start, end, unit } = raster;
  const long = end - start;
  const length = dt === null ? `${count(Number.isInteger(long) ? long : Number(long.toPrecision(4)))} ${unitsOf(unit)}` : plural(Math.round(long / dt), 'step');
  return `${plural(neurons, 'neuron')}, ${plural(times.length, 'spike')}, ${length}`;
}

/** What is still to be answered, or to be known. */
export const openQuestions = ({ reading, settled }: CompareSource) => reading?.questions.filter(({ id }) => !settled.includes(id)) ?? [];

/** Whether a source is read so already. */
const holds = ({ reading }: CompareSource, options: SpikeOptions) => Object.entries(options).every(([key, value]) => JSON.stringify(reading?.options[key as keyof SpikeOptions]) === JSON.stringify(value));

/** What the reader should look at: each answer is one press. */
function Questions({ source }: { source: CompareSource }) {
  const sources = useCompare((s) => s.sources);
  const questions = openQuestions(source);
  /** Files like this one that ask the same. */
  const alike = (id: string) => sources.filter((other) => other.id !== source.id && other.reading?.likeness === source.reading?.likeness && openQuestions(other).some((question) => question.id === id));
  const answer = (id: string, options: SpikeOptions, of: readonly CompareSource[]) => {
    for (const each of of) void changeOptions(each.id, options).then((changed) => changed && settleQuestion(each.id, id));
  };
  return (
    <>
      {questions.map(({ id, sentence, answers }) => (
        <div key={id} className="question" role="group" aria-label={`About ${source.label}`}>
          <p>{sentence}</p>
          {answers.length > 0 && (
            <span className="button-row">
              {answers.filter(({ options }) => !holds(source, options)).map(({ label, options }) => (
                <button key={label} type="button" className="button" onClick={() => answer(id, options, [source])}>{label}</button>
              ))}
              {alike(id).length > 0 && answers.filter(({ options }) => !holds(source, options)).map(({ label, options }) => (
                <button key={label} type="button" className="button" onClick={() => answer(id, options, [source, ...alike(id)])}>{label}, for all {alike(id).length + 1} like it</button>
              ))}
              <button type="button" className="link-button" onClick={() => settleQuestion(source.id, id)}>It is right as it is</button>
            </span>
          )}
        </div>
      ))}
    </>
  );
}

function Understood({ source }: { source: CompareSource }) {
  const { reading, origin } = source;
  const [name, setName] = useState<string | null>(null);
  const rename = () => {
    if (name !== null) renameSource(source.id, name);
    setName(null);
  };
  return (
    <div className="understood">
      <label className="choice">
        <span>Name</span>
        <input value={name ?? source.label} maxLength={80} onChange={(event) => setName(event.target.value)} onBlur={rename} onKeyDown={(event) => event.key === 'Enter' && rename()} />
      </label>
      {reading && (
        <dl>
          <dt>read as</dt>
          <dd>{reading.kind}</dd>
          {reading.facts.map(([label, value]) => [<dt key={`${label} t`}>{label}</dt>, <dd key={label}>{value}</dd>])}
        </dl>
      )}
      {origin.kind === 'made' && <p className="quiet">Computed here ({origin.by === 'example' ? 'a generated example' : `from ${origin.by}`}), in float64 or on the backend the page names.</p>}
      {reading && <ReadOptions source={source} />}
      <span className="button-row">
        <button type="button" className="button" onClick={() => void import('./saveRaster').then(({ saveRaster }) => source.raster && saveRaster(source.raster))}>Save as JSON</button>
        <button type="button" className="button" onClick={() => removeSource(source.id)}>Take off the page</button>
        <button type="button" className="button" onClick={() => void forgetSource(source.id)}>Forget it</button>
      </span>
    </div>
  );
}

function Source({ source }: { source: CompareSource }) {
  const theme = useTheme();
  const { id, label, state, done, message, shown, remembered } = source;
  return (
    <li className="source" data-state={state} aria-label={label}>
      <div className="source-head">
        <label>
          <input type="checkbox" checked={shown} onChange={(event) => showSource(id, event.target.checked)} aria-label={`Show ${label}`} />
          <span className="swatch" style={{ background: sourceColour(theme, source.place) }} aria-hidden="true" />
          <b>{breakable(label)}</b>
        </label>
      </div>
      {state === 'reading' && <progress value={done} max={1} aria-label={`Reading ${label}`} />}
      {state !== 'failed' && source.raster && <p className="quiet">{facts(source)}</p>}
      {message && <p className="error-line" role="alert">{message}</p>}
      {remembered && (
        <p className="quiet">
          Read as a file like it was the last time. <button type="button" className="link-button" onClick={() => void readAnew(id)}>Read it as it is</button>
        </p>
      )}
      <Questions source={source} />
      {state === 'failed' ? (
        <button type="button" className="link-button" onClick={() => void forgetSource(id)}>Take it off</button>
      ) : (
        <details className="group">
          <summary>What was understood</summary>
          {source.raster && <Understood source={source} />}
        </details>
      )}
    </li>
  );
}

/** Everything that is compared, with what was understood of it. */
export function SourceList() {
  const sources = useCompare((s) => s.sources);
  if (sources.length === 0) return null;
  return (
    <section id="sources" aria-labelledby="sources-title">
      <h2 id="sources-title">Rasters</h2>
      <ul className="sources">
        {sources.map((source) => <Source key={source.id} source={source} />)}
      </ul>
    </section>
  );
}
