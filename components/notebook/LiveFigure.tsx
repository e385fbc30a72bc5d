'use client';
import { useCallback, useEffect, useId, useMemo, useState } from 'react';
import { decodeLink } from '@/lib/experiment/link';
import type { Cell } from '@/lib/figures/hitTest';
import type { FigureState } from '@/lib/notebook/cells/figureCell';
import type { Run } from '@/lib/notebook/run';
import { view } from '@/lib/notebook/views';
import { sameColours, sharedMargins } from '@/lib/figures/spec';
import { figureRuns } from '@/lib/stores/figureRuns';
import Arithmetic from './Arithmetic';
import { SpecView } from '../figures/SpecView';

/** A figure cell alive: it runs what its state says, and the text changes the state. */
export default function LiveFigure({ state, pictures }: { state: FigureState; pictures: string }) {
  const id = useId();
  const [shown, setShown] = useState<{ run: Run; state: FigureState } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [cursor, setCursor] = useState<Cell | null>(null);
  const [picked, setPicked] = useState<{ cell: NonNullable<FigureState['cell']>; of: FigureState } | null>(null);

  useEffect(() => {
    let wanted = true;
    try {
      const { experiment } = decodeLink(state.link);
      figureRuns.run(id, experiment, (result) => {
        if (!wanted) return;
        if (result instanceof Error) return setError(result.message);
        setError(null);
        setShown({ run: { ...result, experiment }, state });
      });
    } catch (refused) {
      queueMicrotask(() => wanted && setError((refused as Error).message));
    }
    return () => {
      wanted = false;
    };
  }, [id, state]);

  const specs = useMemo(() => {
    if (!shown) return [];
    const { run, state: now } = shown;
    return now.views.flatMap(({ view: name, side }) => view(run, name, { side, layer: now.layer, neuron: now.neuron }));
  }, [shown]);

  const margins = useCallback((width: number) => sharedMargins(specs, width), [specs]);

  if (error) return <p className="error-line" role="alert">{error}</p>;
  if (!shown) return <div className="specs" dangerouslySetInnerHTML={{ __html: pictures }} />;
  // A cell that was picked holds until the text goes on.
  const cell = picked?.of === shown.state ? picked.cell : shown.state.cell;
  return (
    <div className="specs">
      {specs.map((spec, k) => (
        <SpecView
          key={`${k}-${spec.figure}`}
          spec={spec}
          margins={margins}
          legend={!sameColours(spec, specs[k + 1])}
          cursor={spec.figure === 'matrix' ? undefined : cursor}
          onCursor={spec.figure === 'matrix' ? undefined : setCursor}
          onPick={shown.state.cell && (spec.figure === 'heatmap' || spec.figure === 'raster') ? ({ step, neuron }) => setPicked({ cell: { step, neuron, side: spec.side ?? 'parallel' }, of: shown.state }) : undefined}
          revealTo={spec.side === 'baseline' ? shown.state.playhead ?? undefined : undefined}
        />
      ))}
      {cell && <Arithmetic run={shown.run} cell={cell} layer={shown.state.layer} />}
    </div>
  );
}
