/** What all measures of spike trains are given. Times, edges and intervals share one unit, whichever it is. */

/** Spike times of one neuron, ascending. */
export type Train = ArrayLike<number>;

/** Start and end of what was observed; all spikes lie in it, both ends included. */
export type Edges = readonly [start: number, end: number];

/**
 * A measure over time, as points in the order of time. Of the ISI- and the SPIKE-distance they are joined by straight lines;
 * where the value jumps, x is repeated: first the value that ends there, then the one that begins. The profile of
 * SPIKE-synchronization has one point a spike, which are not joined.
 */
export interface Profile {
  readonly x: Float64Array;
  readonly y: Float64Array;
}
