import { size as sizeText } from '@/lib/formats/checkFileSize';
import { FormatError } from '@/lib/formats/FormatError';
import { DATASET_LIMITS } from '@/lib/formats/limits';
import { count } from '@/lib/numerics/words';
import { PARTS, type Dataset, type DatasetPart, type SampleStore } from '../types';
import { LEFT_OUT, type Listing, type Plan } from './plan';

/** Bytes of an event that is kept: its step and its channel. */
const eventBytes = 4;

/** Where the samples of one part go. */
interface Shelf {
  readonly samples: number;
  readonly labels: Uint16Array;
  /** Samples begun. */
  begun: number;
  /** Counts of all cells, or null where events are kept one by one. */
  readonly values: Uint8Array | null;
  readonly starts: Uint32Array;
  step: Uint16Array;
  channel: Uint16Array;
  events: number;
}

export interface Layout {
  readonly steps: number;
  /** Numbers of one step. */
  readonly size: number;
  /** What a byte of 1 stands for. */
  readonly scale: number;
}

/**
 * Takes samples in the order of the files and keeps each in its part, in whichever form is smaller: a byte for
 * every cell, or the events one by one.
 */
export class PartsWriter {
  /** Counts beyond 255, which are kept as 255. */
  clipped = 0;
  readonly #shelves: Shelf[];
  readonly #indices: Uint32Array;
  #shelf: Shelf;
  #corner = 0;

  /**
   * @param events about how many events all samples have together; null for pictures and wherever the
   * samples are not written one after another: they are kept as bytes
   * @throws {FormatError} stores beyond `DATASET_LIMITS.storeBytes` or `DATASET_LIMITS.events`
   */
  constructor(
    readonly plan: Plan,
    listing: Listing,
    readonly layout: Layout,
    events: number | null,
    readonly file: string,
  ) {
    const samples = plan.counts.reduce((a, b) => a + b, 0);
    const dense = samples * layout.steps * layout.size;
    const sparse = events === null ? Infinity : events * eventBytes;
    const asEvents = sparse < dense && (events ?? Infinity) <= DATASET_LIMITS.events;
    const bytes = asEvents ? sparse : dense;
    if (bytes > DATASET_LIMITS.storeBytes) {
      throw new FormatError(
        file,
        'samples',
        `${count(samples)} samples of ${count(layout.steps)} steps and ${count(layout.size)} channels would take ${sizeText(bytes)}; the limit is ${sizeText(DATASET_LIMITS.storeBytes)}. Fewer samples, steps, pixels or channels help.`,
      );
    }
    this.#shelves = plan.counts.map((of) => {
      const capacity = asEvents ? Math.ceil(((events ?? 0) * of) / Math.max(1, samples)) + 16 : 0;
      return {
        samples: of,
        labels: new Uint16Array(of),
        begun: 0,
        values: asEvents ? null : new Uint8Array(of * layout.steps * layout.size),
        starts: new Uint32Array(asEvents ? of + 1 : 0),
        step: new Uint16Array(capacity),
        channel: new Uint16Array(capacity),
        events: 0,
      };
    });
    this.#shelf = this.#shelves[0];
    this.#indices = new Uint32Array(plan.part.length);
    const next = [0, 0, 0];
    plan.part.forEach((part, sample) => {
      if (part === LEFT_OUT) return;
      this.#indices[sample] = next[part];
      this.#shelves[part].labels[next[part]] = listing.labels[sample];
      next[part] += 1;
    });
  }

  /** Whether a sample is kept. */
  wants(sample: number): boolean {
    return this.plan.part[sample] !== LEFT_OUT;
  }

  /** What is added from now on belongs to this sample. Where events are kept, each sample has one turn, in order. */
  open(sample: number): void {
    this.#shelf = this.#shelves[this.plan.part[sample]];
    this.#corner = this.#indices[sample] * this.layout.steps * this.layout.size;
    if (this.#shelf.values) return;
    // Samples that were passed over had no events.
    this.#shelf.starts.fill(this.#shelf.events, this.#shelf.begun, this.#indices[sample] + 1);
    this.#shelf.begun = this.#indices[sample] + 1;
  }

  /** Adds `times` events to a cell of the sample that is open. */
  add(step: number, channel: number, times = 1): void {
    const shelf = this.#shelf;
    if (shelf.values) {
      const at = this.#corner + step * this.layout.size + channel;
      const sum = shelf.values[at] + times;
      if (sum > 255) this.clipped += 1;
      shelf.values[at] = Math.min(255, sum);
      return;
    }
    for (let k = 0; k < times; k += 1) {
      if (shelf.events === shelf.step.length) this.#grow(shelf);
      shelf.step[shelf.events] = step;
      shelf.channel[shelf.events] = channel;
      shelf.events += 1;
    }
  }

  /** The bytes of a picture, to be filled. Only where bytes are kept. */
  picture(sample: number): Uint8Array {
    const { values } = this.#shelves[this.plan.part[sample]];
    const { steps, size } = this.layout;
    const from = this.#indices[sample] * steps * size;
    return values!.subarray(from, from + steps * size);
  }

  finish(): { parts: Dataset['parts']; notes: string[] } {
    const notes = this.clipped === 0 ? [] : [`In ${count(this.clipped)} cases a cell had more than 255 events; it is kept as 255.`];
    const [train, validation, test] = this.#shelves.map((shelf): DatasetPart => ({ labels: shelf.labels, store: this.#storeOf(shelf) }));
    return { parts: { [PARTS[0]]: train, [PARTS[1]]: validation, [PARTS[2]]: test } as Dataset['parts'], notes };
  }

  #storeOf({ samples, values, starts, step, channel, events, begun }: Shelf): SampleStore {
    if (values) return { kind: 'bytes', values, scale: this.layout.scale };
    starts.fill(events, begun, samples + 1);
    return { kind: 'events', starts, step: step.slice(0, events), channel: channel.slice(0, events) };
  }

  #grow(shelf: Shelf): void {
    const total = this.#shelves.reduce((sum, { events }) => sum + events, 0);
    if (total >= DATASET_LIMITS.events) {
      throw new FormatError(this.file, 'samples', `the samples have more than ${count(DATASET_LIMITS.events)} events together, the limit. Fewer samples, steps or pixels help.`);
    }
    const capacity = Math.min(shelf.events + DATASET_LIMITS.events - total, Math.ceil(shelf.step.length * 1.5));
    for (const name of ['step', 'channel'] as const) {
      const grown = new Uint16Array(capacity);
      grown.set(shelf[name]);
      shelf[name] = grown;
    }
  }
}
