/** Finding one's way in a figure of training, with a pointer and with keys. */
import { count } from '../../numerics/words';
import { inFigure, cellAt, type Cell } from '../hitTest';
import type { Box } from '../figure';
import { fixed, percent } from '../format';
import { sheetLayout, sheetStep } from './contactLayout';
import { THUMB } from './contactSheet';
import { tally } from './confusionCounts';
import { namedPlace } from './curveScale';
import { nearest, placesAcross, valueAt } from './curveValues';
import { densityOf, shareAbove } from './densityBins';
import { evolutionFrames } from './evolutionFrames';
import { printable } from './fit';
import { amount, significant } from './numbers';
import type { TrainingSpec } from './spec';
import { totalOf } from './stacked';

/**
 * How many places there are: `steps` from left to right, `neurons` from top to bottom.
 * Curves: every x. Confusion: answers × true classes. Density: one a ridge. Evolution: input × output steps.
 * Stacked: one a bar. Sheet: one a picture.
 */
export function trainingGrid(spec: TrainingSpec): { readonly steps: number; readonly neurons: number } {
  switch (spec.figure) {
    case 'curves':
      return { steps: placesAcross(spec).length, neurons: 1 };
    case 'confusion':
      return { steps: spec.labels.length, neurons: spec.labels.length };
    case 'density':
      return { steps: 1, neurons: spec.series.length };
    case 'evolution':
      return { steps: spec.size, neurons: spec.size };
    case 'stacked':
      return { steps: 1, neurons: spec.bars.length };
    case 'sheet':
      return { steps: spec.pictures.length, neurons: 1 };
  }
}

const within = ({ x, y, width, height }: Box, px: number, py: number): boolean => px >= x && px < x + width && py >= y && py < y + height;

/** What lies under the pointer in a drawn figure; null where nothing does. */
export function trainingAt(host: HTMLElement, spec: TrainingSpec, clientX: number, clientY: number): Cell | null {
  const found = inFigure(host, clientX, clientY);
  if (!found) return null;
  const { geometry, drawing, x, y } = found;
  const { plot, window: [from, to] } = geometry;
  if (spec.figure === 'curves') {
    if (x < plot.x - 4 || x > plot.x + plot.width + 4) return null;
    const step = nearest(placesAcross(spec), from + ((x - plot.x) / plot.width) * (to - from));
    return step < 0 ? null : { step, neuron: 0 };
  }
  if (spec.figure === 'confusion') return cellAt(geometry, x, y);
  const place = (drawing.boxes ?? []).findIndex((box) => box !== undefined && within(box, x, y));
  if (place < 0) return null;
  if (spec.figure === 'sheet') return { step: place, neuron: 0 };
  if (spec.figure !== 'evolution') return { step: 0, neuron: place };
  return cellAt({ plot: drawing.boxes![place], window: [0, spec.size], rows: [0, spec.size], origin: 'top' }, x, y);
}

/** Where an arrow key leads from `cell`; null for any other key. `width` is the figure's: a sheet's rows depend on it. */
export function trainingStep(spec: TrainingSpec, cell: Cell | null, key: string, { far = false, width = 0 } = {}): Cell | null {
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const { steps, neurons } = trainingGrid(spec);
  if (!by || steps < 1 || neurons < 1) return null;
  if (!cell) return { step: 0, neuron: 0 };
  if (spec.figure === 'sheet') {
    const layout = sheetLayout(spec, width, spec.thumb ?? THUMB);
    return { step: layout.order[sheetStep(layout, layout.order.indexOf(cell.step), key)] ?? 0, neuron: 0 };
  }
  const held = (value: number, most: number) => Math.max(0, Math.min(most - 1, value));
  const pace = far ? 8 : 1;
  return { step: held(cell.step + pace * by[0], steps), neuron: held(cell.neuron + pace * by[1], neurons) };
}

/** What is under the cursor, in numbers. */
export function trainingReadout(spec: TrainingSpec, cell: Cell | null): string {
  if (!cell) return '';
  const { step, neuron } = cell;
  const { steps, neurons } = trainingGrid(spec);
  if (!(step >= 0 && step < steps && neuron >= 0 && neuron < neurons)) return '';
  switch (spec.figure) {
    case 'curves': {
      const x = placesAcross(spec)[step];
      const parts = spec.series.flatMap((one) => {
        const { here } = valueAt(one.points, x);
        return here && one.label ? [`${printable(one.label)} ${amount(here[1], spec.unit ?? 'number')}`] : [];
      });
      return `${namedPlace(printable(spec.xLabel), Number.isInteger(x) ? count(x) : significant(x))}: ${parts.join(', ')}`;
    }
    case 'confusion': {
      const { counts, rows, size } = tally(spec);
      const n = counts[neuron * size + step];
      const names = `is ${printable(spec.labels[neuron])}, answered ${printable(spec.labels[step])}`;
      return `${names}: ${count(n)}${rows[neuron] > 0 ? ` of ${count(rows[neuron])} (${percent(n / rows[neuron])})` : ''}`;
    }
    case 'density': {
      const { label, counts, above } = spec.series[neuron];
      const density = densityOf(spec.edges, counts);
      if (!density || spec.threshold === null) return printable(label);
      return `${printable(label)}: ${percent(above ?? shareAbove(density, spec.threshold))} at or above the threshold`;
    }
    case 'evolution': {
      const values = evolutionFrames(spec, spec.difference ?? false).map((frame) => `${printable(frame.label)} ${fixed(frame.values[neuron * spec.size + step], 3)}`);
      return `output step ${neuron}, input step ${step}: ${values.join(', ')}`;
    }
    case 'stacked': {
      const bar = spec.bars[neuron];
      const parts = spec.parts.map((part, k) => `${printable(part)} ${significant(bar.values[k])}`);
      return `${printable(bar.label)}: ${parts.join(', ')}; ${significant(totalOf(bar, spec.parts.length))} ${printable(spec.unit ?? 'ms')}`;
    }
    case 'sheet': {
      const { label, caption } = spec.pictures[step];
      return printable(caption ? `${label}: ${caption}` : label);
    }
  }
}
