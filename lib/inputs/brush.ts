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
