/** What part of the rasters is on show. */
import { commonFrame } from '../spiketrains/compare/common';
import { compareStore, readySources, type CompareState, type Layout } from './compareState';
import { refresh } from './compareResults';

/** Steps about the first divergence. */
const SHOWN_STEPS = 32;

const { getState: get, setState: set } = compareStore;

/** From the earliest start to the latest end of what is on show, in the common unit. */
export function wholeSpan(state: Pick<CompareState, 'sources'>): readonly [number, number] {
  const rasters = readySources(state).map(({ raster }) => raster);
  try {
    return commonFrame(rasters).observed;
  } catch {
    // Nothing in common: the first is what can be seen.
    return rasters.length > 0 && rasters[0].end > rasters[0].start ? [rasters[0].start, rasters[0].end] : [0, 1];
  }
}

export function showWindow(window: readonly [number, number] | null): void {
  set({ window });
  if (get().onlyWindow) refresh();
}

export const showLayout = (layout: Layout) => set({ layout });
/** What is measured follows where only the neurons on show are. */
function showNeurons(change: Partial<Pick<CompareState, 'rows' | 'picked' | 'neuron'>>): void {
  set(change);
  if (get().onlyNeurons) refresh();
}

export const showRows = (rows: readonly [number, number] | null) => showNeurons({ rows });
export const pickNeurons = (picked: string) => showNeurons({ picked, rows: null });
export const chooseNeuron = (neuron: number | null) => showNeurons({ neuron });

/** The other of the pair comes on top. */
export const flipOver = () => set(({ layout, flip }) => (layout === 'flip' ? { flip: 1 - flip } : { layout: 'flip', flip: 0 }));

/** A window of a few dozen steps about the first place where the pair parts. */
export function showDivergence(): void {
  const report = get().pair.answer?.report;
  if (!report || report.firstDivergenceTime === null) return;
  const [from, to] = wholeSpan(get());
  const width = Math.min(to - from, SHOWN_STEPS * report.dt);
  const start = Math.min(to - width, Math.max(from, report.firstDivergenceTime - width / 3));
  showWindow([start, start + width]);
  set({ neuron: report.firstDivergenceNeuron });
}
