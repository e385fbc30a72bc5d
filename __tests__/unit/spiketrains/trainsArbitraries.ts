import fc from 'fast-check';
import type { Edges } from '@/lib/spiketrains/trains/types';

export const EDGES: Edges = [0, 128];

const sorted = (times: number[]): number[] => times.sort((x, y) => x - y);

/** Ascending times between the edges: eighths, so that shifts and powers of two keep every digit, with many ties and spikes on the edges. */
export const gridTrains = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 1024 }), fc.constantFrom(0, 8, 512, 1024)), { maxLength: 20 })
  .map((eighths) => sorted(eighths.map((k) => k / 8)));

/** Ascending times anywhere between the edges. */
export const freeTrains = fc.array(fc.double({ min: EDGES[0], max: EDGES[1], noNaN: true }), { maxLength: 20 }).map(sorted);

export const trains = fc.oneof(gridTrains, freeTrains);

export const scaled = (train: readonly number[], by: number, shift = 0): number[] => train.map((t) => t * by + shift);

export const scaledEdges = ([start, end]: Edges, by: number, shift = 0): Edges => [start * by + shift, end * by + shift];

/** Equal to 10 places, or not a number on either side. */
export function expectClose(actual: number, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(actual).toBeCloseTo(expected, 10);
}
