/**
 * Time from a counter that begins again at 0 after `range`. A step back of more than half of it is taken for such an
 * overflow; a smaller one for what it is, as events may come a little out of order.
 */
export class WrappingClock {
  #base = 0;
  #last = 0;

  constructor(readonly range: number) {}

  /** The time at which the counter shows a value below `range`; calls come in the order of the file. */
  at(value: number): number {
    if (this.#last - value > this.range / 2) this.#base += this.range;
    // An event from just before an overflow may come just after it.
    else if (this.#base > 0 && value - this.#last > this.range / 2) return this.#base - this.range + value;
    this.#last = value;
    return this.#base + value;
  }
}
