import { createProse } from '@/lib/notebook/prose';
import type { CellMessage, Sandbox, SandboxEvents } from '@/lib/notebook/sandbox/frame';
import { sourcesOf, writeInline } from '@/lib/notebook/sources';
import type { Wire } from '@/lib/notebook/kernel/wire';
import { openNotebook, type Connect, type OpenNotebook } from '@/lib/stores/notebook';

/** Lets microtasks and the store's own waiting pass. */
export const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** An open notebook whose sandbox is played by the test. */
export function openWithSandbox(text: string, { allowed = true, refuse = null as Error | null } = {}) {
  /** What the sandbox was told, in order: `set a,b`, `remove a`, …. */
  const told: string[] = [];
  let events: SandboxEvents | null = null;
  const sandbox: Sandbox = {
    set: (cells) => void told.push(`set ${cells.map(({ id }) => id).join()}`),
    remove: (id) => void told.push(`remove ${id}`),
    input: (id, key, value) => void told.push(`input ${id} ${key} ${JSON.stringify(value)}`),
    grade: async (_exercise, attempt) => ({ right: attempt === '4', message: '' }),
    stop: () => void told.push('stop'),
    limit: (ms) => void told.push(`limit ${ms}`),
    close: () => void told.push('close'),
  };
  const connect = jest.fn<ReturnType<Connect>, Parameters<Connect>>(async (heard) => {
    await settle();
    if (refuse) throw refuse;
    events = heard;
    const prose = createProse();
    return { sandbox, sourcesOf: (cell, id) => sourcesOf(cell, id, prose.values), write: (code, value) => writeInline(code, Number(value)) };
  });
  const notebook: OpenNotebook = openNotebook(text, connect, { allowed });
  const state = () => notebook.store.getState();
  const hear = (message: CellMessage) => events?.cell(message);
  return {
    notebook, connect, state, hear,
    ids: () => state().cells.map(({ id }) => id),
    kinds: () => state().cells.map(({ cell }) => cell.kind),
    /** What has been told since the last look. */
    told: async () => {
      await settle();
      return told.splice(0);
    },
    done: (id: string, value: Wire = { type: 'atom', text: '1' }, runs = 1) => hear({ type: 'done', id, runs, defines: [], needs: [], outputs: [{ label: '', value }] }),
    stopped: (culprit: string | null, reason = 'it was too long') => events?.stopped(culprit, reason),
    busy: (now: boolean) => events?.busy(now),
  };
}
