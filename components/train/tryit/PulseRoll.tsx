'use client';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { DatasetFacts } from '@/lib/engine/training/protocol';
import type { Recipe } from '@/lib/experiment/recipe';
import { palettes } from '@/lib/figures/palette';
import { lookAt, trainingStore } from '@/lib/stores/training';
import { useTheme } from '../../shell/theme';
import { useAsk } from './ask';
import { channelGroups, channelName, rollStarts, withPulse } from './roll';

/** CSS pixels of a cell, and the gap around it. */
const CELL = 16;
const GAP = 1;

interface Spot {
  readonly step: number;
  readonly channel: number;
}

/** A piano roll: pulses on channels and steps, for the tasks about memory. */
export default function PulseRoll({ id, task, facts }: { id: string; task: Recipe['task']; facts: DatasetFacts }) {
  const { steps } = facts;
  const channels = facts.shape[0];
  const size = useMemo(() => ({ steps, channels }), [steps, channels]);
  const theme = useTheme();
  const ask = useAsk(id);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [roll, setRoll] = useState<Float32Array>(() => new Float32Array(steps * channels));
  const [spot, setSpot] = useState<Spot | null>(null);
  const stroke = useRef<{ on: boolean; roll: Float32Array } | null>(null);
  const sample = useRef(0);
  const starts = useMemo(() => rollStarts(task.id, size), [task.id, size]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = steps * CELL * ratio;
    element.height = channels * CELL * ratio;
    context.scale(ratio, ratio);
    const { grid, ink, charge } = palettes[theme];
    roll.forEach((value, k) => {
      context.fillStyle = value > 0 ? ink : grid;
      context.fillRect(Math.floor(k / channels) * CELL + GAP, (k % channels) * CELL + GAP, CELL - 2 * GAP, CELL - 2 * GAP);
    });
    if (!spot) return;
    context.strokeStyle = charge;
    context.lineWidth = 2;
    context.strokeRect(spot.step * CELL + 1, spot.channel * CELL + 1, CELL - 2, CELL - 2);
  }, [roll, spot, theme, steps, channels]);

  const change = (next: Float32Array) => {
    setRoll(next);
    ask(Float32Array.from(next));
  };
  const spotAt = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLCanvasElement>): Spot => {
    const box = currentTarget.getBoundingClientRect();
    const within = (share: number, count: number) => Math.max(0, Math.min(count - 1, Math.floor(share * count)));
    return { step: within((clientX - box.left) / box.width, steps), channel: within((clientY - box.top) / box.height, channels) };
  };
  const paint = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!stroke.current) return;
    const { step, channel } = spotAt(event);
    const { on } = stroke.current;
    if ((stroke.current.roll[step * channels + channel] > 0) === on) return;
    const next = withPulse(stroke.current.roll, size, step, channel, on);
    stroke.current.roll = next;
    change(next);
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const { step, channel } = spotAt(event);
    stroke.current = { on: !(roll[step * channels + channel] > 0), roll };
    setSpot(null);
    paint(event);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const sets = event.key === 'Enter' || event.key === ' ';
    if (!move && !sets) return;
    event.preventDefault();
    const from = spot ?? { step: 0, channel: 0 };
    if (sets) {
      setSpot(from);
      return change(withPulse(roll, size, from.step, from.channel, !(roll[from.step * channels + from.channel] > 0)));
    }
    const within = (v: number, count: number) => Math.max(0, Math.min(count - 1, v));
    if (move && spot) setSpot({ step: within(from.step + move[0], steps), channel: within(from.channel + move[1], channels) });
    else setSpot(from);
  };
  const take = async () => {
    const count = facts.counts.test.reduce((a, b) => a + b, 0);
    await lookAt(id, { part: 'test', index: sample.current++ % count });
    const { look } = trainingStore.getState();
    if (look?.id === id && look.look.input.data.length === steps * channels) change(Float32Array.from(look.look.input.data));
  };
  const here = spot && `step ${spot.step}, ${channelName(task.id, spot.channel)}: ${roll[spot.step * channels + spot.channel] > 0 ? 'a pulse' : 'nothing'}`;
  return (
    <div className="try-tools wide">
      <div className="button-row" role="group" aria-label="Pulses to begin with">
        {starts.map(({ label, roll: start }) => <button key={label} type="button" className="button" onClick={() => change(Float32Array.from(start))}>{label}</button>)}
        <button type="button" className="button" onClick={() => void take()}>A test sample</button>
        <button type="button" className="button" onClick={() => setRoll(new Float32Array(steps * channels))}>Clear</button>
      </div>
      <div className="roll">
        <div className="roll-names quiet" aria-hidden="true" style={{ gridTemplateRows: `repeat(${channels}, ${CELL}px)` }}>
          {channelGroups(task.id).map(([from, name]) => <span key={name} style={{ gridRow: from + 1 }}>{name}</span>)}
        </div>
        <div className="roll-scroll">
          <canvas
            ref={canvas}
            style={{ width: steps * CELL, height: channels * CELL }}
            role="application"
            tabIndex={0}
            aria-label={`Pulses of ${channels} channels over ${steps} steps. Arrow keys move, Enter sets a pulse or takes it away.`}
            onPointerDown={(event) => {
              if (event.pointerType === 'touch') return;
              event.currentTarget.setPointerCapture(event.pointerId);
              begin(event);
            }}
            onPointerMove={(event) => event.buttons > 0 && paint(event)}
            onPointerUp={(event) => {
              // A finger that moves scrolls; one that taps sets.
              if (event.pointerType === 'touch') begin(event);
              stroke.current = null;
            }}
            onPointerCancel={() => (stroke.current = null)}
            onBlur={() => setSpot(null)}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
      <p className="quiet">Time runs to the right; press a cell to set a pulse or take it away. A test sample brings all the distraction the network was trained with. <span role="status">{here}</span></p>
    </div>
  );
}
