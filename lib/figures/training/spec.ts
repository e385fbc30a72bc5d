/**
 * Figures of training as plain data, as `FigureSpec` is for figures of a run. They are a module of their own so that a
 * page without training does not load them.
 */
import { show, type Drawing } from '../figure';
import type { Cell } from '../hitTest';
import type { ColourKey } from '../neuronColours';
import type { Theme } from '../palette';
import { confusionDrawing, confusionHeight } from './confusion';
import type { ConfusionData } from './confusionCounts';
import { contactSheetDrawing, sheetHeight, THUMB } from './contactSheet';
import type { SheetData } from './contactLayout';
import { curvesDrawing, type CurvesData } from './curves';
import { placesAcross } from './curveValues';
import { densityDrawing, densityHeight, type DensityData } from './density';
import { evolutionDrawing, evolutionHeight } from './evolution';
import type { EvolutionData } from './evolutionFrames';
import type { Unit } from './numbers';
import { stackedDrawing, stackedHeight, type StackedData } from './stacked';

interface Common {
  /** What it is, in a few words. */
  readonly label: string;
  /** What is said in the figure while there is nothing to draw. */
  readonly empty?: string;
}

export type CurvesSpec = Common & CurvesData & {
  readonly figure: 'curves';
  /** `epoch`, `seconds`, `time step`. */
  readonly xLabel: string;
  readonly yLabel: string;
  readonly unit?: Unit;
  readonly log?: boolean;
  readonly xEnd?: number;
  readonly yDomain?: readonly [number, number];
  /** Which end is the good one; decides who is named first. */
  readonly better?: 'higher' | 'lower';
  readonly styles?: { readonly solid: string; readonly thin: string };
};
export type ConfusionSpec = Common & ConfusionData & { readonly figure: 'confusion'; readonly colour?: ColourKey };
export type DensitySpec = Common & DensityData & { readonly figure: 'density'; readonly xLabel?: string };
export type EvolutionSpec = Common & EvolutionData & { readonly figure: 'evolution'; readonly difference?: boolean };
export type StackedSpec = Common & StackedData & { readonly figure: 'stacked' };
export type SheetSpec = Common & SheetData & { readonly figure: 'sheet'; readonly thumb?: number; readonly colour?: ColourKey };

export type TrainingSpec = CurvesSpec | ConfusionSpec | DensitySpec | EvolutionSpec | StackedSpec | SheetSpec;

export interface TrainingOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly ratio?: number;
  /** What is pointed at; see `trainingGrid` for what step and neuron are in each figure. */
  readonly cursor?: Cell | null;
  /** What was chosen: a cell of a confusion matrix, a picture of a sheet. */
  readonly selected?: Cell | null;
}

/** Pixels high at a width, where nothing else is said. */
export function trainingHeight(spec: TrainingSpec, width: number): number {
  switch (spec.figure) {
    case 'curves':
      return width < 480 ? 220 : 260;
    case 'confusion':
      return spec.labels.length ? Math.ceil(confusionHeight(spec, width)) : 80;
    case 'density':
      return densityHeight(spec);
    case 'evolution':
      return evolutionHeight(spec, width, spec.difference);
    case 'stacked':
      return stackedHeight(spec, width);
    case 'sheet':
      return sheetHeight(spec, width, spec.thumb ?? THUMB);
  }
}

/** A specification as a drawing. */
export function trainingDrawing(spec: TrainingSpec, options: TrainingOptions): Drawing {
  const { theme, width, height, ratio = 1, cursor = null, selected = null } = options;
  const { empty } = spec;
  const common = { theme, width, height, devicePixelRatio: ratio, empty };
  const asCell = (cell: Cell | null) => cell && { row: cell.neuron, column: cell.step };
  switch (spec.figure) {
    case 'curves': {
      const { xLabel, yLabel, unit, log, xEnd, yDomain, styles } = spec;
      return curvesDrawing(spec, { theme, width, height, empty, xLabel, yLabel, unit, log, xEnd, yDomain, styles, cursor: cursor ? placesAcross(spec)[cursor.step] ?? null : null });
    }
    case 'confusion':
      return confusionDrawing(spec, { ...common, colour: spec.colour, pointed: asCell(cursor), selected: asCell(selected) });
    case 'density':
      return densityDrawing(spec, { theme, width, height, empty, xLabel: spec.xLabel, pointed: cursor?.neuron ?? null });
    case 'evolution':
      return evolutionDrawing(spec, { ...common, difference: spec.difference, cursor: asCell(cursor) });
    case 'stacked':
      return stackedDrawing(spec, { theme, width, height, empty, pointed: cursor?.neuron ?? null });
    case 'sheet':
      return contactSheetDrawing(spec, { ...common, thumb: spec.thumb, colour: spec.colour, pointed: cursor?.step ?? null, selected: selected?.step ?? null });
  }
}

/** Draws a specification into `host`. */
export function drawTraining(host: HTMLElement, spec: TrainingSpec, options: TrainingOptions): void {
  show(host, trainingDrawing(spec, options));
}
