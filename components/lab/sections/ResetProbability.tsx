'use client';
import { useCallback, useMemo, useState } from 'react';
import { calibrate, drawCalibration, type Calibration } from '@/lib/figures/calibration';
import { matrixCsv, tableCsv } from '@/lib/figures/csv';
import { fixed } from '@/lib/figures/format';
import type { Theme } from '@/lib/figures/palette';
import { calibrationSentence } from '@/lib/figures/sentences';
import { count } from '@/lib/numerics/words';
import { Figure } from '../../figures/Figure';
import { Legend } from '../../figures/Legend';
import { MatrixView } from '../../figures/MatrixView';
import { PointView } from '../../figures/PointView';
import type { Size } from '../../figures/useDrawing';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

/** Predicted against observed, read bin by bin. */
function CalibrationPlot({ calibration, describedBy, onHost }: { calibration: Calibration; describedBy: string; onHost: (host: HTMLElement | null) => void }) {
  const [bin, setBin] = useState<number | null>(null);
  const draw = useCallback(
    (host: HTMLElement, { width, height }: Size, theme: Theme) => drawCalibration(host, calibration, { theme, width, height, pointed: bin }),
    [calibration, bin],
  );
  const { lo, hi, count: cells, predicted, observed } = calibration.bins[bin ?? 0];
  return (
    <div>
      <PointView label="Calibration: predicted against observed resets" describedBy={describedBy} height={210} places={calibration.bins.length} at={bin} draw={draw} onPoint={setBin} onHost={onHost} />
      <p className="readout">
        {bin === null
          ? 'Point at a bin to read it.'
          : `P ${fixed(lo, 1)} to ${fixed(hi, 1)}: ${predicted === null || observed === null ? 'no cells' : `${count(cells)} cells, predicted ${fixed(predicted, 3)}, observed ${fixed(observed, 3)}`}.`}
      </p>
    </div>
  );
}

/** Why there is no probability to judge. */
function noProbability({ name, baselineName, formula }: View): string {
  return formula?.reset?.source.kind === 'input'
    ? `${name} as released subtracts its input, not a probability: there is nothing to calibrate. PPSU is the one with the sigmoid.`
    : `${name} has no reset, so it predicts none. Here is when the ${baselineName} did reset.`;
}

/** Is the probability right? Predicted beside true resets, and how well the one tells the other. */
export function ResetProbability({ view }: { view: View }) {
  const { steps, neurons, parallel, baseline, name, baselineName, scales } = view;
  const { keep, all } = useHosts();
  const hosts = useMemo(() => [keep('predicted'), keep('true'), keep('calibration')], [keep]);
  const probability = parallel.probability;
  // A baseline without a reset fires and never resets.
  const resets = useMemo(() => baseline.probability ?? new Float32Array(steps * neurons), [baseline, steps, neurons]);
  const calibration = useMemo(() => (probability ? calibrate(probability, resets) : null), [probability, resets]);
  const columns = ['P from', 'to', 'cells', 'mean P', `${baselineName} resets`];
  return (
    <Figure
      title="Is the reset probability right?"
      help={calibration
        ? `Left: P, what the parallel neuron subtracts with. Middle: the ${baselineName}’s true resets. Right: of the cells with a given P, the share in which the ${baselineName} did reset; on the diagonal the probability tells the truth.`
        : `The ${baselineName}’s true resets.`}
      sentence={calibration ? calibrationSentence(calibration, name, baselineName) : noProbability(view)}
      legend={calibration && <Legend scale={scales.probability} label="Colours of the reset probability" />}
      hosts={all}
      csv={() => [
        ...(probability ? matrixCsv({ values: probability, steps, channels: neurons }, { channel: (n) => `P ${n}` }) : []),
        ...matrixCsv({ values: resets, steps, channels: neurons }, { channel: (n) => `${baselineName} reset ${n}` }),
        ...(calibration ? tableCsv(columns, calibration.bins.map((b) => [b.lo, b.hi, b.count, b.predicted, b.observed])) : []),
      ]}
      table={() => ({
        columns,
        rows: (calibration?.bins ?? []).map((b) => [fixed(b.lo, 1), fixed(b.hi, 1), b.count, b.predicted === null ? '–' : fixed(b.predicted, 3), b.observed === null ? '–' : fixed(b.observed, 3)]),
      })}
    >
      {(sentence) => (
        <div className="thirds">
          {probability && <MatrixView label={`Reset probability, ${name}`} describedBy={sentence} values={probability} steps={steps} channels={neurons} height={170} scale={scales.probability} side="parallel" axis onHost={hosts[0]} />}
          <MatrixView label={`True resets, ${baselineName}`} describedBy={sentence} values={resets} steps={steps} channels={neurons} height={170} scale={scales.probability} side="baseline" axis onHost={hosts[1]} />
          {calibration && <CalibrationPlot calibration={calibration} describedBy={sentence} onHost={hosts[2]} />}
        </div>
      )}
    </Figure>
  );
}
