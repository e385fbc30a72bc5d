import type { Pace } from '@/lib/formats/source';
import { sparing } from '@/lib/numerics/pieces';

/**
 * Told how far the reading is, from 0 to 1, and in a sentence what is being read. It is awaited about every
 * 50 ms; what it throws ends the reading.
 */
export type Progress = (done: number, sentence: string) => void | Promise<void>;

/** Counts the bytes that have been read of those that will be. */
export class Meter {
  #expected = 0;
  #read = 0;
  #path = '';
  readonly #pause: (done: number) => Promise<void>;

  constructor(progress: Progress) {
    this.#pause = sparing(async (done) => progress(done, `Reading ${this.#path}`));
  }

  /** So many bytes more will be read. */
  expect(bytes: number): void {
    this.#expected += bytes;
  }

  readonly pace: Pace = async (bytes, path) => {
    this.#read += bytes;
    this.#path = path;
    await this.#pause(Math.min(1, this.#read / Math.max(1, this.#expected)));
  };
}
