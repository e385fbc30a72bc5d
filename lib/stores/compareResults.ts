/** What is computed of the sources on show: the matrix of all pairs, one pair closely, the order of the rows. */
import type { PairOptions } from '../spiketrains/compare/pair';
import { compareStore, latest, readySources, sourceOf, type CompareState } from './compareState';

const { getState: get, setState: set } = compareStore;

/** A slider that moves asks once it rests. */
const REST_MS = 120;

/** How pairs are measured now. */
export function pairOptions({ q, tau, within, bin, onlyWindow, window }: CompareState): PairOptions {
  return { ...(q !== null && { q }), ...(tau !== null && { tau }), within, ...(bin !== null && { bin }), ...(onlyWindow && window && { window }) };
}

type Answer<K extends 'pair' | 'order' | 'matrix'> = NonNullable<CompareState[K]['answer']>;

const askPair = latest<'pair', Answer<'pair'>>('pair', (change) => set(({ pair }) => ({ pair: { ...pair, ...change } })), (answer) => answer);
const askOrder = latest<'order', Answer<'order'>>('order', (change) => set(({ order }) => ({ order: { ...order, ...change } })), (answer) => answer);
/** What the newest matrix is of. */
let asked: { ids: readonly string[]; measure: CompareState['measure'] } = { ids: [], measure: 'spike' };
const askMatrix = latest<'matrix', Answer<'matrix'>>('matrix', (change) => set(({ matrix }) => ({ matrix: { ...matrix, ...change } })), (answer) => ({ ...answer, ...asked }));

/** The pair on show: as it was chosen while both are there, else the first two of as many neurons, else the first two. */
export function choosePair(state: CompareState): { a: string | null; b: string | null } {
  const ready = readySources(state);
  const has = (id: string | null) => ready.some((source) => source.id === id);
  if (has(state.a) && has(state.b) && state.a !== state.b) return { a: state.a, b: state.b };
  for (const [k, one] of ready.entries()) {
    const other = ready.slice(k + 1).find(({ raster }) => raster.neurons === one.raster.neurons);
    if (other) return { a: one.id, b: other.id };
  }
  return { a: ready[0]?.id ?? null, b: ready[1]?.id ?? null };
}

let timer: ReturnType<typeof setTimeout> | undefined;

function ask(): void {
  const state = get();
  const { a, b } = choosePair(state);
  if (a !== state.a || b !== state.b) set({ a, b, neuron: null });
  const options = pairOptions(state);
  const ids = readySources(state).map(({ id }) => id);
  askPair(a && b ? { a, b, measure: state.measure, options } : null);
  if (!a || !b) set(({ pair }) => ({ pair: { ...pair, answer: null, message: null } }));
  asked = { ids, measure: state.measure };
  askMatrix(ids.length > 1 ? { ids, measure: state.measure, options } : null);
  if (ids.length < 2) set(({ matrix }) => ({ matrix: { ...matrix, answer: null, message: null } }));
}

/** Everything is measured anew, soon. */
export function refresh(): void {
  clearTimeout(timer);
  timer = setTimeout(ask, REST_MS);
  const { orderOf, orderBy } = get();
  // An order of rows is of one raster, as it was read.
  if (orderBy !== 'index') orderRows(orderBy, sourceOf(orderOf) ? orderOf : null);
}

export const stopResults = () => clearTimeout(timer);

/** Sorts the rows of all rasters by what one of them does. */
export function orderRows(orderBy: CompareState['orderBy'], of: string | null = get().orderOf, labels?: string): void {
  const id = of ?? readySources(get())[0]?.id ?? null;
  set({ orderBy, orderOf: id });
  if (orderBy === 'index' || id === null) {
    askOrder(null);
    set(({ order }) => ({ order: { ...order, answer: null, message: null } }));
  } else if (orderBy !== 'labels' || labels !== undefined) askOrder({ id, by: orderBy, labels });
}

type Settings = Partial<Pick<CompareState, 'measure' | 'q' | 'tau' | 'within' | 'bin' | 'onlyWindow' | 'a' | 'b'>>;

/** Changes how, or which pair, is measured. */
export function measureBy(change: Settings): void {
  set({ ...change, ...(('a' in change || 'b' in change) && { neuron: null }) });
  refresh();
}
