'use client';
import { useCallback, useMemo } from 'react';
import { calibrate, drawCalibration } from '@/lib/figures/calibration';
import { matrixCsv } from '@/lib/figures/csv';
import { fixed } from '@/lib/figures/format';
import type { Theme } from '@/lib/figures/palette';
import { calibrationSentence } from '@/lib/figures/sentences';
import { Figure } from '../../figures/Figure';
import { Legend } from '../../figures/Legend';
import { MatrixView } from '../../figures/MatrixView';
import { PlainView } from '../../figures/PlainView';
import type { Size } from '../../figures/useDrawing';
import type { View } from '../view';
import { useHosts } from '../../figures/useHosts';

/** Is the probability right? Predicted beside true resets, and how well the one tells the other. */
export function ResetProbability({ view }: { view: View }) {
  const { steps, neurons, parallel, baseline, name, baselineName, scales, formula } = view;
  const { keep, all } = useHosts();
  const hosts = useMemo(() => [keep('predicted'), keep('true'), keep('calibration')], [keep]);
  const probability = parallel.probability;
  const calibration = useMemo(() => (probability ? calibrate(probability, baseline.spikes) : null), [probability, baseline]);
  const draw = useCallback(
    (host: HTMLElement, { width, height }: Size, theme: Theme) => {
      if (calibration) drawCalibration(host, calibration, { theme, width, height });
    },
    [calibration],
  );
  const why = formula?.reset?.source.kind === 'input'
    ? `${name} as released subtracts its input, not a probability: there is nothing to calibrate. PPSU is the one with the sigmoid.`
    : `${name} has no reset, so it predicts none. The ${baselineName}’s true resets are on the right.`;
  return (
    <Figure
      wide
      title="Is the reset probability right?"
      help={`Left: P, what the parallel neuron subtracts with. Middle: the ${baselineName}’s true resets. Right: of the cells with a given P, the share in which the ${baselineName} did reset; on the diagonal the probability tells the truth.`}
      sentence={calibration ? calibrationSentence(calibration, name, baselineName) : why}
      legend={<Legend scale={scales.probability} label="Colours of the reset probability" />}
      hosts={all}
      csv={() => matrixCsv({ values: probability ?? new Float32Array(steps * neurons), steps, channels: neurons }, { channel: (n) => `P ${n}` })}
      table={() => ({
        columns: ['P from', 'to', 'cells', 'mean P', `${baselineName} resets`],
        rows: (calibration?.bins ?? []).map((b) => [fixed(b.lo, 1), fixed(b.hi, 1), b.count, b.predicted === null ? '–' : fixed(b.predicted, 3), b.observed === null ? '–' : fixed(b.observed, 3)]),
      })}
    >
      {(sentence) => (
        <div className="thirds">
          {probability ? (
            <MatrixView label={`Reset probability, ${name}`} describedBy={sentence} values={probability} steps={steps} channels={neurons} height={170} scale={scales.probability} side="parallel" axis onHost={hosts[0]} />
          ) : (
            <p className="empty">{why}</p>
          )}
          <MatrixView label={`True resets, ${baselineName}`} describedBy={sentence} values={baseline.probability ?? baseline.spikes} steps={steps} channels={neurons} height={170} scale={scales.probability} side="baseline" axis onHost={hosts[1]} />
          {calibration && <PlainView label="Calibration: predicted against observed resets" describedBy={sentence} height={210} draw={draw} onHost={hosts[2]} />}
        </div>
      )}
    </Figure>
  );
}
