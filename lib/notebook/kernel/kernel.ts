/**
 * The reactive heart of a notebook: cells that run when what they need has changed, and only then. A thin layer
 * over Observable's runtime, which knows dependence, promises and generators. Runs in a worker and in Node.
 */
import { Runtime, type Module, type Variable } from '@observablehq/runtime';
import { CellError } from './analyse';
import { compileCell, locate } from './compile';
import { isControl, type Control } from './controls';
import { explain } from './explain';

export interface CellSource {
  /** Keeps its identity while the cell is edited. */
  readonly id: string;
  readonly source: string;
  /** The name the cell's value gets, for cells that are written as an expression: figures. */
  readonly defines?: string;
}

export interface Output {
  /** What a definition is called; absent for a displayed value. */
  readonly label?: string;
  readonly value: unknown;
}

export type KernelEvent =
  | { readonly type: 'running'; readonly id: string }
  | { readonly type: 'done'; readonly id: string; readonly outputs: readonly Output[]; readonly runs: number; readonly defines: readonly string[]; readonly needs: readonly string[] }
  | { readonly type: 'failed'; readonly id: string; readonly error: CellError; readonly runs: number }
  /** A definition has a new value: a generator went on, or a promise was kept. */
  | { readonly type: 'value'; readonly id: string; readonly name: string; readonly value: unknown };

export interface Kernel {
  /** Defines a cell, or defines it anew; its dependants follow. */
  set(cell: CellSource): void;
  remove(id: string): void;
  /** The reader moved a control of a cell. */
  input(id: string, key: number, value: unknown): void;
  /** Evaluates JavaScript once among the cells: an expression's value, or what it defines. */
  evaluate(source: string, extra: Readonly<Record<string, unknown>>, name: string): Promise<unknown>;
  dispose(): void;
}

interface Live {
  readonly variables: Variable[];
  readonly controls: Map<number, { readonly control: Control; value: unknown }>;
  cell: CellSource;
  runs: number;
  /** Counts definitions: what an older one still says is not heard. */
  version: number;
}

/** What a cell may display at once. */
const MOST_OUTPUTS = 100;

/** A promise or a generator: the runtime waits for the one and goes on with the other. */
const isDeferred = (value: unknown) =>
  typeof value === 'object' && value !== null && (typeof (value as Promise<unknown>).then === 'function' || typeof (value as Generator).next === 'function');

/**
 * @param library names in scope everywhere
 * @param later names whose value is fetched when a cell first needs it
 */
export function createKernel(
  library: Readonly<Record<string, unknown>>,
  emit: (event: KernelEvent) => void,
  later: Readonly<Record<string, () => Promise<unknown>>> = {},
): Kernel {
  const builtins = Object.fromEntries(Object.entries(library).map(([name, value]) => [name, () => value]));
  const runtime = new Runtime({ ...builtins, ...later });
  const scope: Module = runtime.module();
  const cells = new Map<string, Live>();

  function clear(live: Live) {
    live.variables.forEach((variable) => variable.delete());
    live.variables.length = 0;
    live.version++;
  }

  /** emit, for as long as the cell is not defined anew. */
  function speaker(live: Live): typeof emit {
    const { version } = live;
    return (event) => {
      if (live.version === version) emit(event);
    };
  }

  /** One name that a cell defines. Its value was shown with the cell, unless it comes later or goes on. */
  function defineName(live: Live, name: string, heart: string, file: string): Variable {
    const { id } = live.cell;
    const say = speaker(live);
    let deferred = false;
    const observer = {
      fulfilled(value: unknown) {
        if (deferred) say({ type: 'value', id, name, value });
      },
      rejected(error: unknown) {
        // What the cell itself failed with has been said already.
        if ((error as { input?: string } | null)?.input !== heart) say({ type: 'failed', id, error: explain(locate(error, file), error), runs: live.runs });
      },
    };
    return scope.variable(observer).define(name, [heart], (own: Record<string, unknown>) => {
      deferred = isDeferred(own[name]);
      return own[name];
    });
  }

  function define(live: Live) {
    const { id, source, defines: given } = live.cell;
    clear(live);
    const say = speaker(live);
    const file = `cell-${id}.js`;
    let compiled;
    try {
      compiled = compileCell(source, file);
    } catch (error) {
      return say({ type: 'failed', id, error: error as CellError, runs: live.runs });
    }
    const { expression, defines, needs, run } = compiled;
    const exported = given ? [given] : defines;
    let outputs: Output[] = [];
    let current = 0;

    const body = async (...values: unknown[]) => {
      const mine = ++current;
      outputs = [];
      live.runs++;
      say({ type: 'running', id });
      let controls = 0;
      const display = (value: unknown) => {
        if (mine === current && outputs.length < MOST_OUTPUTS) outputs.push({ value });
        return value;
      };
      const view = (control: unknown) => {
        if (!isControl(control)) throw new TypeError('view() takes a control: range, choice, toggle, text, button or file.');
        const key = controls++;
        const known = live.controls.get(key);
        // A control that was written anew starts anew; one that merely ran again keeps what the reader chose.
        const same = known && JSON.stringify(known.control) === JSON.stringify(control);
        const value = same ? known.value : control.value;
        live.controls.set(key, { control, value });
        display({ ...control, value, key });
        return value;
      };
      const value = await run(display, view, ...values);
      if (expression && !given && value !== undefined) display(value);
      return expression ? (given ? { [given]: value } : {}) : value;
    };

    const observer = {
      fulfilled(value: unknown) {
        // A deleted variable says so by undefined.
        if (value === undefined) return;
        const own = value as Record<string, unknown>;
        const shown = given || outputs.length > 0 ? outputs : Object.keys(own).map((name) => ({ label: name, value: own[name] }));
        say({ type: 'done', id, outputs: shown, runs: live.runs, defines: exported, needs });
      },
      rejected: (error: unknown) => say({ type: 'failed', id, error: explain(locate(error, file), error), runs: live.runs }),
    };
    const heart = `cell ${id}`;
    live.variables.push(scope.variable(observer).define(heart, needs, body));
    for (const name of exported) live.variables.push(defineName(live, name, heart, file));
  }

  return {
    set(cell) {
      const known = cells.get(cell.id);
      const live = known ?? { variables: [], controls: new Map(), cell, runs: 0, version: 0 };
      live.cell = cell;
      cells.set(cell.id, live);
      define(live);
    },
    remove(id) {
      const live = cells.get(id);
      if (live) clear(live);
      cells.delete(id);
    },
    input(id, key, value) {
      const live = cells.get(id);
      const control = live?.controls.get(key);
      if (!live || !control) return;
      control.value = value;
      define(live);
    },
    async evaluate(source, extra, name) {
      const { needs, run } = compileCell(source, name);
      const fromCells = needs.filter((need) => !Object.hasOwn(extra, need));
      const nothing = (value: unknown) => value;
      return new Promise((resolve, reject) => {
        const once = scope.variable({
          fulfilled(value) {
            if (value === undefined) return;
            resolve((value as [unknown])[0]);
            once.delete();
          },
          rejected(error) {
            reject(explain(locate(error, name), error));
            once.delete();
          },
        });
        // The list keeps the runtime from taking a generator or a promise apart.
        once.define(null, fromCells, async (...values: unknown[]) => {
          const given = new Map(fromCells.map((need, k) => [need, values[k]]));
          return [await run(nothing, nothing, ...needs.map((need) => (given.has(need) ? given.get(need) : extra[need])))];
        });
      });
    },
    dispose: () => runtime.dispose(),
  };
}
