import type { ByteQueue } from '../../byteQueue';
import type { Pace, Source } from '../../source';
import type { EventStore, Sensor } from './store';
import type { SpikeOptions } from '../types';

/** A recording that is being read. */
export interface EventInput {
  readonly file: string;
  readonly source: Source;
  /** All bytes from the first on. */
  readonly queue: ByteQueue;
  /** The first bytes again, with all of a header of usual length. */
  readonly start: Uint8Array;
  readonly options: SpikeOptions;
  readonly pace: Pace;
}

export interface DecodedEvents {
  readonly store: EventStore;
  /** In words: `event camera, Prophesee DAT`. */
  readonly kind: string;
  /** Sensors, smallest first, one of which it is likely to be where the file does not say it. */
  readonly known?: readonly Sensor[];
  readonly facts?: readonly (readonly [label: string, value: string])[];
  /** Streams of events to choose from, where there are several, and the one that was read. */
  readonly entries?: readonly string[];
  readonly entry?: string;
}

/** Reads the events of one kind of file. */
export type EventDecoder = (input: EventInput) => Promise<DecodedEvents>;
