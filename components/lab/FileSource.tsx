'use client';
import type { InputSettings } from '@/lib/experiment/schema';
import { fileFacts } from '@/lib/stores/lab';
import { Choice } from '../controls/Choices';
import { FileDrop } from '../controls/FileDrop';
import { NumberControl } from '../controls/NumberControl';
import { isSwapped, readAgain } from '../controls/takeFile';
import { changeInput } from './change';

const SAMPLES = [
  { value: 'moving-bar', label: 'moving bar (generated)' },
  { value: 'moving-digit', label: 'moving digit (generated)' },
];

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

/** The reader's own file, or a recording that the app ships. */
export default function FileSource({ input }: { input: InputSettings }) {
  const facts = fileFacts(input.file);
  return (
    <>
      <FileDrop />
      <Choice
        label="or a sample"
        value={input.source === 'sample' ? input.sample : ''}
        options={[...(input.source === 'sample' ? [] : [{ value: '', label: 'choose …' }]), ...SAMPLES]}
        onChange={(sample) => changeInput({ source: 'sample', sample: sample as InputSettings['sample'] })}
      />
      {input.source === 'file' && facts && <p className="quiet">Showing <b>{facts.name}</b>. {facts.notes.join(' ')}</p>}
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
