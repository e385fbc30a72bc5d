/** First place in `ascending[from … end)` whose value is at least `value`; `end` where there is none. */
export function lowerBound(ascending: ArrayLike<number>, value: number, from = 0, end = ascending.length): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
