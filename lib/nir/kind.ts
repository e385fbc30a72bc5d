import type { NirNode, Shape } from './types';

/** How a run goes about time and resets. */
export interface Discretisation {
  /** Length of a step, in the unit of the graph's time constants. */
  readonly dt: number;
  /** `euler`: one forward step. `exact`: the solution for an input that is constant during the step. */
  readonly method: 'euler' | 'exact';
  /** `zero`: v becomes v_reset. `subtract`: v loses v_threshold − v_reset. */
  readonly reset: 'zero' | 'subtract';
}

/** A node at work. */
export interface Unit {
  /** What it gave in the last step; zeros before the first. */
  readonly output: Float64Array;
  /** Membrane potential after the step, where it has one. */
  readonly membrane?: Float64Array;
  step(input: Float64Array): void;
}

/** What is known of a type of node. */
export interface Kind {
  /** Whether its output is spikes, 0 or 1. */
  readonly spikes?: true;
  /** Whether it keeps a membrane potential. */
  readonly integrates?: true;
  /** Values that it holds back beside its state. */
  held?(node: NirNode, input: Shape, dt: number): number;
  /**
   * Shape of its output.
   * @param flattened whether the input comes from a Flatten
   * @throws {RangeError} parameters that are missing, false or do not fit the input
   */
  shape(node: NirNode, input: Shape, flattened: boolean): Shape;
  /** Multiply–adds of a step. */
  cost(node: NirNode, input: Shape, output: Shape): number;
  make(node: NirNode, input: Shape, output: Shape, how: Discretisation): Unit;
}
