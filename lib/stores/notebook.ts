/** A notebook that is open: its cells, what they gave, and the sandbox they run in. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Exercise } from '../notebook/cells/exerciseCell';
import { parseNotebook } from '../notebook/document/parse';
import { serialiseNotebook } from '../notebook/document/serialise';
import type { Cell, FencedCell, FencedKind, Problem } from '../notebook/document/types';
import type { Verdict } from '../notebook/kernel/grade';
import type { CellSource } from '../notebook/kernel/kernel';
import type { Wire } from '../notebook/kernel/wire';
import type { CellMessage, Sandbox, SandboxEvents } from '../notebook/sandbox/frame';
import type { WireError, WireOutput } from '../notebook/sandbox/messages';
import type { NotebookSource } from '../notebook/sources';

export interface OpenCell {
  /** Stays while the cell is edited or moved. */
  readonly id: string;
  readonly cell: Cell;
}

export interface CellResult {
  readonly running: boolean;
  readonly outputs: readonly WireOutput[];
  /** Later values of what the cell defines: promises kept, generators gone on. */
  readonly values: Readonly<Record<string, Wire>>;
  readonly error: WireError | null;
  /** The outputs are of an earlier version of the cell. */
  readonly stale: boolean;
  readonly stopped: string | null;
  readonly runs: number;
  readonly defines: readonly string[];
  readonly needs: readonly string[];
}

export const NO_RESULT: CellResult = { running: false, outputs: [], values: {}, error: null, stale: false, stopped: null, runs: 0, defines: [], needs: [] };

export interface NotebookState {
  readonly front: string | null;
  readonly cells: readonly OpenCell[];
  readonly problems: readonly Problem[];
  readonly results: Readonly<Record<string, CellResult>>;
  /** Computed numbers in the prose, by their text between the backticks. */
  readonly numbers: Readonly<Record<string, string>>;
  /** False until the reader has said that somebody's code may run. */
  readonly allowed: boolean;
  readonly live: boolean;
  readonly busy: boolean;
  readonly notice: string | null;
  /** Counts changes of the text. */
  readonly version: number;
  /** Cells that were removed, the last one on top, with their places. */
  readonly removed: readonly { readonly cell: Cell; readonly at: number }[];
}

export type Connect = (events: SandboxEvents) => Promise<{ sandbox: Sandbox; sourcesOf: (cell: Cell, id: string) => NotebookSource[]; write: (code: string, value: string) => string }>;

export interface OpenNotebook {
  readonly store: StoreApi<NotebookState>;
  text(): string;
  /** Another text in its place. Somebody else's runs nothing before the reader says so, whatever ran before. */
  load(text: string, from: 'reader' | 'elsewhere'): void;
  edit(id: string, content: string): void;
  editInfo(id: string, info: string): void;
  insert(at: number, kind: 'prose' | FencedKind, content?: string): string;
  remove(id: string): void;
  restore(): void;
  move(id: string, by: -1 | 1): void;
  /** The reader lets the code run. */
  allow(): void;
  /** Opens the sandbox, if the code may run. */
  start(): Promise<void>;
  stop(): void;
  limit(milliseconds: number): void;
  input(id: string, key: number, value: unknown): void;
  grade(exercise: Exercise, attempt: string): Promise<Verdict>;
  close(): void;
}

/** What the sandbox needs to know of a source. */
const bare = ({ id, source, defines }: NotebookSource): CellSource => ({ id, source, defines });

const emptyFence = (kind: FencedKind, body: string): FencedCell => ({ kind, fence: '```', info: kind === 'js' ? '' : ' new', body, line: 0, closed: true });

/** A fence that is longer than any in the body. */
function fenceFor(body: string): string {
  const longest = Math.max(2, ...Array.from(body.matchAll(/^`+/gm), ([run]) => run.length));
  return '`'.repeat(longest + 1);
}

/**
 * @param connect opens the sandbox; it is loaded only when a cell is about to run
 * @param allowed whether the code may run without being asked for: the site's own chapters and the reader's own text
 */
export function openNotebook(text: string, connect: Connect, { allowed }: { allowed: boolean }): OpenNotebook {
  let nextId = 0;
  const open = (cell: Cell): OpenCell => ({ id: `c${nextId++}`, cell });
  const read = (source: string) => {
    const { front, cells, problems } = parseNotebook(source);
    return { front, cells: cells.map(open), problems };
  };
  const store = createStore<NotebookState>()(() => ({
    ...read(text), results: {}, numbers: {}, allowed, live: false, busy: false, notice: null, version: 0, removed: [],
  }));
  let connection: Awaited<ReturnType<Connect>> | null = null;
  let connecting: Promise<void> | null = null;
  /** Counts the sandboxes that are no longer wanted: one that opens late is closed at once. */
  let epoch = 0;
  /** The limit that the reader chose, for sandboxes that open later too. */
  let limit: number | null = null;
  /** What the sandbox was given, by source id. */
  const given = new Map<string, NotebookSource>();
  const changed = new Set<string>();
  let scheduled = false;

  const result = (id: string) => store.getState().results[id] ?? NO_RESULT;
  const setResult = (id: string, patch: Partial<CellResult>) => store.setState(({ results }) => ({ results: { ...results, [id]: { ...(results[id] ?? NO_RESULT), ...patch } } }));

  function hear(message: CellMessage) {
    const { id } = message;
    const code = given.get(id)?.code;
    if (code !== undefined) {
      if (message.type === 'done' && message.outputs[0]) {
        const { value } = message.outputs[0];
        // What the cell wrote itself stays as it wrote it.
        const written = value.type === 'text' ? value.text : value.type === 'atom' ? connection?.write(code, value.text) ?? value.text : '…';
        store.setState(({ numbers }) => ({ numbers: { ...numbers, [code]: written } }));
      } else if (message.type === 'failed') store.setState(({ numbers }) => ({ numbers: { ...numbers, [code]: '?' } }));
      return;
    }
    switch (message.type) {
      case 'running':
        return setResult(id, { running: true, stopped: null });
      case 'done':
        return setResult(id, { running: false, outputs: message.outputs, values: {}, error: null, stale: false, stopped: null, runs: message.runs, defines: message.defines, needs: message.needs });
      case 'failed':
        return setResult(id, { running: false, error: message.error, stale: true, runs: message.runs });
      case 'value':
        return setResult(id, { values: { ...result(id).values, [message.name]: message.value } });
    }
  }

  /** Gives the sandbox what has changed of some cells. */
  function give(ids: Iterable<string>) {
    if (!connection) return;
    const fresh: NotebookSource[] = [];
    for (const id of ids) {
      const cell = store.getState().cells.find((c) => c.id === id)?.cell;
      const sources = cell ? connection.sourcesOf(cell, id) : [];
      const now = new Set(sources.map((s) => s.id));
      for (const old of [...given.keys()]) {
        if ((old === id || old.startsWith(`${id}/`)) && !now.has(old)) {
          given.delete(old);
          connection.sandbox.remove(old);
        }
      }
      for (const source of sources) {
        const known = given.get(source.id);
        if (known && known.source === source.source && known.defines === source.defines && known.code === source.code && !result(source.id).stopped) continue;
        given.set(source.id, source);
        fresh.push(source);
      }
    }
    if (fresh.length > 0) connection.sandbox.set(fresh.map(bare));
  }

  /** Keystrokes of one turn are one change. */
  function touch(id: string) {
    changed.add(id);
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      const ids = [...changed];
      changed.clear();
      give(ids);
    });
  }

  function setCell(id: string, make: (cell: Cell) => Cell) {
    store.setState(({ cells, version }) => ({ cells: cells.map((c) => (c.id === id ? { id, cell: make(c.cell) } : c)), version: version + 1 }));
    touch(id);
  }

  /** Closes the sandbox, or lets the one that is opening be closed as soon as it has. */
  function leave() {
    epoch++;
    connection?.sandbox.close();
    connection = connecting = null;
  }

  return {
    store,
    text: () => serialiseNotebook({ front: store.getState().front, cells: store.getState().cells.map(({ cell }) => cell) }),
    load(source, from) {
      const before = store.getState().cells.map(({ id }) => id);
      if (from === 'elsewhere') {
        leave();
        given.clear();
      }
      store.setState(({ version, allowed: was, live }) => ({
        ...read(source), results: {}, numbers: {}, removed: [], version: version + 1, notice: null,
        ...(from === 'elsewhere' ? { allowed: false, live: false, busy: false } : { allowed: was, live }),
      }));
      give([...before, ...store.getState().cells.map(({ id }) => id)]);
    },
    edit(id, content) {
      setCell(id, (cell) => {
        if (cell.kind === 'prose') return { ...cell, text: content };
        const body = content === '' || content.endsWith('\n') ? content : `${content}\n`;
        const fence = fenceFor(body);
        return { ...cell, body, fence: fence.length > cell.fence.length ? fence : cell.fence, closed: true };
      });
      setResult(id, { stale: true });
    },
    editInfo: (id, info) => setCell(id, (cell) => (cell.kind === 'prose' ? cell : { ...cell, info: info === '' ? '' : ` ${info.trim()}` })),
    insert(at, kind, content = '') {
      const cell = open(kind === 'prose' ? { kind, text: content, line: 0 } : emptyFence(kind, content));
      store.setState(({ cells, version }) => ({ cells: [...cells.slice(0, at), cell, ...cells.slice(at)], version: version + 1 }));
      touch(cell.id);
      return cell.id;
    },
    remove(id) {
      store.setState(({ cells, removed, version }) => {
        const at = cells.findIndex((c) => c.id === id);
        return at < 0 ? {} : { cells: cells.filter((c) => c.id !== id), removed: [...removed, { cell: cells[at].cell, at }], version: version + 1 };
      });
      touch(id);
    },
    restore() {
      const last = store.getState().removed.at(-1);
      if (!last) return;
      const cell = open(last.cell);
      store.setState(({ cells, removed, version }) => ({ cells: [...cells.slice(0, last.at), cell, ...cells.slice(last.at)], removed: removed.slice(0, -1), version: version + 1 }));
      touch(cell.id);
    },
    move(id, by) {
      store.setState(({ cells, version }) => {
        const at = cells.findIndex((c) => c.id === id);
        const to = at + by;
        if (at < 0 || to < 0 || to >= cells.length) return {};
        const next = [...cells];
        [next[at], next[to]] = [next[to], next[at]];
        return { cells: next, version: version + 1 };
      });
    },
    allow: () => store.setState({ allowed: true }),
    async start() {
      if (!store.getState().allowed || connection) return;
      const mine = epoch;
      connecting ??= connect({
        cell: hear,
        busy: (busy) => store.setState({ busy }),
        stopped(culprit, reason) {
          const cell = culprit?.split('/')[0];
          if (cell && store.getState().cells.some(({ id }) => id === cell)) setResult(cell, { running: false, stopped: reason, stale: true });
          store.setState({ notice: cell ? null : `The sandbox stopped: ${reason}. It starts again when you change a cell.` });
          // The others go on without it.
          given.delete(culprit ?? '');
          if (connection && cell) connection.sandbox.set([...given.values()].map(bare));
        },
      }).then((opened) => {
        if (mine !== epoch) return opened.sandbox.close();
        connection = opened;
        if (limit !== null) opened.sandbox.limit(limit);
        store.setState({ live: true });
        give(store.getState().cells.map(({ id }) => id));
      });
      try {
        await connecting;
      } catch (error) {
        if (mine !== epoch) return;
        connecting = null;
        store.setState({ notice: `The code cannot run: ${(error as Error).message}` });
      }
    },
    stop: () => connection?.sandbox.stop(),
    limit(milliseconds) {
      limit = milliseconds;
      connection?.sandbox.limit(milliseconds);
    },
    input: (id, key, value) => connection?.sandbox.input(id, key, value),
    async grade(exercise, attempt) {
      await this.start();
      if (!connection) return { right: false, message: 'Answers are checked by running them, and the code of this notebook may not run yet.' };
      return connection.sandbox.grade(exercise, attempt);
    },
    close: leave,
  };
}
