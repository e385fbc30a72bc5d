const chunkBits = 16;
const chunk = 1 << chunkBits;

/** Numbers that are gathered without knowing how many come: they are never copied to grow. */
export class NumberList {
  readonly #chunks: Float64Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length & (chunk - 1);
    if (at === 0) this.#chunks.push(new Float64Array(chunk));
    this.#chunks[this.#chunks.length - 1][at] = value;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#chunks[index >> chunkBits][index & (chunk - 1)];
  }
}
