/** What the reader has solved and read, on this device. */
import { createStore } from 'zustand/vanilla';

export interface Attempt {
  readonly answer: string;
  readonly solved: boolean;
  readonly tries: number;
  /** Hints shown. */
  readonly hints: number;
  readonly solution: boolean;
}

export type Progress = Readonly<Record<string, Attempt>>;

const KEY = 'progress';
export const FRESH: Attempt = { answer: '', solved: false, tries: 0, hints: 0, solution: false };

/** Progress from text, of which only what fits is taken. @throws SyntaxError for text that is not JSON */
export function readProgress(text: string): Progress {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return {};
  const count = (n: unknown) => (Number.isInteger(n) && (n as number) >= 0 ? Math.min(n as number, 9999) : 0);
  return Object.fromEntries(
    Object.entries(value).slice(0, 2000).filter(([key]) => /^[\w-]+\/[\w-]+$/.test(key)).map(([key, a]: [string, Partial<Attempt> | null]) => [
      key, { answer: typeof a?.answer === 'string' ? a.answer.slice(0, 20_000) : '', solved: a?.solved === true, tries: count(a?.tries), hints: count(a?.hints), solution: a?.solution === true },
    ]),
  );
}

function restored(): Progress {
  try {
    return readProgress(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

/** Read once the page is alive, so that the built page and the first picture agree. */
export const progressStore = createStore<{ readonly attempts: Progress; readonly kept: boolean }>()(() => ({ attempts: {}, kept: true }));

function set(attempts: Progress): void {
  let kept = true;
  try {
    localStorage.setItem(KEY, JSON.stringify(attempts));
  } catch {
    kept = false;
  }
  progressStore.setState({ attempts, kept });
}

export const loadProgress = (): void => progressStore.setState({ attempts: restored() });
/** @param key `chapter/exercise` */
export const attempt = (key: string, patch: Partial<Attempt>): void => {
  const { attempts } = progressStore.getState();
  set({ ...attempts, [key]: { ...(attempts[key] ?? FRESH), ...patch } });
};
export const clearProgress = (): void => set({});
export const importProgress = (text: string): void => set({ ...progressStore.getState().attempts, ...readProgress(text) });
