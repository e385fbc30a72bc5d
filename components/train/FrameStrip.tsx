'use client';
import { useEffect, useRef } from 'react';
import { heatmapScale } from '@/lib/figures/spec';
import { useTheme } from '../shell/theme';
import { framesOf, type Frame } from './frames';

interface FrameStripProps {
  readonly label: string;
  /** `[S, rows · columns · channels]`. */
  readonly input: { readonly steps: number; readonly channels: number; readonly data: Float32Array };
  readonly shape: readonly number[];
}

function FramePicture({ frame, largest, rows, columns }: { frame: Frame; largest: number; rows: number; columns: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(columns, rows);
    const packed = new Uint32Array(image.data.buffer);
    // The colours of an input, as everywhere: violet below zero, teal above.
    const { lut } = heatmapScale({ figure: 'heatmap', label: '', values: frame.values, steps: 1, channels: frame.values.length, colours: 'input', lo: -largest, hi: largest, threshold: 0 }, theme);
    frame.values.forEach((v, k) => { packed[k] = lut[Math.round(128 + 127 * Math.max(-1, Math.min(1, v / largest)))]; });
    context.putImageData(image, 0, 0);
  }, [frame, largest, rows, columns, theme]);
  return <canvas ref={canvas} width={columns} height={rows} />;
}

/** What the network sees where it sees pictures: a frame a step, or several steps summed where there are many. */
export function FrameStrip({ label, input, shape }: FrameStripProps) {
  const { frames, each, signed } = framesOf(input, shape);
  const largest = frames.reduce((most, { values }) => values.reduce((a, v) => Math.max(a, Math.abs(v)), most), 1e-6);
  const said = input.steps === 1 ? 'the same at every step' : `${each === 1 ? 'a picture a step' : `${each} steps a picture`}${signed ? '; teal is brighter, violet darker' : ''}`;
  return (
    <figure className="spec frames">
      <figcaption className="quiet"><span>{label}: {said}</span></figcaption>
      <div className="frame-strip" role="img" aria-label={`${label}, ${frames.length === 1 ? 'one picture' : `${frames.length} pictures`}, ${said}`}>
        {frames.map((frame) => (
          <div key={frame.from}>
            <FramePicture frame={frame} largest={largest} rows={shape[0]} columns={shape[1]} />
            {input.steps > 1 && <span>{frame.from === frame.to ? frame.from : `${frame.from}–${frame.to}`}</span>}
          </div>
        ))}
      </div>
    </figure>
  );
}
