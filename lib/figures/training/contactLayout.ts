import type { Box } from '../figure';
import { FONT_SIZE, textWidth } from '../marks';
import { printable } from './fit';

export interface SheetPicture {
  readonly rows: number;
  readonly columns: number;
  /** Row by row: bytes 0…255, or numbers whose largest is black. Treated as immutable. */
  readonly values: Uint8Array | Float32Array;
  /** The class it is shown with. */
  readonly label: string;
  /** `said 3, is 5` */
  readonly caption?: string;
  /** Framed as a mistake. */
  readonly wrong?: boolean;
}

export interface SheetData {
  readonly pictures: readonly SheetPicture[];
}

export interface SheetGroup {
  readonly label: string;
  readonly y: number;
  readonly count: number;
}

export interface SheetLayout {
  /** One box a shown picture, in the order of `order`. */
  readonly boxes: readonly Box[];
  /** Places in `pictures`, class by class. */
  readonly order: readonly number[];
  readonly groups: readonly SheetGroup[];
  /** Width of a picture with its caption. */
  readonly cell: number;
  /** Pictures that are not shown, because there are too many. */
  readonly left: number;
  readonly labelRoom: number;
  readonly height: number;
}

/** More than this is no sheet to look at. */
export const MOST_PICTURES = 240;

const GAP = 10;

/** Where every picture lies: a row, or several, for each class, its name at the left. */
export function sheetLayout({ pictures }: SheetData, width: number, thumb: number): SheetLayout {
  const shown = pictures.slice(0, MOST_PICTURES);
  const classes = [...new Set(shown.map(({ label }) => label))];
  const labelRoom = Math.min(width * 0.25, Math.max(0, ...classes.map((label) => textWidth(printable(label))))) + 12;
  const captions = shown.some(({ caption }) => caption);
  const longest = Math.max(0, ...shown.map(({ caption = '' }) => textWidth(printable(caption))));
  const cell = Math.max(thumb, Math.min(longest, thumb * 1.75, width - labelRoom));
  const perRow = Math.max(1, Math.floor((width - labelRoom + GAP) / (cell + GAP)));
  const pitch = thumb + (captions ? FONT_SIZE + 8 : 0) + GAP;
  const boxes: Box[] = [];
  const order: number[] = [];
  const groups: SheetGroup[] = [];
  let top = 1;
  for (const label of classes) {
    const members = shown.flatMap((picture, k) => (picture.label === label ? [k] : []));
    groups.push({ label, y: top, count: members.length });
    members.forEach((member, k) => {
      order.push(member);
      boxes.push({ x: labelRoom + (k % perRow) * (cell + GAP), y: top + Math.floor(k / perRow) * pitch, width: thumb, height: thumb });
    });
    top += Math.ceil(members.length / perRow) * pitch + 4;
  }
  const left = pictures.length - shown.length;
  return { boxes, order, groups, cell, left, labelRoom, height: Math.max(80, top - GAP + 2 + (left ? FONT_SIZE + 6 : 0)) };
}

/** The picture that an arrow key leads to: the next one, or the nearest in the next row. */
export function sheetStep({ boxes }: SheetLayout, at: number, key: string): number {
  const from = boxes[at];
  if (!from) return 0;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return Math.max(0, Math.min(boxes.length - 1, at + (key === 'ArrowLeft' ? -1 : 1)));
  const down = key === 'ArrowDown';
  const beyond = boxes.filter(({ y }) => (down ? y > from.y : y < from.y));
  if (beyond.length === 0) return at;
  const row = beyond.reduce((best, { y }) => (down ? Math.min(best, y) : Math.max(best, y)), beyond[0].y);
  const nearest = beyond.filter(({ y }) => y === row).reduce((best, box) => (Math.abs(box.x - from.x) < Math.abs(best.x - from.x) ? box : best));
  return boxes.indexOf(nearest);
}
