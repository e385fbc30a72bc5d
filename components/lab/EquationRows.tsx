'use client';
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { fixed } from '@/lib/figures/format';
import { selectionStore } from '@/lib/stores/lab';
import { focusCell } from '@/lib/stores/selectionStore';
import { FigureMenu } from '../figures/FigureMenu';
import { Legend } from '../figures/Legend';
import { MatrixView } from '../figures/MatrixView';
import { useHosts } from '../figures/useHosts';
import { Segmented } from '../controls/Choices';
import { OperatorPicture } from './OperatorPicture';
import { operatorsOf } from './operators';
import { ROWS, rowValues, type RowSpec } from './rowSpecs';
import type { View } from './view';

/** Asked for seldom. */
const RowDifference = lazy(() => import('./RowDifference'));

type Shown = 'baseline' | 'parallel' | 'difference';

/** Enough room for many neurons, little for few; more on a tall screen. */
const rowHeight = (neurons: number) => (neurons <= 12 ? 'clamp(4rem, 8vh, 7rem)' : neurons <= 64 ? 'clamp(4.75rem, 9.4vh, 9.5rem)' : 'clamp(6.5rem, 12vh, 12rem)');

/** The numbers of both sides at the cell that is looked at. */
function AtCell({ view, row }: { view: View; row: RowSpec }) {
  const { steps, neurons } = view;
  const at = useStore(selectionStore, (s) => focusCell(s, steps, neurons).step * neurons + focusCell(s, steps, neurons).neuron);
  const places = row.id === 'spikes' ? 0 : 2;
  return (
    <span className="at-cell" title={`step ${Math.floor(at / neurons)}, neuron ${at % neurons}`}>
      <span className="lif">{fixed(rowValues(view.baseline, row.id)[at], places)}</span>
      <span className="parallel">{fixed(rowValues(view.parallel, row.id)[at], places)}</span>
    </span>
  );
}

/** The colours of a row: the same on both sides, but for a membrane potential that each side compares with its own θ. */
function scalesOf({ id }: RowSpec, scales: View['scales']) {
  if (id === 'membrane') return scales.membrane;
  const one = id === 'spikes' ? id : id === 'current' ? scales.input : scales[id];
  return { parallel: one, baseline: one, legend: one };
}

interface RowProps {
  readonly view: View;
  readonly row: RowSpec;
  /** `small`: only where the screen shows one network at a time. */
  readonly difference: 'always' | 'small' | null;
  readonly last: boolean;
  readonly onOpen: () => void;
}

function Row({ view, row, difference, last, onOpen }: RowProps) {
  const id = useId();
  const { keep, all } = useHosts();
  const { steps, neurons, parallel, baseline, scales, formula } = view;
  const sentence = row.sentence(view);
  const height = rowHeight(neurons);
  const scale = scalesOf(row, scales);
  const operators = useMemo(() => (formula ? operatorsOf(view, formula) : []), [view, formula]);
  const operator = row.id === 'charge' ? operators.find((o) => o.id === 'A') : row.id === 'reset' ? operators.find((o) => o.id === 'R') : undefined;
  const keepers = useMemo(() => ({ baseline: keep(view.baselineName), parallel: keep('parallel'), difference: keep('difference') }), [keep, view.baselineName]);
  const both = [
    { name: `${view.baselineName} ${row.word}`, values: rowValues(baseline, row.id) },
    { name: `${view.name} ${row.word}`, values: rowValues(parallel, row.id) },
  ];
  const places = row.id === 'spikes' ? 0 : 4;
  const flag = row.id === 'spikes' ? view.summary.agreement.firstDivergence : null;
  return (
    <>
      <div className="row-label">
        {operator && <OperatorPicture named={operator} onOpen={onOpen} />}
        <span className={`symbol ${row.id === 'charge' || row.id === 'current' ? 'term-charge' : row.id === 'reset' ? 'term-reset' : ''}`}>{row.symbol(view)}</span>
        <span className="quiet">{row.word}</span>
        <AtCell view={view} row={row} />
        <FigureMenu
          title={row.title}
          help={row.help}
          sentence={sentence}
          hosts={() => all().map(([name, host]) => [name === 'parallel' ? view.name : name, host] as const)}
          csv={async () => {
            const { matrixCsv } = await import('@/lib/figures/csv');
            return both.flatMap(({ name, values }) => matrixCsv({ values, steps, channels: neurons }, { channel: (n) => `${name} ${n}` }));
          }}
          table={async () => (await import('./tables')).matrixTable(both, steps, neurons, places)}
        />
      </div>
      <div data-side="baseline">
        <MatrixView label={`${row.title}, ${view.baselineName}`} describedBy={id} values={rowValues(baseline, row.id)} {...{ steps, channels: neurons, height }} scale={scale.baseline} side="baseline" follows={row.id !== 'current'} axis={last} divergence={flag} onHost={keepers.baseline} />
      </div>
      <div data-side="parallel">
        <MatrixView label={`${row.title}, ${view.name}`} describedBy={id} values={rowValues(parallel, row.id)} {...{ steps, channels: neurons, height }} scale={scale.parallel} side="parallel" axis={last} divergence={flag} onHost={keepers.parallel} />
      </div>
      <div className="row-foot">
        <p id={id}>{sentence}</p>
        {typeof scale.legend !== 'string' && <Legend scale={scale.legend} mid={row.id !== 'membrane' ? undefined : view.threshold === view.layer.threshold ? 'θ' : 'H − θ'} label={`Colours of the ${row.legend}, dimensionless`} />}
      </div>
      {difference && (
        <div data-side="difference" className={difference === 'small' ? 'only-small' : undefined}>
          <Suspense fallback={<div style={{ height }} aria-busy="true" />}>
            <RowDifference view={view} row={row} height={height} last={last} onHost={keepers.difference} />
          </Suspense>
        </div>
      )}
    </>
  );
}

interface EquationRowsProps {
  readonly view: View;
  readonly onOpenMatrices: () => void;
}

/** The page is the equation: each row a term, the LIF on the left, the parallel neuron on the right. */
export function EquationRows({ view, onOpenMatrices }: EquationRowsProps) {
  const [shown, setShown] = useState<Shown>('parallel');
  const [membraneDifference, setMembraneDifference] = useState(false);
  const { library, reset, model } = view.experiment.baseline;
  const how = `${model === 'if' ? 'no leak, ' : ''}${reset === 'none' ? 'no' : reset} reset, ${{ psu: 'PSU release', spikingjelly: 'SpikingJelly', snntorch: 'snnTorch' }[library]}`;
  return (
    <section aria-label="The equation, row by row">
      <div className="only-small">
        <Segmented
          label="Which network to show"
          value={shown}
          options={[{ value: 'baseline', label: view.baselineName }, { value: 'parallel', label: view.name }, { value: 'difference', label: 'difference' }]}
          onChange={setShown}
        />
      </div>
      <div className="rows" data-show={shown}>
        <span />
        <p className="side-head"><b className="lif">{view.baselineName}</b> <span className="quiet">step by step, {how}</span></p>
        <p className="side-head">
          <b className="parallel">{view.name}</b>
          <span className="quiet" style={{ marginRight: 'auto' }}>{view.formula ? 'all steps at once' : 'a loop on tensors'}</span>
          <label className="quiet">
            <input type="checkbox" checked={membraneDifference} onChange={(event) => setMembraneDifference(event.target.checked)} /> difference in H
          </label>
        </p>
        {ROWS.map((row, i) => (
          <Row key={row.id} view={view} row={row} difference={row.id === 'membrane' && membraneDifference ? 'always' : shown === 'difference' ? 'small' : null} last={i === ROWS.length - 1} onOpen={onOpenMatrices} />
        ))}
      </div>
    </section>
  );
}
