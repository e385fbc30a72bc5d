/** Neurons by number, as people write them: `0–9, 12, 30-32`. */

/** Where the numbers stand that cannot be meant, in a sentence; null where all is well. */
export interface Picked {
  readonly neurons: ReadonlySet<number> | null;
  readonly message: string | null;
}

/** @returns no set for an empty text: all neurons */
export function pickedNeurons(text: string, neurons: number): Picked {
  if (text.trim() === '') return { neurons: null, message: null };
  const found = new Set<number>();
  for (const part of text.split(/[,;\s]+(?![-–])(?<![-–]\s*)/).filter((each) => each !== '')) {
    const match = /^(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?$/.exec(part);
    if (!match) return { neurons: null, message: `“${part.slice(0, 20)}” is no neuron: numbers and ranges are wanted, such as 0–9, 12.` };
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (to < from || to >= neurons) return { neurons: null, message: `There is no neuron ${to < from ? `range ${part}` : to}: they go from 0 to ${neurons - 1}.` };
    for (let n = from; n <= to; n++) found.add(n);
  }
  return { neurons: found, message: null };
}

/** The rows on show: an order of all neurons, less those that are not picked, cut to a page. */
export function rowsOnShow(neurons: number, order: Uint32Array | null, picked: ReadonlySet<number> | null, page: readonly [number, number] | null): Uint32Array | null {
  if (!order && !picked && !page) return null;
  const all = order ?? Uint32Array.from({ length: neurons }, (_, n) => n);
  const chosen = picked ? all.filter((n) => picked.has(n)) : all;
  return page ? chosen.slice(page[0], page[0] + page[1]) : chosen;
}
