'use client';
import { useCallback, useMemo, useState } from 'react';
import type { NirSettings } from '@/lib/engine/compare/jobs';
import { channelsOf } from '@/lib/engine/compare/runGraph';
import { checkGraph, countsInSteps } from '@/lib/nir/check';
import { plural } from '@/lib/numerics/words';
import { cancelGraph, removeGraph, runNetwork, type CompareGraph, type CompareSource } from '@/lib/stores/compare';
import { Choice } from '../controls/Choices';
import { TypedNumber } from '../controls/TypedNumber';
import { NirView } from '../figures/NirView';
import { SECONDS } from './unitsOf';
import { useCompare, useReady } from './use';

type Input = NirSettings['input'];

const DISCRETISATIONS = [
  { value: 'euler', label: 'Euler: v + dt/τ · (…)' },
  { value: 'exact', label: 'exact within a step: e^(−dt/τ)' },
] as const;
const RESETS = [
  { value: 'zero', label: 'to the reset value (as NIR says)' },
  { value: 'subtract', label: 'by subtraction of the threshold' },
] as const;

interface Fed {
  readonly key: string;
  readonly label: string;
  readonly input: Input;
  /** Of one step, where the source says it. */
  readonly dt: number | null;
  /** Of the source's time. */
  readonly unit?: string;
}

/** Bins that events are first counted in. */
const INPUT_BINS = 100;

/** What there is to feed a network that takes so many values a step. */
function inputsFor(channels: number, ready: readonly CompareSource[]): Fed[] {
  const fits = ready.flatMap(({ id, label, raster }) => {
    if (!raster || raster.neurons !== channels) return [];
    const dt = raster.dt === null || raster.unit === 'step' ? null : raster.dt * SECONDS[raster.unit];
    const traces = raster.traces.map((trace, k): Fed => ({ key: `${id} ${k}`, label: `${trace.label} of ${label}`, input: { kind: 'trace', source: id, trace: k }, dt }));
    return [...traces, { key: `${id} spikes`, label: `spikes of ${label}`, input: { kind: 'spikes', source: id, bin: raster.dt === null ? (raster.end - raster.start) / INPUT_BINS : null } as const, dt, unit: raster.unit }];
  });
  const first = fits.findIndex(({ label }) => /input|stimulus|current/i.test(label));
  const sorted = first > 0 ? [fits[first], ...fits.filter((_, k) => k !== first)] : fits;
  const generated: Fed = { key: 'generated', label: 'generated Poisson spikes', input: { kind: 'generated', steps: 256, rate: 0.1, amplitude: 1, seed: 1 }, dt: null };
  return first >= 0 ? [...sorted, generated] : [generated, ...sorted];
}

function Network({ network }: { network: CompareGraph }) {
  const { graph, name, id } = network;
  const ready = useReady();
  const check = useMemo(() => checkGraph(graph), [graph]);
  const channels = useMemo(() => channelsOf(graph), [graph]);
  const inputs = useMemo(() => inputsFor(channels, ready), [channels, ready]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [generated, setGenerated] = useState({ steps: 256, rate: 0.1, amplitude: 1, seed: 1 });
  const [bin, setBin] = useState<number | null>(null);
  const [step, setStep] = useState<number | null>(null);
  const [how, setHow] = useState<Pick<NirSettings, 'discretisation' | 'reset'>>({ discretisation: 'euler', reset: 'zero' });
  const [done, setDone] = useState<number | null>(null);
  const [notes, setNotes] = useState<readonly string[]>([]);
  const fed = inputs.find(({ key }) => key === chosen) ?? inputs[0];
  const inSteps = useMemo(() => countsInSteps(graph), [graph]);
  const dt = step ?? fed.dt ?? 1e-4;
  const run = async () => {
    setDone(0);
    const input: Input = fed.input.kind === 'generated' ? { kind: 'generated', ...generated } : fed.input.kind === 'spikes' && fed.input.bin !== null ? { ...fed.input, bin: bin ?? fed.input.bin } : fed.input;
    const said = await runNetwork(network, { dt: inSteps ? null : dt, ...how, input }, setDone);
    setDone(null);
    if (said) setNotes(said);
  };
  const tune = useCallback((change: Partial<typeof generated>) => setGenerated((before) => ({ ...before, ...change })), []);
  return (
    <section className="figure" aria-label={`Network ${name}`}>
      <div className="figure-head">
        <h3>{name}</h3>
        <button type="button" className="link-button" onClick={() => removeGraph(id)}>Take it off</button>
      </div>
      <NirView graph={graph} />
      {check.problems.map((problem) => <p key={problem} className="error-line" role="alert">{problem}</p>)}
      <div className="settings">
        <Choice label={`Input, ${plural(channels, 'value')} a step`} value={fed.key} options={inputs.map(({ key, label }) => ({ value: key, label }))} onChange={setChosen} />
        {inSteps ? <p className="quiet">This network counts in steps.</p> : <label className="choice"><span>Step dt, in s</span><TypedNumber label={`Step of ${name}, in seconds`} value={dt} min={1e-9} max={1e3} onChange={setStep} /></label>}
        <Choice label="Discretised" value={how.discretisation} options={DISCRETISATIONS} onChange={(discretisation) => setHow((before) => ({ ...before, discretisation }))} />
        <Choice label="Reset" value={how.reset} options={RESETS} onChange={(reset) => setHow((before) => ({ ...before, reset }))} />
        {fed.input.kind === 'spikes' && fed.input.bin !== null && <label className="choice"><span>Events are counted in bins of, in {fed.unit}</span><TypedNumber label={`Bin of the input of ${name}`} value={bin ?? fed.input.bin} min={1e-9} max={1e12} onChange={setBin} /></label>}
        {fed.input.kind === 'generated' && (
          <>
            <label className="choice"><span>Steps</span><TypedNumber label="Steps of the generated input" value={generated.steps} min={1} max={100_000} whole onChange={(steps) => tune({ steps })} /></label>
            <label className="choice"><span>Spikes a step</span><TypedNumber label="Rate of the generated input" value={generated.rate} min={0} max={1} onChange={(rate) => tune({ rate })} /></label>
            <label className="choice"><span>Height of a spike</span><TypedNumber label="Height of a generated spike" value={generated.amplitude} min={-1e6} max={1e6} onChange={(amplitude) => tune({ amplitude })} /></label>
            <label className="choice"><span>Seed</span><TypedNumber label="Seed of the generated input" value={generated.seed} min={0} max={1e6} whole onChange={(seed) => tune({ seed })} /></label>
          </>
        )}
      </div>
      <div className="button-row">
        <button type="button" className="button" disabled={done !== null || check.problems.length > 0} onClick={() => void run()}>Run it</button>
        {done !== null && <><progress value={done} max={1} aria-label={`Running ${name}`} /><button type="button" className="link-button" onClick={() => cancelGraph(id)}>Cancel</button></>}
      </div>
      {notes.map((note) => <p key={note} className="quiet">{note}</p>)}
    </section>
  );
}

/** Networks from .nir files: what they are, and what they do here. */
export function Networks() {
  const graphs = useCompare((s) => s.graphs);
  return (
    <section className="into networks" aria-labelledby="networks-title">
      <h2 id="networks-title">Run what others ran</h2>
      {graphs.length === 0
        ? <p className="quiet">Drop a .nir file: its network is drawn and can be run here, with a discretisation and a reset that you choose, beside the spikes of other simulators. The Lab saves its LIF networks as .nir; PSU, IPSU and RPSU have no node in NIR, so a link or a notebook keeps those.</p>
        : graphs.map((network) => <Network key={network.id} network={network} />)}
    </section>
  );
}
