'use client';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { SHAPES_CAMERA } from '@/lib/datasets/tasks/movingShapes';
import type { Place } from '@/lib/inputs/movingShapes';
import { Segmented } from '../../controls/Choices';
import { useTheme } from '../../shell/theme';
import { EyePictures } from './EyePictures';
import { gesture, type Gesture } from './gesture';
import { eventShades, lightShade } from './shades';
import { outAndBack, pointedPlace, restPlace, stagePicture, stageScene, type Direction, type ShapeName } from './stage';
import { usePixels } from './usePixels';

const SIDE = SHAPES_CAMERA.width;
const NAMES: Readonly<Record<ShapeName, string>> = { bar: 'bar', triangle: 'triangle', digit: 'digit', hand: 'clock hand' };
const SHAPES = (['bar', 'triangle', 'digit', 'hand'] as const).map((value) => ({ value, label: NAMES[value] }));
const KEYS: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'right' };
const WAYS = [['left', '←'], ['up', '↑'], ['down', '↓'], ['right', '→']] as const;
const TURNS = [['left', '↺', 'counter-clockwise'], ['right', '↻', 'clockwise']] as const;

/** A shape that the reader drags, or sends out and back, before the event camera. */
export default function ShapeStage({ steps, ask }: { steps: number; ask: (own: Float32Array) => void }) {
  const theme = useTheme();
  const [shape, setShape] = useState<ShapeName>('bar');
  const { canvas: sceneCanvas, paint: paintScene } = usePixels(SIDE, SIDE);
  const { canvas: eventCanvas, paint: paintEvents } = usePixels(SIDE, SIDE);
  const moving = useRef<Gesture | null>(null);
  const dragging = useRef(false);
  const frame = useRef(0);

  const show = useCallback((picture: Float32Array, glow: (pixel: number) => number) => {
    const shade = eventShades(theme);
    paintScene((k) => lightShade(picture[k]));
    paintEvents((k) => shade(glow(k)));
  }, [theme, paintScene, paintEvents]);

  useEffect(() => {
    show(stagePicture(stageScene(shape), restPlace(shape, SIDE), SIDE), () => 0);
    return () => cancelAnimationFrame(frame.current);
  }, [shape, show]);

  function begin(at: Place, path: ((share: number) => Place) | null): void {
    cancelAnimationFrame(frame.current);
    const own = gesture({ shape, camera: SHAPES_CAMERA, steps, at, path, ask });
    moving.current = own;
    let began = Number.NaN;
    const step = (now: number) => {
      if (Number.isNaN(began)) began = now;
      own.advance(1000 * (now - began));
      show(own.picture, own.glow);
      if (own.going) frame.current = requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
  }

  const send = (direction: Direction) => {
    const path = outAndBack(shape, direction, SIDE);
    begin(path(0), path);
  };
  const pointed = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLCanvasElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return pointedPlace(shape, ((clientX - box.left) / box.width) * SIDE, ((clientY - box.top) / box.height) * SIDE, SIDE);
  };
  const letGo = () => {
    if (dragging.current && moving.current) moving.current.going = false;
    dragging.current = false;
  };
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      event.currentTarget.setPointerCapture(event.pointerId);
      dragging.current = true;
      begin(pointed(event), null);
    },
    onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
      if (dragging.current && moving.current) moving.current.target = pointed(event);
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onKeyDown(event: KeyboardEvent<HTMLCanvasElement>) {
      const direction = KEYS[event.key];
      if (!direction) return;
      event.preventDefault();
      if (!event.repeat) send(direction);
    },
  };
  const turns = shape === 'hand';
  return (
    <>
      <Segmented label="Shape" value={shape} options={SHAPES} onChange={setShape} />
      <EyePictures
        side={SIDE}
        scene={sceneCanvas}
        events={eventCanvas}
        handlers={handlers}
        sceneName={`A ${NAMES[shape]} before the event camera. ${turns ? 'Drag around the middle, or press an arrow key to turn it and back.' : 'Drag it, or press an arrow key to send it that way and back.'}`}
      />
      <p className="quiet">{turns ? 'Turn it with the pointer, rest, and turn it back, all in about a second. Or let the page do it:' : 'Drag it one way, rest, and drag it back, all in about a second. Or let the page do it:'}</p>
      <div className="button-row" role="group" aria-label={turns ? 'Turn the hand and back' : 'Send the shape and back'}>
        {turns
          ? TURNS.map(([direction, sign, name]) => <button key={name} type="button" className="button" aria-label={`Turn it ${name} and back`} onClick={() => send(direction)}>{sign}</button>)
          : WAYS.map(([direction, sign]) => <button key={direction} type="button" className="button" aria-label={`Send it ${direction} and back`} onClick={() => send(direction)}>{sign}</button>)}
      </div>
    </>
  );
}
