import { count } from '../../../numerics/words';
import { FormatError } from '../../FormatError';
import { shapeText } from '../common';
import type { AxisRole, SpikeOptions, SpikeQuestion } from '../types';

const roleNames: Readonly<Record<AxisRole, string>> = { time: 'time', neuron: 'neurons', item: 'items', flatten: 'neurons' };
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const ordinal = (axis: number): string => ordinals[axis] ?? `${axis + 1}th`;

/**
 * What the axes of an array hold, by the libraries' habits. Axes of length 1 hold nothing. Of the others the first is time,
 * as numpy, snnTorch and SpikingJelly have it, also where it is the shorter; with two, the second is neurons `[T, N]`; with
 * three, the second is a batch `[T, B, N]`; with more, all others are neurons where the second is the two polarities of
 * frames `[T, 2, H, W]`, or else the second is a batch `[T, B, …]`.
 */
export function usualAxes(shape: readonly number[]): AxisRole[] {
  const long = shape.map((_, axis) => axis).filter((axis) => shape[axis] > 1);
  const [time = 0, second] = long;
  const frames = long.length > 3 && shape[second] === 2;
  const roles = shape.map((): AxisRole => (long.length > 3 ? 'flatten' : 'neuron'));
  roles[time] = 'time';
  if (long.length > 2 && !frames) roles[second] = 'item';
  return roles;
}

/** Two lengths within this factor may be either way round. */
const doubtful = 2;

function transposeQuestion(shape: readonly number[], roles: readonly AxisRole[]): SpikeQuestion | null {
  const [a, b] = shape.map((_, axis) => axis).filter((axis) => shape[axis] > 1);
  if (shape[a] > doubtful * shape[b]) return null;
  const turned = roles.map((role, axis): AxisRole => (axis === a ? 'neuron' : axis === b ? 'time' : role));
  return {
    id: 'transpose',
    sentence: `The ${ordinal(a)} axis has ${count(shape[a])} entries and the ${ordinal(b)} ${count(shape[b])}. Is the ${ordinal(b)} one time?`,
    answers: [{ label: 'Transpose', options: { axes: turned } }],
  };
}

function batchQuestion(shape: readonly number[], roles: readonly AxisRole[]): SpikeQuestion {
  const time = roles.indexOf('time');
  const item = roles.indexOf('item');
  const swapped = roles.map((role, axis): AxisRole => (axis === time ? 'item' : axis === item ? 'time' : role));
  return {
    id: 'transpose',
    sentence: `Of the shape ${shapeText(shape)} the ${ordinal(time)} axis is read as time, the ${ordinal(item)} as ${count(shape[item])} items, of which one is shown, and the rest as neurons.`,
    answers: [
      { label: `The ${ordinal(item)} axis is time`, options: { axes: swapped } },
      { label: 'All other axes are neurons', options: { axes: roles.map((role): AxisRole => (role === 'time' ? role : 'flatten')) } },
    ],
  };
}

/** What is to be asked where the axes were found out. */
export function axesQuestion(shape: readonly number[], roles: readonly AxisRole[]): SpikeQuestion | null {
  if (roles.includes('item')) return batchQuestion(shape, roles);
  return shape.filter((length) => length > 1).length === 2 ? transposeQuestion(shape, roles) : null;
}

/** How the places of an array become steps and neurons; per axis in its order. */
export interface Layout {
  readonly steps: number;
  readonly neurons: number;
  /** What one entry further along an axis adds to step and neuron; 0 where the axis is not of that kind. */
  readonly stepStride: readonly number[];
  readonly neuronStride: readonly number[];
  /** The one entry of each `item` axis that is read, null for the others. */
  readonly fixed: readonly (number | null)[];
  readonly roles: readonly AxisRole[];
  /** One place for each `item` axis. */
  readonly items: readonly number[];
}

/**
 * Lays the axes out: exactly one is time, `item` axes are cut, all others together are neurons in C order.
 *
 * @throws {FormatError} roles or items that do not fit the shape
 */
export function layoutOf(shape: readonly number[], { axes, items }: SpikeOptions, file: string): Layout {
  const roles = axes ?? usualAxes(shape);
  const refuse = (place: string, sentence: string): never => {
    throw new FormatError(file, place, `the option ${place} ${sentence}`);
  };
  if (roles.length !== shape.length || roles.some((role) => !Object.hasOwn(roleNames, role))) {
    refuse('axes', `gives ${roles.length} roles, but the array of shape ${shapeText(shape)} has ${shape.length} axes, each to be time, neuron, item or flatten.`);
  }
  if (roles.filter((role) => role === 'time').length !== 1) refuse('axes', `is [${roles.join(', ')}]; exactly one axis should be time.`);
  const itemAxes = roles.flatMap((role, axis) => (role === 'item' ? [axis] : []));
  const chosen = itemAxes.map((_, k) => items?.[k] ?? 0);
  itemAxes.forEach((axis, k) => {
    if (!Number.isInteger(chosen[k]) || chosen[k] < 0 || chosen[k] >= shape[axis]) {
      refuse('items', `asks for item ${chosen[k]}; the ${ordinal(axis)} axis has ${count(shape[axis])}, counted from 0.`);
    }
  });
  const neuronStride = shape.map(() => 0);
  let neurons = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (roles[axis] !== 'neuron' && roles[axis] !== 'flatten') continue;
    neuronStride[axis] = neurons;
    neurons *= shape[axis];
  }
  return {
    steps: shape[roles.indexOf('time')],
    neurons,
    stepStride: roles.map((role) => (role === 'time' ? 1 : 0)),
    neuronStride,
    fixed: roles.map((role, axis) => (role === 'item' ? chosen[itemAxes.indexOf(axis)] : null)),
    roles,
    items: chosen,
  };
}

/** The axes in words: `256 time × 38 neurons`. */
export const axesText = (shape: readonly number[], roles: readonly AxisRole[]): string =>
  shape.map((length, axis) => `${count(length)} ${roleNames[roles[axis]]}`).join(' × ');
