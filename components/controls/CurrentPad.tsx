'use client';
import { useEffect, useRef, type PointerEvent } from 'react';
import { DRAWN_CURRENT } from '@/lib/inputs/drawnCurrent';
import { useTheme } from '../shell/theme';
import { palettes } from '@/lib/figures/palette';

const WIDTH = 320;
const HEIGHT = 120;
const TOP = DRAWN_CURRENT.magnitude;
const POINTS = 48;

const toY = (value: number) => HEIGHT / 2 - (value / TOP) * (HEIGHT / 2 - 4);
const toValue = (y: number) => Math.max(-TOP, Math.min(TOP, ((HEIGHT / 2 - y) / (HEIGHT / 2 - 4)) * TOP));

interface CurrentPadProps {
  readonly points: readonly number[];
  readonly onChange: (points: number[]) => void;
}

/** Draw a current with mouse, finger or arrow keys. */
export default function CurrentPad({ points, onChange }: CurrentPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ at: number; value: number } | null>(null);
  const chosen = useRef(0);
  const theme = useTheme();

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const { grid, charge } = palettes[theme];
    context.clearRect(0, 0, WIDTH, HEIGHT);
    context.strokeStyle = grid;
    context.beginPath();
    context.moveTo(0, HEIGHT / 2);
    context.lineTo(WIDTH, HEIGHT / 2);
    context.stroke();
    context.strokeStyle = charge;
    context.lineWidth = 2;
    context.beginPath();
    points.forEach((value, k) => context.lineTo((k / (points.length - 1)) * WIDTH, toY(value)));
    context.stroke();
  }, [points, theme]);

  /** The points as they are, as many as this pad draws. */
  const dense = () => Array.from({ length: POINTS }, (_, k) => {
    const at = (k / (POINTS - 1)) * (points.length - 1);
    const low = Math.floor(at);
    const next = points[Math.min(points.length - 1, low + 1)];
    return points[low] + (next - points[low]) * (at - low);
  });

  function draw(event: PointerEvent<HTMLCanvasElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.max(0, Math.min(POINTS - 1, Math.round(((event.clientX - box.left) / box.width) * (POINTS - 1))));
    const value = Number(toValue(((event.clientY - box.top) / box.height) * HEIGHT).toFixed(2));
    const next = dense();
    const from = last.current ?? { at, value };
    // A quick stroke skips points: the line between is drawn too.
    for (let k = Math.min(at, from.at); k <= Math.max(at, from.at); k++) {
      const share = at === from.at ? 1 : (k - from.at) / (at - from.at);
      next[k] = Number((from.value + (value - from.value) * share).toFixed(2));
    }
    last.current = { at, value };
    onChange(next);
  }

  return (
    <>
      <div className="pad-frame">
        <span aria-hidden="true">{TOP}</span>
        <span aria-hidden="true">0</span>
        <span aria-hidden="true">−{TOP}</span>
        <canvas
          ref={canvas}
          className="pad"
          width={WIDTH}
          height={HEIGHT}
          tabIndex={0}
          role="application"
          aria-label={`Drawn current, from −${TOP} to ${TOP}. Left and right choose a time, up and down change the current there.`}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            last.current = null;
            draw(event);
          }}
          onPointerMove={(event) => event.buttons > 0 && draw(event)}
          onPointerUp={() => (last.current = null)}
          onKeyDown={(event) => {
            const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            const up = { ArrowUp: 0.25, ArrowDown: -0.25 }[event.key];
            if (along === undefined && up === undefined) return;
            event.preventDefault();
            chosen.current = Math.max(0, Math.min(POINTS - 1, chosen.current + (along ?? 0)));
            if (up === undefined) return;
            const next = dense();
            next[chosen.current] = Math.max(-TOP, Math.min(TOP, Number((next[chosen.current] + up).toFixed(2))));
            onChange(next);
          }}
        />
      </div>
      <p className="quiet">Draw in it: time runs to the right. Arrow keys work, too.</p>
      <div className="button-row">
        <button type="button" className="button" onClick={() => onChange([0, 0])}>Clear</button>
      </div>
    </>
  );
}
