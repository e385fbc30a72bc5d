import type { Box } from '../figure';
import { spread } from '../labels';
import { FONT_SIZE, group, line, mark, text, textWidth, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';
import { labelled, shorten } from './fit';

/** A name at the right end of a line, with its value. */
export interface EndLabel {
  readonly label: string;
  readonly value: string;
  /** Where its line ends, px: how far down, and how far right. */
  readonly at: number;
  readonly from: number;
  readonly colour: string;
  /** Colour of the text, where the line's is too pale for it. */
  readonly ink: string;
  /** Names that give way last where there is no room for all. */
  readonly important: boolean;
}

const GAP = FONT_SIZE + 2;
/** From the plot to the names: room for the thread that ties a name to its line. */
const THREAD = 10;

/** Room that names with values need beside the plot. */
export const endRoom = (labels: readonly Pick<EndLabel, 'label' | 'value'>[]): number =>
  labels.length ? THREAD + Math.max(...labels.map(({ label, value }) => textWidth(`${label} ${value}`.trim()))) : 4;

/** The names that fit below each other, in the order given; the important ones first. */
function fitting(labels: readonly EndLabel[], most: number): readonly EndLabel[] {
  if (labels.length <= most) return labels;
  const byRank = [...labels].sort((a, b) => Number(b.important) - Number(a.important));
  const kept = new Set(byRank.slice(0, Math.max(1, most - 1)));
  return labels.filter((one) => kept.has(one));
}

/** Names beside the ends of their lines, pushed apart so that none covers another; a thread leads from each to its line. */
export function endLabels(labels: readonly EndLabel[], plot: Box, room: number, theme: Theme): Mark {
  const { paper, muted } = palettes[theme];
  const [top, bottom] = [plot.y + FONT_SIZE / 2, plot.y + plot.height + 2];
  const most = Math.max(1, Math.floor((bottom - top) / GAP) + 1);
  const shown = fitting(labels, most);
  const left = labels.length - shown.length;
  const floor = left && shown.length < most ? bottom - GAP : bottom;
  const baselines = spread(shown.map(({ at }) => at + FONT_SIZE / 3), GAP, top, floor);
  const marks = shown.flatMap(({ label, value, at, from, colour, ink }, k) => {
    const middle = baselines[k] - FONT_SIZE / 3;
    const thread = Math.abs(middle - at) > 2 ? [line(from + 2, at, from + THREAD - 3, middle, colour, { class: 'thread', 'stroke-opacity': 0.55 })] : [];
    return [...thread, text(from + THREAD, baselines[k], labelled(label, value, room - THREAD), { fill: ink, halo: paper, className: 'direct-label' })];
  });
  if (left && shown.length < most) marks.push(text(plot.x + plot.width + THREAD, bottom, textWidth(`and ${left} more`) <= room - THREAD ? `and ${left} more` : `+ ${left}`, { fill: muted, className: 'more' }));
  return group('labels', marks);
}

/** What a kind of line means. */
export interface KeyItem {
  readonly label: string;
  readonly sample: 'solid' | 'thin' | 'band';
}

const SAMPLE = 18;

/** How wide the explanation of the lines is. */
export const keyWidth = (items: readonly KeyItem[]): number => items.reduce((sum, { label }) => sum + SAMPLE + 5 + textWidth(label) + 14, -14);

/** Samples of line and band with what they mean, in one row. */
export function keyMarks(items: readonly KeyItem[], left: number, baseline: number, width: number, theme: Theme): Mark {
  const { muted } = palettes[theme];
  const y = baseline - FONT_SIZE / 3;
  let x = left;
  const marks = items.flatMap(({ label, sample }) => {
    const from = x;
    const content = shorten(label, width - from - SAMPLE - 5);
    x += SAMPLE + 5 + textWidth(label) + 14;
    if (!content) return [];
    const drawn = sample === 'band'
      ? mark('rect', { x: from, y: y - 4, width: SAMPLE, height: 8, fill: muted, 'fill-opacity': 0.25 })
      : line(from, y, from + SAMPLE, y, muted, { 'stroke-width': sample === 'solid' ? 2 : 1, 'stroke-opacity': sample === 'solid' ? 1 : 0.7 });
    return [drawn, text(from + SAMPLE + 5, baseline, content, { fill: muted, className: 'key' })];
  });
  return group('keys', marks);
}
