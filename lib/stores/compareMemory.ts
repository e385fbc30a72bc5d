/** How files of one kind were read the last time, on this device: offered to the next file like it. */
import type { SpikeOptions } from '../formats/spikes/types';

const KEY = 'spike-files';
/** The oldest is forgotten first. */
const REMEMBERED = 40;

export function rememberedOptions(): Record<string, SpikeOptions> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Record<string, SpikeOptions>) : {};
  } catch {
    // Switched off or damaged: every file is then read as if it were the first.
    return {};
  }
}

/** Remembers a choice; what belongs to one file alone, such as its name and its sample, is not part of it. */
export function rememberOptions(likeness: string, { name: _name, entry: _entry, items: _items, edges: _edges, offset: _offset, ...options }: SpikeOptions): void {
  const { [likeness]: _before, ...others } = rememberedOptions();
  const entries = [...Object.entries(others), [likeness, options]].slice(-REMEMBERED);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(entries)));
  } catch {
    // As above.
  }
}

export function forgetOptions(likeness: string): void {
  const { [likeness]: _gone, ...others } = rememberedOptions();
  try {
    localStorage.setItem(KEY, JSON.stringify(others));
  } catch {
    // As above.
  }
}

const PAIR_KEY = 'spike-pair';

/** The pair that was chosen last, by the ids of its rasters. */
export function rememberedPair(): readonly [a: string, b: string] | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(PAIR_KEY) ?? 'null');
    return Array.isArray(found) && found.length === 2 && found.every((id) => typeof id === 'string') ? [found[0], found[1]] : null;
  } catch {
    return null;
  }
}

export function rememberPair(a: string, b: string): void {
  try {
    localStorage.setItem(PAIR_KEY, JSON.stringify([a, b]));
  } catch {
    // As above.
  }
}
