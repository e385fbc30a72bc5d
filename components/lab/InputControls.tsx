'use client';
import { lazy, Suspense, useState } from 'react';
import type { Experiment, InputSettings } from '@/lib/experiment/schema';
import type { FieldName } from '@/lib/experiment/fields';
import { ENCODERS, type Encoder } from '@/lib/inputs/encoders';
import { WAVEFORMS, type Waveform } from '@/lib/inputs/waveforms';
import { fileFacts } from '@/lib/stores/lab';
import { Choice, Segmented } from '../controls/Choices';
import { FileDrop, isSwapped, readAgain } from '../controls/FileDrop';
import { NumberControl } from '../controls/NumberControl';
import { changeExperiment, changeInput, newSeed } from './change';

const CurrentPad = lazy(() => import('../controls/CurrentPad'));
const DigitPad = lazy(() => import('../controls/DigitPad'));

const SAMPLES = [
  { value: 'moving-bar', label: 'moving bar (generated)' },
  { value: 'moving-digit', label: 'moving digit (generated)' },
];

type Tab = 'generate' | 'draw' | 'file';
const tabOf = (source: InputSettings['source']): Tab => (source === 'generate' ? 'generate' : source === 'current' || source === 'digit' ? 'draw' : 'file');

/** Pixels and polarity of event recordings. */
function EventControls({ input }: { input: InputSettings }) {
  return (
    <>
      <NumberControl field="pixels" value={input.pixels} onChange={(pixels) => changeInput({ pixels }, 'pixels')} />
      <Choice
        label="polarity"
        value={input.polarity}
        options={[{ value: 'both', label: 'both, added' }, { value: 'separate', label: 'both, apart' }, { value: 'on', label: 'brighter only' }, { value: 'off', label: 'darker only' }]}
        onChange={(polarity) => changeInput({ polarity })}
      />
    </>
  );
}

function FileSource({ input }: { input: InputSettings }) {
  const facts = fileFacts(input.file);
  const name = input.file.split('#')[0];
  return (
    <>
      <FileDrop />
      <Choice
        label="or a sample"
        value={input.source === 'sample' ? input.sample : ''}
        options={[...(input.source === 'sample' ? [] : [{ value: '', label: 'choose …' }]), ...SAMPLES]}
        onChange={(sample) => changeInput({ source: 'sample', sample: sample as InputSettings['sample'] })}
      />
      {input.source === 'file' && input.file !== '' && (
        <p className="quiet">
          {facts ? <>Showing <b>{facts.name}</b>. {facts.notes.join(' ')}</> : <>This link was made with the file <b>{name}</b>, which stays with its owner. Drop it here to see the same; until then the input is silent.</>}
        </p>
      )}
      {input.source === 'file' && facts?.choices && (
        <Choice label="array" value={facts.choices.entry} options={facts.choices.entries.map((entry) => ({ value: entry, label: entry }))} onChange={(entry) => void readAgain({ entry })} />
      )}
      {input.source === 'file' && facts?.kind === 'array' && (
        <button type="button" className="button" onClick={() => void readAgain({ transpose: !isSwapped() })}>Swap time and neurons</button>
      )}
      {(input.source === 'sample' || facts?.kind === 'events') && <EventControls input={input} />}
    </>
  );
}

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
        <Suspense fallback={<p className="quiet" aria-busy="true" />}>
          <Segmented label="What to draw" value={input.source === 'digit' ? 'digit' : 'current'} options={[{ value: 'current', label: 'a current' }, { value: 'digit', label: 'a figure' }]} onChange={(source) => changeInput({ source })} />
          {input.source === 'digit' ? (
            <>
              <DigitPad bitmap={input.bitmap} onChange={(bitmap) => changeInput({ bitmap }, 'bitmap')} />
              <Segmented label="How the figure is shown" value={input.show} options={[{ value: 'rows', label: 'row by row' }, { value: 'repeat', label: 'all, each step' }]} onChange={(show) => changeInput({ show })} />
            </>
          ) : (
            <>
              <CurrentPad points={input.points} onChange={(points) => changeInput({ points }, 'points')} />
              {number('spread')}
              <NumberControl field="neurons" value={input.neurons} onChange={(neurons) => changeInput({ neurons }, 'neurons')} />
            </>
          )}
        </Suspense>
      )}
      {shown === 'file' && <FileSource input={input} />}
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
