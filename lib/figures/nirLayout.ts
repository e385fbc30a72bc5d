/** Where the boxes of a graph stand: in layers from left to right in lines, as words stand, or one below the other where it is narrow. */
import type { Box } from './figure';

/** An edge from one node to another, as places in the list of nodes; `back` where it closes a circle. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly back: boolean;
}

export interface GraphLayout {
  /** One a node, in the order of the nodes. */
  readonly boxes: readonly Box[];
  /** Layer of each node, from 0. */
  readonly layers: readonly number[];
  /** Line of each layer; in a column each layer is a line of its own. */
  readonly lines: readonly number[];
  readonly flow: 'right' | 'down';
  readonly height: number;
  /** Free space above each line in which edges can lead back. */
  readonly headroom: number;
}

/** Three lines of text. */
export const BOX_HEIGHT = 56;
/** Below this width the layers stand one below the other. */
const NARROW = 560;
const LEAST_BOX = 118;
const MOST_BOX = 168;
const GAP = 28;
const HEADROOM = 26;
/** Margin of a column, in which edges go past boxes. */
const SIDE = 30;
/** What the outline of a box needs at the edge of the picture. */
const EDGE = 1;

/** The layer of each node: the longest way to it, edges that lead back left out. */
export function layersOf(nodes: number, edges: readonly GraphEdge[]): number[] {
  const layer = Array<number>(nodes).fill(0);
  for (let round = 0; round < nodes; round += 1) {
    let moved = false;
    for (const { from, to, back } of edges) {
      if (back || from === to || layer[to] > layer[from]) continue;
      layer[to] = layer[from] + 1;
      moved = true;
    }
    if (!moved) break;
  }
  return layer;
}

/** Nodes of each layer, in the order given. */
function byLayer(layers: readonly number[]): number[][] {
  const columns: number[][] = Array.from({ length: layers.reduce((most, layer) => Math.max(most, layer + 1), 0) }, () => []);
  layers.forEach((layer, node) => columns[layer].push(node));
  return columns;
}

function inLines(columns: readonly number[][], layers: readonly number[], width: number, headroom: number): GraphLayout {
  const fitting = Math.max(1, Math.floor((width - 2 * EDGE + GAP) / (LEAST_BOX + GAP)));
  const count = Math.max(1, Math.ceil(columns.length / fitting));
  const perLine = Math.max(1, Math.ceil(columns.length / count));
  const box = Math.min(MOST_BOX, (width - 2 * EDGE - (perLine - 1) * GAP) / perLine);
  const boxes: Box[] = [];
  const lines = columns.map((_, layer) => Math.floor(layer / perLine));
  let top = 0;
  for (let line = 0; line * perLine < columns.length; line += 1) {
    const here = columns.slice(line * perLine, (line + 1) * perLine);
    const tallest = here.reduce((most, nodes) => Math.max(most, nodes.length), 1);
    const inner = tallest * (BOX_HEIGHT + 12) - 12;
    top += headroom;
    here.forEach((nodes, column) => {
      const offset = (inner - (nodes.length * (BOX_HEIGHT + 12) - 12)) / 2;
      nodes.forEach((node, row) => {
        boxes[node] = { x: EDGE + column * (box + GAP), y: top + offset + row * (BOX_HEIGHT + 12), width: box, height: BOX_HEIGHT };
      });
    });
    top += inner + GAP;
  }
  return { boxes, layers, lines, flow: 'right', height: Math.max(BOX_HEIGHT, top - GAP) + 4, headroom };
}

function inColumn(columns: readonly number[][], layers: readonly number[], width: number): GraphLayout {
  const room = Math.max(LEAST_BOX, width - 2 * SIDE);
  const boxes: Box[] = [];
  let top = 4;
  for (const nodes of columns) {
    const perRow = Math.max(1, Math.min(nodes.length, Math.floor((room + 12) / (LEAST_BOX + 12))));
    const box = Math.min(MOST_BOX + 40, (room - (perRow - 1) * 12) / perRow);
    nodes.forEach((node, k) => {
      const row = Math.floor(k / perRow);
      const inRow = Math.min(perRow, nodes.length - row * perRow);
      const left = (width - (inRow * (box + 12) - 12)) / 2;
      boxes[node] = { x: left + (k % perRow) * (box + 12), y: top + row * (BOX_HEIGHT + 12), width: box, height: BOX_HEIGHT };
    });
    top += Math.ceil(nodes.length / perRow) * (BOX_HEIGHT + 12) - 12 + GAP;
  }
  return { boxes, layers, lines: columns.map((_, layer) => layer), flow: 'down', height: Math.max(BOX_HEIGHT, top - GAP) + 4, headroom: 0 };
}

/** Boxes for a width in px. */
export function layoutOf(nodes: number, edges: readonly GraphEdge[], width: number): GraphLayout {
  const layers = layersOf(nodes, edges);
  const columns = byLayer(layers);
  if (width < NARROW) return inColumn(columns, layers, width);
  const arcs = edges.some(({ from, to, back }) => back || layers[to] - layers[from] > 1);
  return inLines(columns, layers, width, arcs ? HEADROOM : 4);
}
