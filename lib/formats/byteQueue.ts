import { size as sizeText } from './checkFileSize';
import { FormatError } from './FormatError';
import type { Pace, Source } from './source';

/** The bytes of a source, taken from its front a few at a time. */
export class ByteQueue {
  /** Bytes taken so far: the place of the next. */
  at = 0;
  readonly #pieces: AsyncGenerator<Uint8Array, void>;
  #piece: Uint8Array = new Uint8Array(0);
  #from = 0;

  constructor(source: Source, pace: Pace) {
    this.#pieces = source.pieces(pace);
  }

  /**
   * The next `length` bytes; fewer where the file ends before. Nothing is allocated beyond what is there.
   * The bytes may be a view that the queue still holds: copy what is kept.
   */
  async take(length: number): Promise<Uint8Array> {
    // A single step without waiting wherever the piece suffices: there are many small takes.
    if (this.#piece.length - this.#from < length) await this.#gather(length);
    const taken = this.#piece.subarray(this.#from, this.#from + length);
    this.#from += taken.length;
    this.at += taken.length;
    return taken;
  }

  /** Lets go of the source; a queue that is not read to its end must be closed. */
  async close(): Promise<void> {
    await this.#pieces.return();
  }

  async #gather(length: number): Promise<void> {
    const parts = [this.#piece.subarray(this.#from)];
    let held = parts[0].length;
    while (held < length) {
      const next = await this.#pieces.next();
      if (next.done) break;
      parts.push(next.value);
      held += next.value.length;
    }
    this.#from = 0;
    const filled = parts.filter((part) => part.length > 0);
    if (filled.length === 1) {
      this.#piece = filled[0];
      return;
    }
    const joined = new Uint8Array(held);
    let at = 0;
    for (const part of filled) {
      joined.set(part, at);
      at += part.length;
    }
    this.#piece = joined;
  }
}

/**
 * All bytes of a source, in an array of their own.
 * @param limit the most that it may have
 * @throws {FormatError}
 */
export async function readWhole(source: Source, limit: number, pace: Pace): Promise<Uint8Array> {
  const { path, size } = source;
  if (size > limit) throw new FormatError(path, 'file', `the file has ${sizeText(size)}; the limit for one such file is ${sizeText(limit)}.`);
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const piece of source.pieces(pace)) {
    // No source gives more than its size; a piece that did would throw here.
    bytes.set(piece, at);
    at += piece.length;
  }
  if (at < size) throw new FormatError(path, `byte ${at}`, `the file ends at byte ${at}, earlier than its size says.`);
  return bytes;
}

/**
 * Reads on where a file should be at its end, so that what stands there (a checksum) is looked at.
 * @throws {FormatError} where bytes follow
 */
export async function readToEnd(queue: ByteQueue, file: string): Promise<void> {
  const at = queue.at;
  const more = await queue.take(1);
  await queue.close();
  if (more.length > 0) throw new FormatError(file, `byte ${at}`, `the file goes on at byte ${at}, where it should end.`);
}
