/** Controls a cell may show with view(): plain data; the page draws them. */
export type Control = { readonly control: true; readonly label: string } & (
  | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly step: number; readonly value: number }
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly value: string }
  | { readonly kind: 'toggle'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'button'; readonly value: number }
  | { readonly kind: 'file'; readonly value: null }
);

const finite = (value: unknown, fallback: number) => (typeof value === 'number' && Number.isFinite(value) ? value : fallback);
const word = (value: unknown) => String(value ?? '').slice(0, 200);

export function isControl(value: unknown): value is Control {
  return typeof value === 'object' && value !== null && (value as { control?: unknown }).control === true;
}

/** A number between min and max; give step 1 for whole numbers. */
export function range({ min = 0, max = 1, step, value, label = '' }: { min?: number; max?: number; step?: number; value?: number; label?: string } = {}): Control {
  const [lo, hi] = [finite(min, 0), finite(max, 1)];
  if (!(hi > lo)) throw new RangeError(`range() needs max above min, not ${hi} and ${lo}.`);
  return { control: true, kind: 'range', min: lo, max: hi, step: finite(step, (hi - lo) / 100), value: Math.min(hi, Math.max(lo, finite(value, (lo + hi) / 2))), label: word(label) };
}

/** One of some words. */
export function choice(options: readonly string[], { value, label = '' }: { value?: string; label?: string } = {}): Control {
  const words = Array.from(options, word).slice(0, 100);
  if (words.length === 0) throw new RangeError('choice() needs at least one option.');
  return { control: true, kind: 'choice', options: words, value: value !== undefined && words.includes(value) ? value : words[0], label: word(label) };
}

/** On or off. */
export const toggle = ({ value = false, label = '' }: { value?: boolean; label?: string } = {}): Control => ({ control: true, kind: 'toggle', value: Boolean(value), label: word(label) });

/** A line of text. */
export const text = ({ value = '', label = '' }: { value?: string; label?: string } = {}): Control => ({ control: true, kind: 'text', value: word(value), label: word(label) });

/** A button; its value counts the presses. */
export const button = (label = 'Run'): Control => ({ control: true, kind: 'button', value: 0, label: word(label) });

/** A file of the reader's: null until one is chosen, then { name, bytes }. */
export const file = (label = 'Choose a file'): Control => ({ control: true, kind: 'file', value: null, label: word(label) });
