/** Names with samples of their marks, in as many lines as they need. */
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';
import { shorten } from '../training/fit';

/** Names often are capitals, which are wider than the estimate for text. */
export const nameWidth = (name: string): number => textWidth(name) + 2.5 * (name.match(/\p{Lu}/gu)?.length ?? 0);

export interface KeyItem {
  readonly label: string;
  /** What the marks look like: a line, a tick as high as its row, one in its upper or lower part; none for words alone. */
  readonly sample: 'line' | 'dashed' | 'full' | 'upper' | 'lower' | 'near' | 'band' | null;
  readonly colour: string;
  /** Of the lower half of `near`. */
  readonly second?: string;
  /** Of the text; default quiet. */
  readonly ink?: string;
}

const SAMPLE = { line: 18, dashed: 18, band: 18, full: 7, upper: 7, lower: 7, near: 7 } as const;
const LINE = FONT_SIZE + 5;

const widthOf = ({ label, sample }: KeyItem): number => (sample ? SAMPLE[sample] + 5 : 0) + nameWidth(label);

interface Placed {
  readonly item: KeyItem;
  readonly x: number;
  readonly row: number;
}

function place(items: readonly KeyItem[], width: number): Placed[] {
  let [x, row] = [0, 0];
  return items.map((item) => {
    if (x > 0 && x + widthOf(item) > width) [x, row] = [0, row + 1];
    const placed = { item, x, row };
    x += widthOf(item) + 16;
    return placed;
  });
}

/** Px high at a width. */
export const flowHeight = (items: readonly KeyItem[], width: number): number => (items.length ? (place(items, width).at(-1)!.row + 1) * LINE : 0);

function sampleMarks({ sample, colour, second = colour }: KeyItem, x: number, baseline: number): Mark[] {
  const middle = baseline - FONT_SIZE / 3;
  const box = (from: number, height: number, fill = colour): Mark => mark('rect', { x: x + 1, y: middle - 6 + from, width: 4, height, fill });
  switch (sample) {
    case null:
      return [];
    case 'line':
      return [line(x, middle, x + SAMPLE.line, middle, colour, { 'stroke-width': 2 })];
    case 'dashed':
      return [line(x, middle, x + SAMPLE.dashed, middle, colour, { 'stroke-dasharray': '4 3' })];
    case 'band':
      return [mark('rect', { x, y: middle - 4, width: SAMPLE.band, height: 8, fill: colour, 'fill-opacity': 0.2 })];
    case 'full':
      return [box(0, 12)];
    case 'upper':
      return [box(0, 6)];
    case 'lower':
      return [box(6, 6)];
    case 'near':
      return [box(3, 3), box(6, 3, second)];
  }
}

/** The names from (left, top) on, in at most `width` px. */
export function flowMarks(items: readonly KeyItem[], left: number, top: number, width: number, theme: Theme): Mark {
  return group('keys', place(items, width).flatMap(({ item, x, row }) => {
    const baseline = top + row * LINE + FONT_SIZE;
    const lead = item.sample ? SAMPLE[item.sample] + 5 : 0;
    const content = shorten(item.label, width - x - lead);
    return [...sampleMarks(item, left + x, baseline), ...(content ? [text(left + x + lead, baseline, content, { fill: item.ink ?? palettes[theme].muted, className: 'key' })] : [])];
  }));
}
