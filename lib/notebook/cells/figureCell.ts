/** A figure cell: an Experiment, the views of it, and the sentence below. */
import { decodeLink } from '../../experiment/link';
import type { Side } from '../../recording/types';
import { fieldValue, readFields } from '../document/fields';
import { cellName, type FencedCell, type Problem } from '../document/types';
import { VIEWS, type ViewName } from '../views';

export interface FigureView {
  readonly view: ViewName;
  readonly side?: Side;
}

/** What a figure shows at one moment; the text changes it. */
export interface FigureState {
  /** The Experiment, as a link's text. */
  readonly link: string;
  readonly views: readonly FigureView[];
  readonly neuron: number;
  readonly layer: number;
  /** The cell whose arithmetic is shown. */
  readonly cell: { readonly step: number; readonly neuron: number; readonly side: Side } | null;
  /** Steps the sequential side has done; null for all. */
  readonly playhead: number | null;
}

export interface FigureCell {
  readonly name: string;
  readonly state: FigureState;
  /** Markdown. */
  readonly caption: string;
  readonly problems: readonly Problem[];
}

const KEYS = ['experiment', 'views', 'neuron', 'layer', 'cell', 'playhead', 'caption'] as const;
const SIDES = new Map<string, Side>([['lif', 'baseline'], ['baseline', 'baseline'], ['parallel', 'parallel']]);

/** @throws RangeError naming the word that is not a side */
function readSide(word: string): Side {
  const side = SIDES.get(word);
  if (!side) throw new RangeError(`"${word.slice(0, 20)}" is not a side; there are lif and parallel`);
  return side;
}

/** `membrane, spikes.lif, trace` @throws RangeError naming the word that is not a view */
export function readViews(text: string): FigureView[] {
  return text.split(',').map((word) => word.trim()).filter(Boolean).map((word) => {
    const [name, side] = word.split(/\.(.*)/s);
    if (!VIEWS.includes(name as ViewName)) throw new RangeError(`"${word.slice(0, 40)}" is not a view; there are ${VIEWS.join(', ')}`);
    return { view: name as ViewName, ...(side !== undefined && { side: readSide(side) }) };
  });
}

function whole(text: string, what: string): number {
  const n = Number(text);
  if (text.trim() === '' || !Number.isInteger(n) || n < 0 || n > 4096) throw new RangeError(`${what} must be a whole number from 0 to 4096, not "${text.slice(0, 20)}"`);
  return n;
}

/** `38 10` or `38 10 lif`: step, neuron, side. */
function readCell(text: string): FigureState['cell'] {
  if (text.trim() === '' || text.trim() === 'none') return null;
  const [step, neuron = '0', side = 'parallel'] = text.trim().split(/[\s,]+/);
  return { step: whole(step, 'the cell’s step'), neuron: whole(neuron, 'the cell’s neuron'), side: readSide(side) };
}

const readPlayhead = (text: string) => (text === 'all' ? null : whole(text, 'playhead'));

/** Reads a figure cell; problems are said with their lines and the rest is shown. */
export function readFigure(cell: FencedCell): FigureCell {
  const { fields, problems: read } = readFields(cell.body, cell.line + 1, KEYS);
  const problems = [...read];
  let state: FigureState = { link: 'v=1', views: [{ view: 'membrane' }], neuron: 0, layer: 0, cell: null, playhead: null };
  const readers: Record<string, (value: string) => Partial<FigureState>> = {
    experiment: (text) => (decodeLink(text), { link: text }),
    views: (text) => ({ views: readViews(text) }),
    neuron: (text) => ({ neuron: whole(text, 'neuron') }),
    layer: (text) => ({ layer: whole(text, 'layer') }),
    cell: (text) => ({ cell: readCell(text) }),
    playhead: (text) => ({ playhead: readPlayhead(text) }),
  };
  for (const { key, value, line } of fields) {
    try {
      if (readers[key]) state = { ...state, ...readers[key](value) };
    } catch (error) {
      problems.push({ line, message: `${key}: ${(error as Error).message}` });
    }
  }
  return { name: cellName(cell), state, caption: fieldValue(fields, 'caption'), problems };
}

/** @throws RangeError where a percent sign begins no letter */
function unescaped(key: string, value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw new RangeError(`The step's "${key}" is damaged.`);
  }
}

/** Keys of a step that are the figure's own; the others are the Experiment's. */
const OWN = ['views', 'neuron', 'layer', 'cell', 'playhead'];

/**
 * The state that a step of the text asks for: `layers.0.tau=4&cell=5 0` on top of the figure's own.
 * @throws Error in one sentence where the Experiment or a key does not allow it
 */
export function stepState(base: FigureState, query: string): FigureState {
  let state = base;
  const changes: string[] = [];
  for (const part of query.split('&').filter(Boolean)) {
    const [key, value = ''] = part.split(/=(.*)/s);
    if (!OWN.includes(key)) {
      changes.push(part);
      continue;
    }
    const text = unescaped(key, value);
    if (key === 'views') state = { ...state, views: readViews(text) };
    else if (key === 'cell') state = { ...state, cell: readCell(text) };
    else if (key === 'playhead') state = { ...state, playhead: readPlayhead(text) };
    else state = { ...state, [key]: whole(text, key) };
  }
  if (changes.length === 0) return state;
  const link = [base.link, ...changes].join('&');
  decodeLink(link);
  return { ...state, link };
}
