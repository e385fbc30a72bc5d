'use client';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { DatasetFacts } from '@/lib/engine/training/protocol';
import type { Recipe } from '@/lib/experiment/recipe';
import { BITMAP_SIDE } from '@/lib/inputs/bitmap';
import { decodeBitmap, encodeBitmap } from '@/lib/inputs/bitmapText';
import { trainingStore } from '@/lib/stores/training';
import DigitPad from '../../controls/DigitPad';
import { useTheme } from '../../shell/theme';
import { useAsk } from './ask';
import { brightness, centred, pictureInput, shifted } from './picture';
import { inkShades } from './shades';
import { usePixels } from './usePixels';

interface DrawItProps {
  readonly id: string;
  readonly task: Recipe['task'];
  readonly facts: DatasetFacts;
  readonly bitmap: string;
  readonly onBitmap: (bitmap: string) => void;
}

const MOVES = [[-1, 0, '←', 'left'], [0, -1, '↑', 'up'], [0, 1, '↓', 'down'], [1, 0, '→', 'right']] as const;

/** A drawing pad whose every stroke is answered. */
export default function DrawIt({ id, task, facts, bitmap, onBitmap }: DrawItProps) {
  const centreId = useId();
  const theme = useTheme();
  const ask = useAsk(id);
  const [centre, setCentre] = useState(true);
  const middle = facts.origin === 'file' ? 'mass' : 'box';
  const drawn = useMemo(() => brightness(decodeBitmap(bitmap)), [bitmap]);
  const seen = useMemo(() => (centre ? centred(drawn, middle) : drawn), [drawn, centre, middle]);
  const { canvas, paint } = usePixels(BITMAP_SIDE, BITMAP_SIDE);
  const asked = useRef<Float32Array | null>(null);

  useEffect(() => {
    const shade = inkShades(theme);
    paint((k) => shade(seen[k]));
  }, [seen, theme, paint]);

  useEffect(() => {
    if (!bitmap || asked.current === seen) return;
    const before = asked.current;
    asked.current = seen;
    const { look } = trainingStore.getState();
    // A drawing from before must not push away a sample that is being looked at.
    if (!before && look && 'part' in look.at) return;
    ask(pictureInput(seen, task.show));
  }, [bitmap, seen, ask, task.show]);

  const change = (next: string) => {
    if (next === '') setCentre(true);
    onBitmap(next);
  };
  const move = (dx: number, dy: number) => {
    // Where it is put back into the middle, moving it would change nothing.
    setCentre(false);
    onBitmap(encodeBitmap(shifted(decodeBitmap(bitmap), dx, dy)));
  };
  return (
    <div className="try-tools try-draw">
      <DigitPad bitmap={bitmap} onChange={change} onMove={move} />
      <figure className="try-seen">
        <canvas ref={canvas} className="pixels" width={BITMAP_SIDE} height={BITMAP_SIDE} role="img" aria-label="The drawing as the network sees it" />
        <figcaption className="quiet">as the network sees it</figcaption>
      </figure>
      <div className="button-row" role="group" aria-label="Move the drawing">
        {MOVES.map(([dx, dy, sign, name]) => <button key={name} type="button" className="button" disabled={!bitmap} aria-label={`Move the drawing ${name}`} onClick={() => move(dx, dy)}>{sign}</button>)}
        <label htmlFor={centreId} className="try-check"><input id={centreId} type="checkbox" checked={centre} onChange={(event) => setCentre(event.target.checked)} /> centred and scaled</label>
      </div>
    </div>
  );
}
