/**
 * A graph of NIR, the Neuromorphic Intermediate Representation (Pedersen et al. 2024), as plain data: nodes that compute,
 * and edges that carry the output of one node to another as it is.
 */

export type Shape = readonly number[];

export interface NirParameter {
  /** Lengths of the axes; empty for a single number. */
  readonly shape: Shape;
  /** In C order, finite. */
  readonly data: Float64Array;
}

export interface NirNode {
  readonly name: string;
  /** As the file says it: `LIF`, `Affine`; may be one that nothing here knows. */
  readonly type: string;
  readonly parameters: Readonly<Record<string, NirParameter>>;
  /** Parameters that are words: `padding` may be `same` or `valid`. */
  readonly texts: Readonly<Record<string, string>>;
}

export type NirEdge = readonly [from: string, to: string];

export interface NirGraph {
  /** Of the nir package that wrote the file; empty where the file does not say. */
  readonly version: string;
  readonly nodes: readonly NirNode[];
  readonly edges: readonly NirEdge[];
}

/** The largest graphs that are read and run; checked before anything is allocated. */
export const NIR_LIMITS = {
  /** Bytes of a file. */
  fileBytes: 256 * 1024 * 1024,
  nodes: 1000,
  edges: 10_000,
  /** Numbers of all parameters together. */
  numbers: 32 * 1024 * 1024,
  parametersOfNode: 64,
  /** Characters of a name or a word. */
  text: 200,
  /** Axes of a parameter. */
  axes: 8,
  /** Values that one node gives in one step. */
  outputs: 4 * 1024 * 1024,
  /** Values that all nodes give in one step together. */
  values: 8 * 1024 * 1024,
  /** Steps of a run. */
  steps: 1_000_000,
  /** Multiply–adds of a run. */
  operations: 4e10,
  /** Multiply–adds of one step, within which there is no pause. */
  operationsOfStep: 1e9,
  /** Values of all recorded nodes over all steps. */
  recorded: 64 * 1024 * 1024,
  /** Values that all Delay nodes hold back together. */
  delayed: 16 * 1024 * 1024,
} as const;

export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** `2 × 34 × 34`; a single number has no axes. */
export const shapeText = (shape: Shape): string => (shape.length === 0 ? 'a single number' : shape.join(' × '));
