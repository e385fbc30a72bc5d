import { polyline } from '../path';

/** x, mean, and where there are several seeds the lower and the upper edge of their spread. */
export type CurvePoint = readonly [x: number, mean: number, lo?: number, hi?: number];

/** Points from left to right; those without a place are left out. */
export function inOrder(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const placed = points.every(([x]) => Number.isFinite(x)) ? points : points.filter(([x]) => Number.isFinite(x));
  const ordered = placed.every((point, k) => k === 0 || placed[k - 1][0] <= point[0]);
  return ordered ? placed : [...placed].sort((a, b) => a[0] - b[0]);
}

/**
 * The points that `columns` px can show: all, or of every px the lowest and the highest mean in their order, each with
 * the widest spread of that px. A px without any finite mean stays a gap.
 */
export function thinned(points: readonly CurvePoint[], px: (x: number) => number, columns: number): readonly CurvePoint[] {
  if (points.length <= 2 * columns) return points;
  const kept: CurvePoint[] = [];
  let from = 0;
  while (from < points.length) {
    const column = Math.floor(px(points[from][0]));
    let to = from + 1;
    while (to < points.length && Math.floor(px(points[to][0])) === column) to++;
    const finite = points.slice(from, to).filter(([, mean]) => Number.isFinite(mean));
    if (finite.length === 0) kept.push(points[from]);
    else {
      const lowest = finite.reduce((least, point) => (point[1] < least[1] ? point : least));
      const highest = finite.reduce((most, point) => (point[1] > most[1] ? point : most));
      const spread = finite.filter(([, , lo, hi]) => Number.isFinite(lo) && Number.isFinite(hi));
      const edges: [number, number] | [] = spread.length ? [spread.reduce((least, [, , lo]) => Math.min(least, lo as number), Infinity), spread.reduce((most, [, , , hi]) => Math.max(most, hi as number), -Infinity)] : [];
      const pair = lowest[0] <= highest[0] ? [lowest, highest] : [highest, lowest];
      for (const [x, mean] of lowest === highest ? [lowest] : pair) kept.push(edges.length ? [x, mean, ...edges] : [x, mean]);
    }
    from = to;
  }
  return kept;
}

/** Neighbours that all hold, in runs. */
function runs(points: readonly CurvePoint[], holds: (point: CurvePoint) => boolean): CurvePoint[][] {
  const found: CurvePoint[][] = [];
  let open = false;
  for (const point of points) {
    const inside = holds(point);
    if (inside && open) found[found.length - 1].push(point);
    else if (inside) found.push([point]);
    open = inside;
  }
  return found;
}

type Place = (value: number) => number;

type Px = readonly [x: number, y: number];

/** A line cut at the edges of the plot. */
function cut(points: readonly Px[], top: number, bottom: number): Px[] {
  const kept: Px[] = [];
  let before: Px | null = null;
  for (const [x, y] of points) {
    if (before && Number.isFinite(y)) {
      const [x0, y0]: Px = before;
      const crossed = [top, bottom].filter((edge) => (y0 - edge) * (y - edge) < 0).sort((a, b) => Math.abs(a - y0) - Math.abs(b - y0));
      kept.push(...crossed.map((edge): Px => [x0 + ((x - x0) * (edge - y0)) / (y - y0), edge]));
    }
    kept.push([x, y >= top && y <= bottom ? y : Number.NaN]);
    before = Number.isFinite(y) ? [x, y] : null;
  }
  return kept;
}

/** The line through the means between `top` and `bottom`; what is not finite, or has no place on the scale, is a gap. */
export const meanPath = (points: readonly CurvePoint[], x: Place, y: Place, top: number, bottom: number): string =>
  polyline(cut(points.map(([at, mean]) => [x(at), y(mean)]), top, bottom));

/** Points with no neighbour to be joined to. */
export const lonely = (points: readonly CurvePoint[], y: Place): CurvePoint[] =>
  runs(points, ([, mean]) => Number.isFinite(y(mean))).flatMap((run) => (run.length === 1 ? run : []));

/** The area between the lower and the upper edges. A lower edge without a place on the scale lies on its floor. */
export function bandPath(points: readonly CurvePoint[], x: Place, y: Place, floor: number): string {
  const low = (lo: number): number => (Number.isFinite(y(lo)) ? y(lo) : floor);
  return runs(points, ([, mean, lo, hi]) => Number.isFinite(y(mean)) && Number.isFinite(lo) && Number.isFinite(hi) && Number.isFinite(y(hi as number)))
    .filter((run) => run.length > 1)
    .map((run) => `${polyline([...run.map(([at, , , hi]) => [x(at), y(hi as number)] as const), ...[...run].reverse().map(([at, , lo]) => [x(at), low(lo as number)] as const)])}Z`)
    .join('');
}
