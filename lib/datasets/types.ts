/**
 * A Dataset is plain data: typed arrays that travel between threads, and enough words to show them. What a
 * network is fed is made from it batch by batch (batch.ts), so a set is kept in the smallest form it has.
 *
 * All values are dimensionless; one step is the unit of time.
 */

/** How the samples of one part are kept. */
export type SampleStore =
  /** Frames one after another, sample by sample: value = scale · byte. `values.length = count · steps · size`. */
  | { readonly kind: 'bytes'; readonly values: Uint8Array; readonly scale: number }
  /**
   * Spikes or events: sample i holds entries `starts[i]` up to `starts[i + 1]`; each adds 1 at its step and
   * channel. Entries need no order.
   */
  | { readonly kind: 'events'; readonly starts: Uint32Array; readonly step: Uint16Array; readonly channel: Uint16Array };

export interface DatasetPart {
  /** Class of each sample, below `classes.length`. */
  readonly labels: Uint16Array;
  readonly store: SampleStore;
}

export const PARTS = ['train', 'validation', 'test'] as const;
export type PartName = (typeof PARTS)[number];

export interface Dataset {
  readonly name: string;
  /** `generated`: made by this project; `file`: read from the reader's own files. */
  readonly origin: 'generated' | 'file';
  /** One plain sentence: what a sample is and what is asked. */
  readonly sentence: string;
  /** Sentences on what was done to read it, such as which part was cut off for validation. */
  readonly notes: readonly string[];
  readonly classes: readonly string[];
  /** `pictures`: one frame, shown repeatedly, by rows or by columns. `series`: the steps are the data's own. */
  readonly content: 'pictures' | 'series';
  /** Steps of a sample; 1 for pictures. */
  readonly steps: number;
  /** What one step holds, last axis fastest: `[channels]`, or `[rows, columns, channels]`. */
  readonly shape: readonly number[];
  readonly parts: { readonly [K in PartName]: DatasetPart };
}

/** Numbers of one step. */
export const stepSize = ({ shape }: Pick<Dataset, 'shape'>): number => shape.reduce((a, b) => a * b, 1);
