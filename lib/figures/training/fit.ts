import type { Box } from '../figure';
import { FONT_SIZE, text, textWidth, type Mark } from '../marks';
import { palettes, type Theme } from '../palette';

/** Characters that no label may carry into a picture: controls, halves of characters, turners of the writing direction. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** A label that any file can hold. */
export const printable = (label: string): string => label.replace(UNPRINTABLE, ' ');

/** A label in at most `room` px, with an ellipsis where it was cut; empty where not one letter fits. */
export function shorten(label: string, room: number): string {
  const clean = printable(label);
  // A room that was measured by adding up is a rounding away from the text's own width.
  if (textWidth(clean) <= room + 0.01) return clean;
  const letters = [...clean];
  while (letters.length && textWidth(`${letters.join('')}…`) > room) letters.length = Math.min(letters.length - 1, Math.max(0, Math.ceil(room / 6)));
  return letters.length ? `${letters.join('').trimEnd()}…` : '';
}

/** A label and a number in `room` px: the label gives way, the number stays. */
export const labelled = (label: string, value: string, room: number): string =>
  value ? `${shorten(label, room - textWidth(` ${value}`))} ${value}`.trim() : shorten(label, room);

/** A sentence in lines of at most `room` px. */
export function wrap(sentence: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of printable(sentence).split(' ')) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && textWidth(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(shorten(word, room));
  }
  return lines;
}

/** Why there is nothing to see, in the middle of where it would be. */
export function emptyMarks(box: Box, sentence: string, theme: Theme): Mark[] {
  const lines = wrap(sentence, box.width - 8);
  const gap = FONT_SIZE + 4;
  const top = box.y + box.height / 2 - ((lines.length - 1) * gap) / 2 + FONT_SIZE / 3;
  return lines.map((line, k) => text(box.x + box.width / 2, top + k * gap, line, { fill: palettes[theme].muted, anchor: 'middle', className: 'empty-state' }));
}
