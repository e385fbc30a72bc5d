/**
 * Values on their way from a cell to the page, as JSON text: bounded in size, and nothing but data. What does not fit
 * is cut and says so.
 */
import type { FigureSpec } from '../../figures/spec';
import { isPicture } from '../library/pictures';
import { isControl, type Control } from './controls';

export type Wire =
  | { readonly type: 'atom'; readonly text: string }
  | { readonly type: 'text'; readonly text: string; readonly cut: boolean }
  | { readonly type: 'list'; readonly name: string; readonly length: number; readonly items: readonly Wire[] }
  | { readonly type: 'record'; readonly name: string; readonly entries: readonly (readonly [string, Wire])[]; readonly more: number }
  | { readonly type: 'picture'; readonly specs: readonly FigureSpec[] }
  | { readonly type: 'svg'; readonly source: string }
  | { readonly type: 'markdown'; readonly source: string }
  | { readonly type: 'control'; readonly control: Control & { readonly key: number } };

const MOST_NODES = 800;
const MOST_ITEMS = 60;
const MOST_TEXT = 4000;
const MOST_MARKDOWN = 20_000;
/** Letters of all drawings and Markdown of one value together. */
const MOST_LETTERS = 2_000_000;
const DEEPEST = 4;
/** Numbers of all pictures of one value together. */
export const MOST_NUMBERS = 1_500_000;

const atom = (text: string): Wire => ({ type: 'atom', text });

/** Enough digits to tell values apart, few enough to read. */
const numberText = (value: number) => (Object.is(value, -0) ? '-0' : Number.isInteger(value) || !Number.isFinite(value) ? String(value) : String(Number(value.toPrecision(7))));

function numbersOf(spec: FigureSpec): number {
  if (spec.figure === 'lines') return spec.lines.reduce((sum, line) => sum + line.values.length, 0);
  if (spec.figure === 'histogram') return spec.series.reduce((sum, one) => sum + one.values.length, 0);
  return 'values' in spec ? spec.values.length : 0;
}

function markup(value: object): string | null {
  const node = value as { outerHTML?: unknown; tagName?: unknown; querySelectorAll?: (what: string) => Iterable<{ outerHTML?: unknown }> };
  if (typeof node.outerHTML !== 'string' || typeof node.tagName !== 'string') return null;
  if (node.tagName.toLowerCase() === 'svg') return node.outerHTML;
  // A plot with a legend is a figure of several drawings: the largest is the plot.
  const drawings = [...(node.querySelectorAll?.('svg') ?? [])].map((svg) => String(svg.outerHTML));
  return drawings.sort((a, b) => b.length - a.length)[0] ?? null;
}

interface Budget {
  nodes: number;
  numbers: number;
  letters: number;
}

function describe(value: unknown, depth: number, budget: Budget): Wire {
  if (--budget.nodes < 0) return atom('…');
  if (typeof value === 'string') return { type: 'text', text: value.slice(0, MOST_TEXT), cut: value.length > MOST_TEXT };
  if (typeof value === 'bigint') return atom(`${value.toString().slice(0, 100)}n`);
  if (typeof value === 'symbol') return atom(value.toString().slice(0, 100));
  if (typeof value === 'function') return atom(`ƒ ${String(value.name).slice(0, 60)}()`);
  if (typeof value !== 'object' || value === null) return atom(typeof value === 'number' ? numberText(value) : String(value));
  // One that view() shows has a key; any other is a record.
  if (isControl(value) && Number.isInteger((value as { key?: unknown }).key)) return { type: 'control', control: value as Control & { key: number } };
  if (isPicture(value)) {
    budget.numbers -= value.picture.reduce((sum, spec) => sum + numbersOf(spec), 0);
    if (budget.numbers < 0) return atom(`a picture of more than ${MOST_NUMBERS} numbers, which is too many to show`);
    return { type: 'picture', specs: value.picture };
  }
  const { markdown } = value as { markdown?: unknown };
  const drawn = typeof markdown === 'string' ? markdown.slice(0, MOST_MARKDOWN) : markup(value);
  if (drawn !== null) {
    if (drawn.length > budget.letters) return atom('a drawing that is too large to show');
    budget.letters -= drawn.length;
    return { type: typeof markdown === 'string' ? 'markdown' : 'svg', source: drawn };
  }
  if (value instanceof Error) return atom(`${value.name}: ${value.message}`.slice(0, MOST_TEXT));
  if (value instanceof Date) return atom(Number.isNaN(value.getTime()) ? 'no date' : value.toISOString());
  if (value instanceof Promise) return atom('a promise');
  if (value instanceof RegExp) return atom(String(value).slice(0, 200));

  const name = String((value as object).constructor?.name ?? 'Object').slice(0, 60);
  const iterable = ArrayBuffer.isView(value) || Array.isArray(value) || value instanceof Set;
  if (iterable && !(value instanceof DataView)) {
    const list = value instanceof Set ? [...value] : (value as ArrayLike<unknown>);
    if (depth >= DEEPEST) return atom(`${name}(${list.length})`);
    const items: Wire[] = [];
    for (let k = 0; k < Math.min(list.length, MOST_ITEMS); k++) items.push(describe(list[k], depth + 1, budget));
    return { type: 'list', name, length: list.length, items };
  }
  if (depth >= DEEPEST) return atom(name);
  const pairs = value instanceof Map ? [...value].map(([k, v]) => [String(k), v] as const) : Object.keys(value).map((key) => [key, (value as Record<string, unknown>)[key]] as const);
  const entries = pairs.slice(0, MOST_ITEMS).map(([key, v]): [string, Wire] => [key.slice(0, 100), describe(v, depth + 1, budget)]);
  return { type: 'record', name, entries, more: Math.max(0, pairs.length - MOST_ITEMS) };
}

function because(error: unknown): string {
  try {
    return `: ${String((error as Error)?.message ?? error).slice(0, 200)}`;
  } catch {
    return '';
  }
}

/** Describes any value. A getter that throws, or a value that lies about itself, is told as text. */
export function toWire(value: unknown): Wire {
  try {
    return describe(value, 0, { nodes: MOST_NODES, numbers: MOST_NUMBERS, letters: MOST_LETTERS });
  } catch (error) {
    return atom(`a value that cannot be read${because(error)}`);
  }
}

const ARRAYS = { Float32Array, Uint8Array } as const;

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let k = 0; k < bytes.length; k += 8192) binary += String.fromCharCode(...bytes.subarray(k, k + 8192));
  return btoa(binary);
}

/** JSON with typed arrays as text. */
export const encodeWire = (message: unknown): string =>
  JSON.stringify(message, (_key, value: unknown) => {
    for (const [name, type] of Object.entries(ARRAYS)) {
      if (value instanceof type) return { $: name, data: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    // JSON has no word for these.
    return typeof value === 'number' && !Number.isFinite(value) ? null : value;
  });

/** The inverse of encodeWire. @throws SyntaxError for text that is not of its making */
export const decodeWire = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => {
    if (key === '__proto__') return undefined;
    const { $: name, data } = (value ?? {}) as { $?: unknown; data?: unknown };
    if (typeof name !== 'string' || typeof data !== 'string' || !Object.hasOwn(ARRAYS, name)) return value;
    const binary = atob(data);
    const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
    return name === 'Uint8Array' ? bytes : new Float32Array(bytes.buffer, 0, bytes.length >> 2);
  });
