'use client';
import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { BITMAP_SIDE, BITMAP_WHITE, bitmapFrom, strokeLine } from '@/lib/inputs/bitmap';
import { decodeBitmap, encodeBitmap } from '@/lib/inputs/bitmapText';
import { digitBitmap } from '@/lib/inputs/strokeDigits';
import { palettes } from '@/lib/figures/palette';
import { useTheme } from '../shell/theme';

const RADIUS = 1.4;

interface DigitPadProps {
  readonly bitmap: string;
  readonly onChange: (bitmap: string) => void;
  /** Where the whole drawing can be moved, by Shift with the arrow keys: pixels to the right and down. */
  readonly onMove?: (dx: number, dy: number) => void;
}

/** Draw a 28×28 figure with mouse or finger, or with the arrow keys and Enter. */
export default function DigitPad({ bitmap, onChange, onMove }: DigitPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<{ x: number; y: number } | null>(null);
  const [spot, setSpot] = useState<{ x: number; y: number } | null>(null);
  const theme = useTheme();
  /** A quick stroke brings several points before the page has drawn the first. */
  const newest = useRef(bitmap);

  useEffect(() => {
    newest.current = bitmap;
  }, [bitmap]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const { paper, ink, charge } = palettes[theme];
    const picture = decodeBitmap(bitmap);
    context.fillStyle = paper;
    context.fillRect(0, 0, BITMAP_SIDE * 8, BITMAP_SIDE * 8);
    context.fillStyle = ink;
    picture.forEach((value, k) => {
      if (value === 0) return;
      context.globalAlpha = value / BITMAP_WHITE;
      context.fillRect((k % BITMAP_SIDE) * 8, Math.floor(k / BITMAP_SIDE) * 8, 8, 8);
    });
    context.globalAlpha = 1;
    if (spot) {
      context.strokeStyle = charge;
      context.lineWidth = 2;
      context.strokeRect(spot.x * 8, spot.y * 8, 8, 8);
    }
  }, [bitmap, theme, spot]);

  function paint(from: { x: number; y: number }, to: { x: number; y: number }) {
    newest.current = encodeBitmap(strokeLine(decodeBitmap(newest.current), from.x, from.y, to.x, to.y, RADIUS));
    onChange(newest.current);
  }

  function draw(event: PointerEvent<HTMLCanvasElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const at = {
      x: ((event.clientX - box.left) / box.width) * BITMAP_SIDE,
      y: ((event.clientY - box.top) / box.height) * BITMAP_SIDE,
    };
    paint(last.current ?? at, at);
    last.current = at;
  }

  return (
    <>
      <canvas
        ref={canvas}
        className="pad"
        width={BITMAP_SIDE * 8}
        height={BITMAP_SIDE * 8}
        style={{ maxWidth: 224, touchAction: 'none' }}
        tabIndex={0}
        role="application"
        aria-label={`Drawing of 28 by 28 pixels. Arrow keys move, Enter paints${onMove ? ', Shift with an arrow key moves the drawing' : ''}.`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = null;
          setSpot(null);
          draw(event);
        }}
        onPointerMove={(event) => event.buttons > 0 && draw(event)}
        onPointerUp={() => (last.current = null)}
        onBlur={() => setSpot(null)}
        onKeyDown={(event) => {
          const moves: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
          const move = moves[event.key];
          const from = spot ?? { x: 13, y: 13 };
          if (!move && event.key !== 'Enter') return;
          event.preventDefault();
          if (move && event.shiftKey && onMove) return onMove(...move);
          const within = (v: number) => Math.max(0, Math.min(BITMAP_SIDE - 1, v));
          const to = move ? { x: within(from.x + move[0]), y: within(from.y + move[1]) } : from;
          setSpot(to);
          if (event.key === 'Enter') paint({ x: to.x + 0.5, y: to.y + 0.5 }, { x: to.x + 0.5, y: to.y + 0.5 });
        }}
      />
      <p className="quiet">Draw in it, or begin with a digit.</p>
      <div className="button-row" aria-label="Digits to begin with" role="group">
        {[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => (
          <button key={digit} type="button" className="button" aria-label={`Show the digit ${digit}`} onClick={() => onChange(encodeBitmap(bitmapFrom(digitBitmap(digit))))}>
            {digit}
          </button>
        ))}
        <button type="button" className="button" onClick={() => onChange('')}>Clear</button>
      </div>
    </>
  );
}
