import type { Connect } from '@/lib/stores/notebook';
import { base } from '../shell/base';

/** Opens the sandbox. Loaded when a cell is about to run. */
export const connectSandbox: Connect = async (events) => {
  const [{ openSandbox }, { createProse }, { sourcesOf, writeInline }] = await Promise.all([
    import('@/lib/notebook/sandbox/frame'), import('@/lib/notebook/prose'), import('@/lib/notebook/sources'),
  ]);
  const prose = createProse();
  return {
    sandbox: openSandbox(events, { base, document }),
    sourcesOf: (cell, id) => sourcesOf(cell, id, prose.values),
    write: (code, text) => writeInline(code, text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text),
  };
};
