/** The Compare page's state, and the small changes to it that everything else is made of. */
import { createStore } from 'zustand/vanilla';
import type { Compare, Job } from '../engine/compare/client';
import type { JobName, Jobs, PairAnswer } from '../engine/compare/jobs';
import type { SpikeOptions, SpikeReading } from '../formats/spikes/types';
import type { NirGraph } from '../nir/types';
import type { Raster } from '../recording/raster';
import type { MeasureId } from '../spiketrains/catalogue';
import type { OrderBy } from '../spiketrains/compare/rows';

/** Where a source comes from: a file that can be read again in another way, or something that was made here. */
export type Origin = { readonly kind: 'file'; readonly file: File; readonly options: SpikeOptions } | { readonly kind: 'made'; readonly by: string };

export interface CompareSource {
  readonly id: string;
  readonly label: string;
  /** Decides the colour; it stays while the source is there. */
  readonly place: number;
  readonly state: 'reading' | 'ready' | 'failed';
  readonly done: number;
  /** Why it could not be read. What was there before stays on show. */
  readonly message: string | null;
  readonly raster: Raster | null;
  /** What was understood of the file; null for what was made here. */
  readonly reading: Omit<SpikeReading, 'raster'> | null;
  /** Questions that the reader has settled without a change. */
  readonly settled: readonly string[];
  /** It was read the way an earlier file like it was. */
  readonly remembered: boolean;
  readonly origin: Origin;
  readonly shown: boolean;
}

/** A network of a .nir file that can be run. */
export interface CompareGraph {
  readonly id: string;
  readonly name: string;
  readonly graph: NirGraph;
}

export type Layout = 'stack' | 'overlay' | 'difference' | 'flip' | 'interleaved';

/** A result that is computed away from the page. */
export interface Result<T> {
  readonly busy: boolean;
  readonly done: number;
  /** The last that was computed; it stays while a newer one is under way. */
  readonly answer: T | null;
  readonly message: string | null;
}

export interface CompareState {
  readonly sources: readonly CompareSource[];
  readonly graphs: readonly CompareGraph[];
  readonly layout: Layout;
  /** Which of the pair is on top while flipping: 0 or 1. */
  readonly flip: number;
  /** The time on show; null for all. */
  readonly window: readonly [number, number] | null;
  /** Rows on show: the first, and how many. */
  readonly rows: readonly [number, number] | null;
  /** Neurons that were picked, as typed: `0–9, 12`; empty for all. */
  readonly picked: string;
  readonly orderBy: OrderBy;
  readonly orderOf: string | null;
  readonly order: Result<{ readonly order: Uint32Array; readonly note: string }>;
  /** The pair that is looked at closely. */
  readonly a: string | null;
  readonly b: string | null;
  readonly neuron: number | null;
  readonly measure: MeasureId;
  /** Cost of moving a spike by one unit of time, and a time constant; null for what fits the step. */
  readonly q: number | null;
  readonly tau: number | null;
  /** Spikes this many steps apart count as shifted. */
  readonly within: number;
  /** Width of a grid cell where spikes lie on no grid; null lets it be found. */
  readonly bin: number | null;
  /** Measure only the time on show, only the neurons on show. */
  readonly onlyWindow: boolean;
  readonly onlyNeurons: boolean;
  readonly pair: Result<PairAnswer & { readonly a: string; readonly b: string; readonly measure: MeasureId }>;
  readonly matrix: Result<Jobs['matrix']['answer'] & { readonly ids: readonly string[]; readonly measure: MeasureId }>;
  /** Workers that were started so far: what was asked of an earlier one is asked anew. */
  readonly workers: number;
  readonly notice: string | null;
}

const none = { busy: false, done: 0, answer: null, message: null };

export const compareStore = createStore<CompareState>(() => ({
  sources: [], graphs: [], layout: 'stack', flip: 0, window: null, rows: null, picked: '', orderBy: 'index', orderOf: null, order: none,
  a: null, b: null, neuron: null, measure: 'spike', q: null, tau: null, within: 2, bin: null, onlyWindow: false, onlyNeurons: false,
  pair: none, matrix: none, workers: 0, notice: null,
}));

const { getState: get, setState: set } = compareStore;

/** The worker, while the page is there. */
export const bench: { compare: Compare | null } = { compare: null };

/** Tells the worker something that nobody waits for. */
export const tell = (job: 'drop' | 'name', ask: Jobs['name']['ask'] | Jobs['drop']['ask']): void => void bench.compare?.ask(job, ask as Jobs['name']['ask']).answer.catch(() => undefined);

export const noticeCompare = (notice: string | null) => set({ notice });
export const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function changeSource(id: string, change: (source: CompareSource) => Partial<CompareSource>): void {
  set(({ sources }) => ({ sources: sources.map((source) => (source.id === id ? { ...source, ...change(source) } : source)) }));
}

export const sourceOf = (id: string | null) => get().sources.find((source) => source.id === id);

/** Sources that can be seen and measured, in their order. */
export const readySources = ({ sources }: Pick<CompareState, 'sources'>) => sources.filter((source): source is CompareSource & { raster: Raster } => source.shown && source.raster !== null);

/** A name that no other source has: two files of one name are two rasters. */
export function freeLabel(label: string, id: string): string {
  const taken = new Set(get().sources.filter((source) => source.id !== id).map((source) => source.label));
  let name = label;
  for (let k = 2; taken.has(name); k++) name = `${label} (${k})`;
  return name;
}

/** Puts a source into the list, not read yet. */
export function addSource(id: string, label: string, origin: Origin): void {
  const source: CompareSource = { id, label: freeLabel(label, id), place: freePlace(), state: 'reading', done: 0, message: null, raster: null, reading: null, settled: [], remembered: false, origin, shown: true };
  set(({ sources }) => ({ sources: [...sources, source] }));
}

export const removeFromList = (id: string) => set(({ sources }) => ({ sources: sources.filter((source) => source.id !== id) }));

/** The lowest place that no source has: a colour that went comes back. */
function freePlace(): number {
  const taken = new Set(get().sources.map(({ place }) => place));
  let place = 0;
  while (taken.has(place)) place++;
  return place;
}

/**
 * Runs a job whose newest answer alone is wanted: an older one is cancelled, and what it said is dropped.
 */
export function latest<K extends JobName, T>(job: K, put: (change: Partial<Result<T>>) => void, make: (answer: Jobs[K]['answer']) => T): (ask: Jobs[K]['ask'] | null) => void {
  let current: Job<K> | null = null;
  return (ask) => {
    current?.cancel();
    current = null;
    if (!ask || !bench.compare) return put({ busy: false, done: 0 });
    const mine: Job<K> = bench.compare.ask(job, ask, (done) => current === mine && put({ done }));
    current = mine;
    put({ busy: true, done: 0 });
    mine.answer.then(
      (answer: Jobs[K]['answer']) => current === mine && put({ busy: false, done: 1, answer: make(answer), message: null }),
      (error: Error) => current === mine && error.name !== 'JobCancelled' && put({ busy: false, answer: null, message: error.message }),
    );
  };
}
