import { plural } from '../numerics/words';
import { show, type Box, type Drawing } from './figure';
import { FONT_SIZE, group, mark, text, textWidth, type Mark } from './marks';
import { layoutOf, type GraphEdge, type GraphLayout } from './nirLayout';
import { palettes, roleColour, type Theme } from './palette';

export interface NirPictureNode {
  readonly name: string;
  readonly type: string;
  /** In a few words: `40 neurons`, `12 → 40`. */
  readonly detail: string;
  /** What fires is drawn in ink, what comes from outside in the colour of input, all else quietly. */
  readonly role: 'input' | 'spikes' | 'other';
}

/** A network as boxes and arrows. */
export interface NirPicture {
  readonly nodes: readonly NirPictureNode[];
  /** `back`: it closes a circle and carries the value of the step before. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly back: boolean }[];
}

export interface NirOptions {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** Name of the node that is pointed at. */
  readonly cursor?: string | null;
}

const PADDING = 8;

/** Edges as places; those that name no node are left out. */
function placed({ nodes, edges }: NirPicture): GraphEdge[] {
  const place = new Map(nodes.map(({ name }, i) => [name, i]));
  return edges.flatMap(({ from, to, back }) => {
    const [start, end] = [place.get(from), place.get(to)];
    return start === undefined || end === undefined ? [] : [{ from: start, to: end, back }];
  });
}

/** Height that a picture of this width needs, in px. */
export const nirHeight = (picture: NirPicture, width: number): number => Math.ceil(layoutOf(picture.nodes.length, placed(picture), width).height);

const cut = (content: string, width: number): string => {
  if (textWidth(content) <= width) return content;
  let length = content.length;
  while (length > 1 && textWidth(`${content.slice(0, length)}…`) > width) length -= 1;
  return `${content.slice(0, length)}…`;
};

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });

const round = (value: number): string => String(Math.round(value * 100) / 100);
const d = (parts: TemplateStringsArray, ...values: number[]): string => parts.reduce((path, part, i) => path + part + (i < values.length ? round(values[i]) : ''), '');

/** Whether an edge of a column goes past the boxes on the right: on the side where its node stands, else on the right if it leads back. */
function passesRight(from: Box, back: boolean, width: number): boolean {
  const off = middle(from).x - width / 2;
  return Math.abs(off) < 1 ? back : off > 0;
}

/** The way of an edge in a column: straight down, or past the boxes. */
function downWay(from: Box, to: Box, next: boolean, right: boolean, width: number): string {
  const [start, end] = [middle(from), middle(to)];
  if (next) return d`M${start.x},${from.y + from.height}C${start.x},${from.y + from.height + 14} ${end.x},${to.y - 18} ${end.x},${to.y - 4}`;
  const [leave, enter, side] = right ? [from.x + from.width, to.x + to.width + 4, width - 4] : [from.x, to.x - 4, 4];
  const shift = from === to ? 10 : 0;
  return d`M${leave},${start.y + shift}C${side},${start.y + shift} ${side},${end.y - shift} ${enter},${end.y - shift}`;
}

/** The way of an edge in lines: to the right, into the line below, or over the boxes between. */
function rightWay(from: Box, to: Box, sameLine: boolean, next: boolean, headroom: number): string {
  const [start, end] = [middle(from), middle(to)];
  if (next && sameLine) return d`M${from.x + from.width},${start.y}C${from.x + from.width + 14},${start.y} ${to.x - 18},${end.y} ${to.x - 4},${end.y}`;
  if (sameLine) {
    const top = Math.min(from.y, to.y) - headroom + 4;
    const shift = from === to ? 24 : 0;
    return d`M${start.x + shift},${from.y}C${start.x + shift},${top} ${end.x - shift},${top} ${end.x - shift},${to.y - 4}`;
  }
  const down = to.y > from.y;
  const [leave, enter] = down ? [from.y + from.height, to.y - 4] : [from.y, to.y + to.height + 4];
  const between = (leave + enter) / 2;
  return d`M${start.x},${leave}C${start.x},${between} ${end.x},${between} ${end.x},${enter}`;
}

function arrowHead(way: string, sideways: boolean, reversed: boolean, colour: string): Mark {
  const [x, y] = way.slice(way.lastIndexOf(' ') + 1).split(',').map(Number);
  const tip = reversed ? -4 : 4;
  const shape = sideways ? d`M${x - tip},${y - 3.5}L${x + tip},${y}L${x - tip},${y + 3.5}Z` : d`M${x - 3.5},${y - tip}L${x},${y + tip}L${x + 3.5},${y - tip}Z`;
  return mark('path', { d: shape, fill: colour });
}

function edgeMarks(edge: GraphEdge, { boxes, layers, lines, flow, headroom }: GraphLayout, { theme, width }: NirOptions): Mark[] {
  const [from, to] = [boxes[edge.from], boxes[edge.to]];
  const next = !edge.back && layers[edge.to] === layers[edge.from] + 1;
  const sameLine = lines[layers[edge.from]] === lines[layers[edge.to]];
  const right = passesRight(from, edge.back, width);
  const way = flow === 'down' ? downWay(from, to, next, right, width) : rightWay(from, to, sameLine, next, headroom);
  // In a column what goes past the boxes comes in from the side.
  const sideways = flow === 'down' ? !next : next && sameLine;
  const reversed = flow === 'down' ? right && !next : !next && !sameLine && to.y < from.y;
  const colour = palettes[theme].muted;
  const line = mark('path', { class: edge.back ? 'edge back' : 'edge', d: way, fill: 'none', stroke: colour, 'stroke-width': 1.25, 'stroke-dasharray': edge.back ? '4 3' : undefined });
  return [line, arrowHead(way, sideways, reversed, colour)];
}

function boxMarks({ name, type, detail, role }: NirPictureNode, { x, y, width, height }: Box, { theme, cursor }: NirOptions): Mark {
  const { ink, muted, axis, paper, grid } = palettes[theme];
  const stroke = role === 'other' ? axis : roleColour(theme, role);
  const room = width - 2 * PADDING;
  const line = (row: number) => y + 17 + row * (FONT_SIZE + 4);
  return group('node', [
    mark('rect', { x, y, width, height, rx: 4, fill: name === cursor ? grid : paper, stroke, 'stroke-width': role === 'other' ? 1 : 1.75 }),
    text(x + PADDING, line(0), cut(name, room), { fill: ink, weight: 600, className: 'node-name' }),
    text(x + PADDING, line(1), cut(type, room), { fill: ink, className: 'node-type' }),
    text(x + PADDING, line(2), cut(detail, room), { fill: muted, className: 'node-detail' }),
  ]);
}

/** A graph of layers from left to right, or from top to bottom where it is narrow, before it touches a document. */
export function nirDrawing(picture: NirPicture, options: NirOptions): Drawing {
  const { theme, width, height } = options;
  const edges = placed(picture);
  const layout = layoutOf(picture.nodes.length, edges, width);
  const marks = [
    group('edges', edges.flatMap((edge) => edgeMarks(edge, layout, options))),
    group('nodes', picture.nodes.map((node, i) => boxMarks(node, layout.boxes[i], options))),
  ];
  return { width, height, theme, marks, boxes: layout.boxes };
}

/** Draws a graph into `host`; its boxes are in the order of the nodes. */
export function drawNir(host: HTMLElement, picture: NirPicture, options: NirOptions): void {
  show(host, nirDrawing(picture, options));
}


/** `7 nodes: Input, 3 Linear, 2 CubaLIF, Output. One edge leads back and carries the value of the step before.` */
export function nirSentence({ nodes, edges }: NirPicture): string {
  if (nodes.length === 0) return 'The graph has no nodes.';
  const types = new Map<string, number>();
  for (const { type } of nodes) types.set(type, (types.get(type) ?? 0) + 1);
  const ends = (type: string) => (type === 'Input' ? 0 : type === 'Output' ? 2 : 1);
  const list = [...types].sort(([a], [b]) => ends(a) - ends(b)).map(([type, many]) => (many === 1 ? type : `${many} ${type}`)).join(', ');
  const back = edges.filter((edge) => edge.back).length;
  const circles = back === 0 ? '' : back === 1 ? ' One edge leads back and carries the value of the step before.' : ` ${back} edges lead back and carry the values of the step before.`;
  return `${plural(nodes.length, 'node')}: ${list}.${circles}`;
}

/** The graph as a table: one row a node, in the order of the nodes. */
export function nirTable({ nodes, edges }: NirPicture): { readonly columns: string[]; readonly rows: string[][] } {
  const targets = new Map<string, string[]>(nodes.map(({ name }) => [name, []]));
  for (const { from, to, back } of edges) targets.get(from)?.push(back ? `${to} (one step later)` : to);
  return {
    columns: ['node', 'type', 'size', 'leads to'],
    rows: nodes.map(({ name, type, detail }) => [name, type, detail, targets.get(name)!.join(', ')]),
  };
}
