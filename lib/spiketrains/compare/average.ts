/** The mean of those values that are numbers; NaN where none is. */
export class Average {
  #sum = 0;
  #n = 0;

  add(value: number): void {
    if (Number.isNaN(value)) return;
    this.#sum += value;
    this.#n++;
  }

  get mean(): number {
    return this.#sum / this.#n;
  }
}
