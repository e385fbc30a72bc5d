const round = (v: number): string => String(Math.round(v * 100) / 100);

/**
 * SVG path through points; points without a finite y break the line. Written out because d3-shape is one
 * file, and a page with one line chart would carry all of it.
 * @param stepped changes halfway between points instead of sloping
 */
export function polyline(points: readonly (readonly [x: number, y: number])[], stepped = false): string {
  let path = '';
  let before: readonly [number, number] | null = null;
  const alone = (k: number) => !points[k + 1] || !Number.isFinite(points[k + 1][1]);
  points.forEach(([x, y], k) => {
    if (!Number.isFinite(y)) {
      before = null;
      return;
    }
    if (!before) path += `M${round(x)},${round(y)}${alone(k) ? 'Z' : ''}`;
    else if (stepped) {
      const middle = (before[0] + x) / 2;
      path += `L${round(middle)},${round(before[1])}L${round(middle)},${round(y)}${alone(k) ? `L${round(x)},${round(y)}` : ''}`;
    } else path += `L${round(x)},${round(y)}`;
    before = [x, y];
  });
  return path;
}
