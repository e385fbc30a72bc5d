import type { FencedCell, FencedKind } from '@/lib/notebook/document/types';

/** A cell with these lines between its fences; its opening fence is line `line` of the file. */
export const fenced = (kind: FencedKind, info: string, lines: readonly string[], line = 10): FencedCell => ({
  kind, fence: '```', info: info && ` ${info}`, body: lines.map((text) => `${text}\n`).join(''), line, closed: true,
});
