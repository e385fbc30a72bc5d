/** Our kernels as loops over arrays, for every backend that computes in JavaScript's memory: one list, whatever the backend. */
import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import { LEAKY_SCAN, type LeakyScanAttributes } from '../leakyScan';
import { GATHER, SCATTER, type WindowAttributes } from '../neighbourhoods';
import { leakyLoop } from './loop';
import { gatheredShape, gatherLoop, scatteredShape, scatterLoop } from './neighbourhoodLoop';

export interface ArrayKernel {
  readonly name: string;
  /** The name of its one input. */
  readonly input: string;
  shapeOf(shape: number[], attributes: NamedAttrMap): number[];
  loop(from: Float32Array, to: Float32Array, attributes: NamedAttrMap, shape: number[]): void;
}

export const ARRAY_KERNELS: readonly ArrayKernel[] = [
  { name: LEAKY_SCAN, input: 'x', shapeOf: (shape) => shape, loop: (from, to, attributes, [steps, channels]) => leakyLoop(from, to, steps, channels, attributes as LeakyScanAttributes) },
  {
    name: GATHER, input: 'x',
    shapeOf: (shape, attributes) => gatheredShape(shape, attributes as WindowAttributes),
    loop: (from, to, attributes) => gatherLoop(from, to, attributes as WindowAttributes),
  },
  {
    name: SCATTER, input: 'patches',
    shapeOf: (shape, attributes) => scatteredShape(shape, attributes as WindowAttributes),
    loop: (from, to, attributes) => scatterLoop(from, to, attributes as WindowAttributes),
  },
];
