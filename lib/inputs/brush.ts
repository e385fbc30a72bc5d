/** Distance from a point to the straight line between two others, in the unit of the coordinates. */
export function distanceToSegment(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length2 = dx * dx + dy * dy;
  const along = length2 > 0 ? Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length2)) : 0;
  const ex = x - x0 - along * dx;
  const ey = y - y0 - along * dy;
  return Math.sqrt(ex * ex + ey * ey);
}

/** How much of a pixel a brush covers whose centre line is `distance` pixels away: 0…1, soft over one pixel. */
export function brushCover(distance: number, radius: number): number {
  return Math.min(1, Math.max(0, radius + 0.5 - distance));
}

/**
 * Paints a soft line on a square picture, row by row from the top left; what is there only gets brighter. Only
 * pixels within the line's reach are visited: beyond `radius` + ½ the brush covers nothing.
 *
 * @param size pixels across and down; `picture` holds `size · size` values 0…1
 * @param x0 in pixels from the left edge, so that the first pixel's centre is at 0.5; y0 from the top edge
 */
export function paintSegment(picture: Float32Array, size: number, x0: number, y0: number, x1: number, y1: number, radius: number): void {
  const reach = radius + 0.5;
  const first = (low: number) => Math.max(0, Math.floor(low - reach - 0.5));
  const last = (high: number) => Math.min(size - 1, Math.ceil(high + reach - 0.5));
  const [left, right] = [first(Math.min(x0, x1)), last(Math.max(x0, x1))];
  const bottom = last(Math.max(y0, y1));
  for (let row = first(Math.min(y0, y1)); row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const cover = brushCover(distanceToSegment(column + 0.5, row + 0.5, x0, y0, x1, y1), radius);
      const at = row * size + column;
      if (cover > picture[at]) picture[at] = cover;
    }
  }
}
