'use client';
import { useCallback, useMemo, type ComponentProps, type ReactNode } from 'react';
import type { RedrawSize } from '@/lib/figures/paper';
import { spikesDrawing } from '@/lib/figures/spikes/spec';
import { spikesSentence } from '@/lib/figures/spikes/sentences';
import { spikesCsv, spikesTable } from '@/lib/figures/spikes/table';
import { Figure } from './Figure';
import { SpikeView } from './SpikeView';
import { useHosts } from './useHosts';

interface SpikeFigureProps extends Omit<ComponentProps<typeof SpikeView>, 'describedBy' | 'onHost'> {
  /** Default: what the specification is called. */
  readonly title?: string;
  readonly help: string;
  /** Default: written from the numbers. */
  readonly sentence?: string;
  readonly legend?: ReactNode;
  readonly controls?: ReactNode;
}

/** A figure of spikes with its title, its menu and its sentence; it can be drawn anew for paper. */
export function SpikeFigure({ title, help, sentence, legend, controls, ...view }: SpikeFigureProps) {
  const { spec, selected } = view;
  const { keep, all } = useHosts();
  const onHost = useMemo(() => keep(''), [keep]);
  const csv = useCallback(() => spikesCsv(spec), [spec]);
  const table = useCallback(() => spikesTable(spec), [spec]);
  const redraw = useCallback((size: RedrawSize) => spikesDrawing(spec, { ...size, selected }), [spec, selected]);
  const said = useMemo(() => sentence ?? spikesSentence(spec), [sentence, spec]);
  return (
    <Figure title={title ?? spec.label} help={help} sentence={said} legend={legend} controls={controls} hosts={all} csv={csv} table={table} redraw={redraw}>
      {(sentenceId) => <SpikeView {...view} describedBy={sentenceId} onHost={onHost} />}
    </Figure>
  );
}
