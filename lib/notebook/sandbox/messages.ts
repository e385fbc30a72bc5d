/** What page and sandbox say to each other, as JSON text. The sandbox runs somebody's code: the page believes nothing. */
import type { Calibration } from '../../figures/calibration';
import { HEATMAP_COLOURS, type FigureSpec, type LineSpec } from '../../figures/spec';
import type { Exercise } from '../cells/exerciseCell';
import type { Control } from '../kernel/controls';
import type { Verdict } from '../kernel/grade';
import type { CellSource } from '../kernel/kernel';
import { decodeWire, MOST_NUMBERS, type Wire } from '../kernel/wire';

export type ToSandbox =
  | { readonly type: 'set'; readonly cells: readonly CellSource[] }
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'input'; readonly id: string; readonly key: number; readonly value: unknown }
  | { readonly type: 'grade'; readonly request: number; readonly exercise: Exercise; readonly attempt: string }
  | { readonly type: 'plots'; readonly source: string }
  | { readonly type: 'ping'; readonly n: number };

export interface WireOutput {
  readonly label: string;
  readonly value: Wire;
}

export interface WireError {
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

export type FromSandbox =
  | { readonly type: 'ready' }
  | { readonly type: 'running'; readonly id: string }
  | { readonly type: 'done'; readonly id: string; readonly outputs: readonly WireOutput[]; readonly runs: number; readonly defines: readonly string[]; readonly needs: readonly string[] }
  | { readonly type: 'failed'; readonly id: string; readonly error: WireError; readonly runs: number }
  | { readonly type: 'value'; readonly id: string; readonly name: string; readonly value: Wire }
  | { readonly type: 'verdict'; readonly request: number; readonly verdict: Verdict }
  | { readonly type: 'want'; readonly what: 'plots' }
  | { readonly type: 'pong'; readonly n: number }
  | { readonly type: 'killed'; readonly reason: string };

class Refused extends Error {}
const refuse = (): never => {
  throw new Refused();
};

type Plain = Record<string, unknown>;
const plain = (value: unknown): Plain => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : refuse());
const text = (value: unknown, most = 4000): string => (typeof value === 'string' ? value.slice(0, most) : refuse());
const finite = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : refuse());
const count = (value: unknown, most: number, least = 0): number => (Number.isInteger(value) && (value as number) >= least && (value as number) <= most ? (value as number) : refuse());
const maybe = <T>(value: unknown, read: (value: unknown) => T): T | null => (value === null || value === undefined ? null : read(value));
const list = <T>(value: unknown, most: number, read: (value: unknown) => T): T[] => (Array.isArray(value) && value.length <= most ? value.map(read) : refuse());
const among = <T extends string>(value: unknown, words: readonly T[]): T => (words.includes(value as T) ? (value as T) : refuse());
const floats = (value: unknown): Float32Array => (value instanceof Float32Array && value.length <= MOST_NUMBERS ? value : refuse());

/** More than this is cut before it is sent; a message with more is refused. */
export const MOST_OUTPUTS = 200;
export const MOST_NAMES = 500;
export const MOST_MESSAGE = 1000;
const names = (value: unknown) => list(value, MOST_NAMES, (name) => text(name, 200));

const ROLES = ['lif', 'parallel', 'input', 'charge', 'reset', 'membrane', 'spikes', 'both'] as const;

function line(value: unknown): LineSpec {
  const { label, values, role, dash, step, spikes } = plain(value);
  return {
    label: text(label, 200), values: floats(values), role: among(role, ROLES), step: step === true,
    ...(typeof dash === 'string' && /^[\d ]{1,20}$/.test(dash) && { dash }),
    ...(Array.isArray(spikes) && { spikes: list(spikes, 5000, (t) => count(t, 1e6)) }),
  };
}

function calibration(value: unknown): Calibration {
  const { bins, n, error } = plain(value);
  return {
    n: count(n, 1e9), error: maybe(error, finite),
    bins: list(bins, 100, (bin) => {
      const b = plain(bin);
      return { lo: finite(b.lo), hi: finite(b.hi), count: count(b.count, 1e9), predicted: maybe(b.predicted, finite), observed: maybe(b.observed, finite) };
    }),
  };
}

/** A figure from outside, made anew from the parts that are known. @throws where it is not one */
export function readSpec(value: unknown): FigureSpec {
  const v = plain(value);
  const common = { label: text(v.label, 200), ...((v.side === 'parallel' || v.side === 'baseline') && { side: v.side as 'parallel' }) };
  const sized = <A extends Float32Array | Uint8Array>(values: A) => {
    const [steps, channels] = [count(v.steps, 1e6, 1), count(v.channels, 1e6, 1)];
    return values.length === steps * channels && values.length <= MOST_NUMBERS ? { steps, channels, values } : refuse();
  };
  switch (v.figure) {
    case 'heatmap':
      return { ...common, figure: 'heatmap', ...sized(floats(v.values)), colours: among(v.colours, HEATMAP_COLOURS), lo: finite(v.lo), hi: finite(v.hi), threshold: finite(v.threshold) };
    case 'raster':
      return {
        ...common, figure: 'raster', ...sized(v.values instanceof Uint8Array ? v.values : refuse()), difference: v.difference === true,
        ...(Array.isArray(v.names) && v.names.length === 2 && { names: [text(v.names[0], 200), text(v.names[1], 200)] as const }),
        divergence: maybe(v.divergence, (cell) => ({ step: count(plain(cell).step, 1e6), neuron: count(plain(cell).neuron, 1e6) })),
      };
    case 'lines':
      return { ...common, figure: 'lines', lines: list(v.lines, 12, line), threshold: maybe(v.threshold, finite), xLabel: text(v.xLabel, 200), yLabel: text(v.yLabel, 200) };
    case 'matrix': {
      const size = count(v.size, 512, 1);
      const values = floats(v.values);
      return values.length === size * size ? { ...common, figure: 'matrix', values, size, colours: among(v.colours, ['charge', 'reset']), row: maybe(v.row, (r) => count(r, size - 1)), column: maybe(v.column, (c) => count(c, size - 1)) } : refuse();
    }
    case 'histogram':
      return {
        ...common, figure: 'histogram', xLabel: text(v.xLabel, 200),
        series: list(v.series, 6, (one) => ({ label: text(plain(one).label, 200), values: floats(plain(one).values), role: among(plain(one).role, ROLES) })),
      };
    case 'calibration':
      return { ...common, figure: 'calibration', calibration: calibration(v.calibration) };
    case 'sweeps':
      return { ...common, figure: 'sweeps', agreement: list(v.agreement, 5000, finite), settled: maybe(v.settled, (k) => count(k, 5000)), current: maybe(v.current, (k) => count(k, 5000)) };
    default:
      return refuse();
  }
}

function control(value: unknown): Control & { key: number } {
  const v = plain(value);
  const common = { control: true as const, label: text(v.label, 200), key: count(v.key, 1000) };
  switch (v.kind) {
    case 'range':
      return { ...common, kind: 'range', min: finite(v.min), max: finite(v.max), step: finite(v.step), value: finite(v.value) };
    case 'choice':
      return { ...common, kind: 'choice', options: list(v.options, 100, (option) => text(option, 200)), value: text(v.value, 200) };
    case 'toggle':
      return { ...common, kind: 'toggle', value: v.value === true };
    case 'text':
      return { ...common, kind: 'text', value: text(v.value, 200) };
    case 'button':
      return { ...common, kind: 'button', value: count(v.value, 1e9) };
    case 'file':
      return { ...common, kind: 'file', value: null };
    default:
      return refuse();
  }
}

/** A value from outside. @throws where it is not one */
export function readWire(value: unknown, depth = 0): Wire {
  if (depth > 8) return refuse();
  const v = plain(value);
  switch (v.type) {
    case 'atom':
      return { type: 'atom', text: text(v.text) };
    case 'text':
      return { type: 'text', text: text(v.text), cut: v.cut === true };
    case 'list':
      return { type: 'list', name: text(v.name, 60), length: count(v.length, 2 ** 40), items: list(v.items, 100, (item) => readWire(item, depth + 1)) };
    case 'record':
      return { type: 'record', name: text(v.name, 60), more: count(v.more, 2 ** 40), entries: list(v.entries, 100, (pair) => (Array.isArray(pair) && pair.length === 2 ? [text(pair[0], 100), readWire(pair[1], depth + 1)] as const : refuse())) };
    case 'picture':
      return { type: 'picture', specs: list(v.specs, 12, readSpec) };
    case 'svg':
      return { type: 'svg', source: text(v.source, 2_000_000) };
    case 'markdown':
      return { type: 'markdown', source: text(v.source, 20_000) };
    case 'control':
      return { type: 'control', control: control(v.control) };
    default:
      return refuse();
  }
}

function read(value: unknown): FromSandbox {
  const v = plain(value);
  const id = () => text(v.id, 100);
  switch (v.type) {
    case 'ready':
      return { type: 'ready' };
    case 'running':
      return { type: 'running', id: id() };
    case 'done':
      return {
        type: 'done', id: id(), runs: count(v.runs, 1e9), defines: names(v.defines), needs: names(v.needs),
        outputs: list(v.outputs, MOST_OUTPUTS, (output) => ({ label: text(plain(output).label ?? '', 200), value: readWire(plain(output).value) })),
      };
    case 'failed': {
      const error = plain(v.error);
      return { type: 'failed', id: id(), runs: count(v.runs, 1e9), error: { message: text(error.message, MOST_MESSAGE), line: maybe(error.line, (n) => count(n, 1e6)), column: maybe(error.column, (n) => count(n, 1e6)) } };
    }
    case 'value':
      return { type: 'value', id: id(), name: text(v.name, 200), value: readWire(v.value) };
    case 'verdict':
      return { type: 'verdict', request: count(v.request, 1e9), verdict: { right: plain(v.verdict).right === true, message: text(plain(v.verdict).message) } };
    case 'want':
      return { type: 'want', what: among(v.what, ['plots']) };
    case 'pong':
      return { type: 'pong', n: count(v.n, 1e12) };
    case 'killed':
      return { type: 'killed', reason: text(v.reason, 400) };
    default:
      return refuse();
  }
}

/** A message from the sandbox; null where it is not one of those above. */
export function readMessage(data: unknown): FromSandbox | null {
  if (typeof data !== 'string') return null;
  try {
    return read(decodeWire(data));
  } catch {
    return null;
  }
}
