/** What is computed of the sources on show: the matrix of all pairs, one pair closely, the order of the rows. */
import type { PairOptions } from '../spiketrains/compare/pair';
import type { TimeUnit } from '../recording/raster';
import { commonFrame } from '../spiketrains/compare/common';
import { pickedNeurons, rowsOnShow } from '../recording/pickNeurons';
import { rememberedPair, rememberPair } from './compareMemory';
import { compareStore, latest, readySources, sourceOf, type CompareState } from './compareState';

const { getState: get, setState: set } = compareStore;

/** A slider that moves asks once it rests. */
const REST_MS = 120;

/** The neurons on show, or the one that was chosen; all of them where null. */
export function neuronsOnShow(state: CompareState): Uint32Array | null {
  const { neuron, order, picked, rows } = state;
  if (neuron !== null) return Uint32Array.of(neuron);
  const most = Math.max(0, ...readySources(state).map(({ raster }) => raster.neurons));
  return rowsOnShow(most, order.answer?.order ?? null, pickedNeurons(picked, most).neurons, rows);
}

/** The unit of what is on show, which q, τ, cells and windows are told in; nothing where there is none in common. */
export function pageUnit(state: CompareState): TimeUnit | undefined {
  try {
    return commonFrame(readySources(state).map(({ raster }) => raster)).unit;
  } catch {
    return undefined;
  }
}

/** How pairs are measured now. */
export function pairOptions(state: CompareState): PairOptions {
  const { q, tau, within, bin, onlyWindow, onlyNeurons, window } = state;
  const neurons = onlyNeurons ? neuronsOnShow(state) : null;
  return { unit: pageUnit(state), ...(q !== null && { q }), ...(tau !== null && { tau }), within, ...(bin !== null && { bin }), ...(onlyWindow && window && { window }), ...(neurons && { neurons }) };
}

type Answer<K extends 'pair' | 'order' | 'matrix'> = NonNullable<CompareState[K]['answer']>;

/** What the newest pair and matrix are of: only the newest answer counts. */
const asked: { pair: { a: string; b: string; measure: CompareState['measure'] }; matrix: { ids: readonly string[]; measure: CompareState['measure'] } } = { pair: { a: '', b: '', measure: 'spike' }, matrix: { ids: [], measure: 'spike' } };

const askPair = latest<'pair', Answer<'pair'>>('pair', (change) => set(({ pair }) => ({ pair: { ...pair, ...change } })), (answer) => ({ ...answer, ...asked.pair }));
const askOrder = latest<'order', Answer<'order'>>('order', (change) => set(({ order }) => ({ order: { ...order, ...change } })), (answer) => answer);
const askMatrix = latest<'matrix', Answer<'matrix'>>('matrix', (change) => set(({ matrix }) => ({ matrix: { ...matrix, ...change } })), (answer) => ({ ...answer, ...asked.matrix }));

/** The pair on show: as it was chosen, now or the last time, while both are there, else the first two of as many neurons, else the first two. */
export function choosePair(state: CompareState): { a: string | null; b: string | null } {
  const ready = readySources(state);
  const has = (id: string | null) => ready.some((source) => source.id === id);
  if (has(state.a) && has(state.b) && state.a !== state.b) return { a: state.a, b: state.b };
  const [a, b] = rememberedPair() ?? [null, null];
  if (has(a) && has(b) && a !== b) return { a, b };
  for (const [k, one] of ready.entries()) {
    const other = ready.slice(k + 1).find(({ raster }) => raster.neurons === one.raster.neurons);
    if (other) return { a: one.id, b: other.id };
  }
  return { a: ready[0]?.id ?? null, b: ready[1]?.id ?? null };
}

let timer: ReturnType<typeof setTimeout> | undefined;

function ask(): void {
  orderAnew();
  const state = get();
  const { a, b } = choosePair(state);
  const most = Math.max(0, ...readySources(state).map(({ raster }) => raster.neurons));
  set({ a, b, ...(state.neuron !== null && state.neuron >= most && { neuron: null }), ...(most === 1 && { neuron: 0 }) });
  const options = pairOptions(get());
  const ids = readySources(state).map(({ id }) => id);
  asked.matrix = { ids, measure: state.measure };
  asked.pair = { a: a ?? '', b: b ?? '', measure: state.measure };
  askPair(a && b ? { a, b, measure: state.measure, options } : null);
  if (!a || !b) set(({ pair }) => ({ pair: { ...pair, answer: null, message: null } }));
  askMatrix(ids.length > 1 ? { ids, measure: state.measure, options } : null);
  if (ids.length < 2) set(({ matrix }) => ({ matrix: { ...matrix, answer: null, message: null } }));
}

/** Everything is measured anew, soon. */
export function refresh(): void {
  clearTimeout(timer);
  timer = setTimeout(ask, REST_MS);
}

/** What the order on show was made of. */
let ordered: { readonly raster: unknown; readonly by: CompareState['orderBy'] } | null = null;

/** An order of rows is of one raster, as it was read: where that has changed or gone it is made anew. */
function orderAnew(): void {
  const { orderOf, orderBy } = get();
  const source = sourceOf(orderOf);
  if (orderBy === 'index' || (source?.raster && ordered?.raster === source.raster)) return;
  // Labels were told of another raster.
  orderRows(orderBy === 'labels' ? 'index' : orderBy, source ? orderOf : null);
}

export const stopResults = () => clearTimeout(timer);

/** Sorts the rows of all rasters by what one of them does. */
export function orderRows(orderBy: CompareState['orderBy'], of: string | null = get().orderOf, labels?: string): void {
  const id = of ?? readySources(get())[0]?.id ?? null;
  set({ orderBy, orderOf: id });
  ordered = { raster: sourceOf(id)?.raster, by: orderBy };
  if (orderBy === 'index' || id === null) {
    askOrder(null);
    set(({ order }) => ({ order: { ...order, answer: null, message: null } }));
  } else if (orderBy !== 'labels' || labels !== undefined) askOrder({ id, by: orderBy, labels });
  // Until a list of labels is given nothing is sorted by them.
  else set(({ order }) => ({ order: { ...order, answer: null, message: null } }));
}

type Settings = Partial<Pick<CompareState, 'measure' | 'q' | 'tau' | 'within' | 'bin' | 'onlyWindow' | 'onlyNeurons' | 'a' | 'b'>>;

/** Changes how, or which pair, is measured. */
export function measureBy(change: Settings): void {
  set(change);
  const { a, b } = get();
  if (('a' in change || 'b' in change) && a && b) rememberPair(a, b);
  refresh();
}
