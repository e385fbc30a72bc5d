import type { Box, PixelLayer } from '../figure';

/** Several pictures as one: each at its place, paper between them. */
export function composeLayers(layers: readonly PixelLayer[], box: Box, ratio: number, paper: number): PixelLayer {
  const columns = Math.max(1, Math.round(box.width * ratio));
  const rows = Math.max(1, Math.round(box.height * ratio));
  const places = layers.map((layer) => [Math.round((layer.box.x - box.x) * ratio), Math.round((layer.box.y - box.y) * ratio)] as const);
  return {
    box,
    columns,
    rows,
    key: [columns, rows, paper, ...places.flat(), ...layers.flatMap(({ key }) => key)],
    paint: () => {
      const pixels = new Uint32Array(columns * rows).fill(paper);
      layers.forEach((layer, k) => {
        const [left, top] = places[k];
        const painted = layer.paint();
        const width = Math.min(layer.columns, columns - left);
        for (let row = 0; row < layer.rows && top + row < rows; row++) {
          pixels.set(painted.subarray(row * layer.columns, row * layer.columns + width), (top + row) * columns + left);
        }
      });
      return pixels;
    },
    veilFrom: columns,
    paper,
  };
}
