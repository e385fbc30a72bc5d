import type { OpenCell } from '@/lib/stores/notebook';

/** A figure with the text that it belongs to: it stays in sight until the next figure. */
export interface Scene {
  readonly key: string;
  readonly figure: { readonly open: OpenCell; readonly at: number } | null;
  readonly cells: readonly { readonly open: OpenCell; readonly at: number }[];
}

export function scenesOf(cells: readonly OpenCell[]): Scene[] {
  const scenes: { key: string; figure: Scene['figure']; cells: { open: OpenCell; at: number }[] }[] = [];
  cells.forEach((open, at) => {
    if (open.cell.kind === 'figure') scenes.push({ key: open.id, figure: { open, at }, cells: [] });
    else {
      if (scenes.length === 0) scenes.push({ key: 'opening', figure: null, cells: [] });
      scenes[scenes.length - 1].cells.push({ open, at });
    }
  });
  return scenes;
}
