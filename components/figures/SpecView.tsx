'use client';
import { useCallback, useMemo, useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';
import { fixed } from '@/lib/figures/format';
import { heatmapAt, traceAt, type Cell } from '@/lib/figures/hitTest';
import { diffSwatches } from '@/lib/figures/legend';
import { drawSpec, heatmapScale, isSmall, specHeight, type FigureSpec, type SpecOptions } from '@/lib/figures/spec';
import { Legend } from './Legend';
import { useDrawing, type Size } from './useDrawing';
import { useTheme } from '../shell/theme';

interface SpecViewProps {
  readonly spec: FigureSpec;
  /** Shared by the figures of one cell, where there is one. */
  readonly cursor?: Cell | null;
  readonly onCursor?: (cell: Cell | null) => void;
  readonly onPick?: (cell: Cell) => void;
  readonly revealTo?: number;
  /** Whether its colours are explained below it. Default true. */
  readonly legend?: boolean;
  /** Room that the figures of one cell share. */
  readonly margins?: (width: number) => SpecOptions['margins'];
}

/** What is under the cursor, in numbers. */
function readout(spec: FigureSpec, cursor: Cell | null): string {
  if (!cursor) return '';
  const { step, neuron } = cursor;
  switch (spec.figure) {
    case 'heatmap':
    case 'raster':
      return step < spec.steps && neuron < spec.channels ? `step ${step}, neuron ${neuron}: ${fixed(spec.values[step * spec.channels + neuron], spec.figure === 'raster' ? 0 : 3)}` : '';
    case 'matrix':
      return step < spec.size && neuron < spec.size ? `row ${neuron}, column ${step}: ${fixed(spec.values[neuron * spec.size + step], 4)}` : '';
    case 'lines':
      return spec.lines.filter(({ values }) => step < values.length).map(({ label, values }) => `${label} ${fixed(values[step], 3)}`).join(', ');
    default:
      return '';
  }
}

const grid = (spec: FigureSpec) => (spec.figure === 'matrix' ? { steps: spec.size, neurons: spec.size } : spec.figure === 'lines' ? { steps: Math.max(1, ...spec.lines.map((l) => l.values.length)), neurons: 1 } : 'steps' in spec ? { steps: spec.steps, neurons: spec.channels } : null);

/** One figure of a notebook: drawn as in the Lab, read with pointer or keys. */
export function SpecView({ spec, cursor: shared, onCursor, onPick, revealTo, legend = true, margins }: SpecViewProps) {
  const theme = useTheme();
  const [own, setOwn] = useState<Cell | null>(null);
  const cursor = shared === undefined ? own : shared;
  const setCursor = onCursor ?? setOwn;
  const draw = useCallback(
    (host: HTMLElement, { width, height, ratio }: Size) => drawSpec(host, spec, { theme, width, height, ratio, cursor: spec.figure === 'matrix' && shared === undefined ? null : cursor, revealTo, margins: margins?.(width) }),
    [spec, theme, cursor, revealTo, shared, margins],
  );
  const host = useDrawing(draw);
  const size = grid(spec);
  const at = (event: PointerEvent<HTMLElement>): Cell | null => {
    const { currentTarget, clientX, clientY } = event;
    if (spec.figure !== 'lines') return heatmapAt(currentTarget, clientX, clientY);
    const step = traceAt(currentTarget, clientX, clientY);
    return step === null ? null : { step, neuron: cursor?.neuron ?? 0 };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!by || !size) return;
    event.preventDefault();
    const far = event.shiftKey ? 8 : 1;
    const within = (v: number, most: number) => Math.max(0, Math.min(most - 1, v));
    const turned = spec.figure === 'matrix' ? -1 : 1;
    setCursor({ step: within((cursor?.step ?? 0) + by[0] * far, size.steps), neuron: within((cursor?.neuron ?? 0) + turned * by[1] * far, size.neurons) });
  };
  return (
    <figure className={`spec${isSmall(spec) ? ' small' : ''}`}>
      <figcaption className="quiet">
        <span>{spec.label}</span>
        <span className="readout" aria-live="polite">{readout(spec, cursor)}</span>
      </figcaption>
      <div
        ref={host}
        className="drawing"
        style={{ '--height': `${specHeight(spec)}px` } as CSSProperties}
        role={size ? 'application' : 'img'}
        aria-roledescription={size ? 'figure' : undefined}
        aria-label={`${spec.label}${size ? '. Arrow keys read its numbers' : ''}`}
        tabIndex={size ? 0 : undefined}
        onPointerMove={size ? (event) => setCursor(at(event)) : undefined}
        onPointerLeave={size ? () => setCursor(null) : undefined}
        onClick={onPick && size ? (event) => {
          const cell = at(event as unknown as PointerEvent<HTMLElement>);
          if (cell) onPick(cell);
        } : undefined}
        onKeyDown={size ? onKeyDown : undefined}
      />
      {legend && <SpecLegend spec={spec} />}
    </figure>
  );
}

/** What the colours of a figure mean. */
function SpecLegend({ spec }: { spec: FigureSpec }) {
  const theme = useTheme();
  const scale = useMemo(() => (spec.figure === 'heatmap' ? heatmapScale(spec, theme) : undefined), [spec, theme]);
  const swatches = useMemo(() => (spec.figure === 'raster' && spec.difference ? diffSwatches(theme, spec.names?.[1] ?? 'the second', spec.names?.[0] ?? 'the first') : undefined), [spec, theme]);
  if (!scale && !swatches) return null;
  return <div className="spec-legend"><Legend scale={scale} swatches={swatches} mid={spec.figure === 'heatmap' && spec.colours === 'membrane' ? 'θ' : undefined} label={`Colours of ${spec.label}`} /></div>;
}
