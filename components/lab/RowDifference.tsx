'use client';
import { useId, useMemo } from 'react';
import { differenceSentence, drawnDifference, scaleOfDifference } from '@/lib/figures/difference';
import { diffSwatches } from '@/lib/figures/legend';
import { diffCategories } from '@/lib/figures/raster';
import { differenceOf } from '@/lib/recording/difference';
import { Legend } from '../figures/Legend';
import { MatrixView } from '../figures/MatrixView';
import { rowValues, type RowSpec } from './rowSpecs';
import type { View } from './view';

interface RowDifferenceProps {
  readonly view: View;
  readonly row: RowSpec;
  readonly height: string;
  readonly last: boolean;
  readonly onHost: (host: HTMLElement | null) => void;
}

/** What is drawn of the difference of a row, with its own colours and its own sentence. */
function drawn(view: View, row: RowSpec) {
  const { parallel, baseline, neurons, theme, name, short, baselineName } = view;
  if (row.id === 'spikes') {
    return {
      values: diffCategories(parallel.spikes, baseline.spikes),
      scale: 'difference' as const,
      legend: { swatches: diffSwatches(theme, short, baselineName) },
      sentence: row.sentence(view),
    };
  }
  const difference = differenceOf(rowValues(parallel, row.id), rowValues(baseline, row.id), neurons);
  const scale = scaleOfDifference(difference, theme);
  return { values: drawnDifference(difference), scale, legend: { scale }, sentence: differenceSentence(difference, name, baselineName) };
}

/** One row as the parallel side less the baseline. */
export default function RowDifference({ view, row, height, last, onHost }: RowDifferenceProps) {
  const id = useId();
  const { values, scale, legend, sentence } = useMemo(() => drawn(view, row), [view, row]);
  return (
    <>
      <MatrixView
        label={`${row.title}, ${view.name} minus ${view.baselineName}`}
        describedBy={id}
        values={values}
        steps={view.steps}
        channels={view.neurons}
        height={height}
        scale={scale}
        axis={last}
        onHost={onHost}
      />
      <div className="row-foot">
        <p id={id}>{sentence}</p>
        <Legend {...legend} label={`Colours of the difference in ${row.word}`} />
      </div>
    </>
  );
}
