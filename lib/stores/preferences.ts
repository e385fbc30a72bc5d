/** What a reader chose once: remembered on this device, never needed. */
import type { BackendName } from '../engine/protocol';

export type ThemeChoice = 'auto' | 'light' | 'dark';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

const BACKENDS: readonly string[] = ['webgl', 'wasm', 'cpu', 'webgpu'];

export function preferredBackend(): BackendName | null {
  const stored = read('backend');
  return stored !== null && BACKENDS.includes(stored) ? (stored as BackendName) : null;
}

export const rememberBackend = (backend: BackendName | null) => write('backend', backend);

export const rememberTheme = (theme: ThemeChoice) => write('theme', theme === 'auto' ? null : theme);
