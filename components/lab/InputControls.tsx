'use client';
import { lazy, Suspense, useState } from 'react';
import type { Experiment, InputSettings } from '@/lib/experiment/schema';
import type { FieldName } from '@/lib/experiment/fields';
import { ENCODERS, type Encoder } from '@/lib/inputs/encoders';
import { WAVEFORMS, type Waveform } from '@/lib/inputs/waveforms';
import { Choice, Segmented } from '../controls/Choices';
import { NumberControl } from '../controls/NumberControl';
import { changeExperiment, changeInput, newSeed } from './change';

const CurrentPad = lazy(() => import('../controls/CurrentPad'));
const DigitPad = lazy(() => import('../controls/DigitPad'));
const FileSource = lazy(() => import('./FileSource'));

type Tab = 'generate' | 'draw' | 'file';
const tabOf = (source: InputSettings['source']): Tab => (source === 'generate' ? 'generate' : source === 'current' || source === 'digit' ? 'draw' : 'file');

/** Where the input comes from. */
export function InputControls({ experiment }: { experiment: Experiment }) {
  const { input, steps, seed } = experiment;
  const [tab, setTab] = useState<{ tab: Tab; of: string } | null>(null);
  const shown = tab && tab.of === input.source ? tab.tab : tabOf(input.source);
  const info = WAVEFORMS[input.waveform];
  const choose = (next: Tab) => {
    setTab({ tab: next, of: input.source });
    if (next === 'generate') changeInput({ source: 'generate' });
    if (next === 'draw' && tabOf(input.source) !== 'draw') changeInput({ source: 'current' });
  };
  const number = (field: FieldName & keyof InputSettings) => (
    <NumberControl
      key={field}
      field={field}
      value={input[field] as number}
      max={field === 'onset' || field === 'width' || field === 'gap' ? Math.max(1, steps) : undefined}
      onChange={(value) => changeInput({ [field]: value }, field)}
    />
  );
  return (
    <section aria-label="Input">
      <h2 className="panel-title">Input</h2>
      <Segmented label="Where the input comes from" value={shown} options={[{ value: 'generate', label: 'generate' }, { value: 'draw', label: 'draw' }, { value: 'file', label: 'file' }]} onChange={choose} />
      {shown === 'generate' && (
        <>
          <Choice
            label="waveform"
            value={input.waveform}
            options={(Object.keys(WAVEFORMS) as Waveform[]).map((value) => ({ value, label: WAVEFORMS[value].name.toLowerCase() }))}
            onChange={(waveform) => changeInput({ waveform })}
          />
          <p className="quiet">{info.help}</p>
          {info.uses.map((field) => number(field))}
          <NumberControl field="neurons" value={input.neurons} onChange={(neurons) => changeInput({ neurons }, 'neurons')} />
        </>
      )}
      {shown === 'draw' && (
        <>
          <Segmented label="What to draw" value={input.source === 'digit' ? 'digit' : 'current'} options={[{ value: 'current', label: 'a current' }, { value: 'digit', label: 'a figure' }]} onChange={(source) => changeInput({ source })} />
          {input.source === 'digit' ? (
            <>
              <Suspense fallback={<div className="pad" style={{ height: 224 }} aria-busy="true" />}>
                <DigitPad bitmap={input.bitmap} onChange={(bitmap) => changeInput({ bitmap }, 'bitmap')} />
              </Suspense>
              <Segmented label="How the figure is shown" value={input.show} options={[{ value: 'rows', label: 'row by row' }, { value: 'repeat', label: 'all, each step' }]} onChange={(show) => changeInput({ show })} />
            </>
          ) : (
            <>
              <Suspense fallback={<div className="pad" style={{ height: 80 }} aria-busy="true" />}>
                <CurrentPad points={input.points} onChange={(points) => changeInput({ points }, 'points')} />
              </Suspense>
              {number('spread')}
              <NumberControl field="neurons" value={input.neurons} onChange={(neurons) => changeInput({ neurons }, 'neurons')} />
            </>
          )}
        </>
      )}
      {shown === 'file' && <Suspense fallback={<p className="quiet" aria-busy="true" />}><FileSource input={input} /></Suspense>}
      <Choice
        label="encoder"
        value={input.encoder}
        options={(Object.keys(ENCODERS) as Encoder[]).map((value) => ({ value, label: ENCODERS[value].name.toLowerCase() }))}
        onChange={(encoder) => changeInput({ encoder })}
      />
      {input.encoder !== 'direct' && <p className="quiet">{ENCODERS[input.encoder].help}</p>}
      {input.encoder === 'delta' && number('deltaThreshold')}
      <NumberControl field="seed" plain value={seed} onChange={(next) => changeExperiment({ seed: next }, 'seed')} />
      <button type="button" className="button" onClick={() => changeExperiment({ seed: newSeed() })}>New seed</button>
    </section>
  );
}
