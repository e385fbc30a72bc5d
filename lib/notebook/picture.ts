/** Figures without JavaScript: a specification as inline SVG, once for each theme. */
import { type Drawing, type PixelLayer } from '../figures/figure';
import { isSmall, sharedMargins, specDrawing, specHeight, type FigureSpec } from '../figures/spec';
import { toSvg } from '../figures/svgExport';

/** Pixels wide; the page scales it. */
const WIDTH = 560;

/** One pixel a cell is enough: cells are drawn crisp at any size. */
function coarse(layer: PixelLayer, columns: number, rows: number): PixelLayer {
  if (columns >= layer.columns || rows >= layer.rows) return layer;
  const paint = () => {
    const fine = layer.paint();
    const middle = (k: number, cells: number, pixels: number) => Math.floor(((k + 0.5) * pixels) / cells);
    return Uint32Array.from({ length: columns * rows }, (_, k) => fine[middle(Math.floor(k / columns), rows, layer.rows) * layer.columns + middle(k % columns, columns, layer.columns)]);
  };
  return { ...layer, columns, rows, paint, veilFrom: layer.veilFrom >= layer.columns ? columns : Math.round((layer.veilFrom * columns) / layer.columns) };
}

function smaller(spec: FigureSpec, drawing: Drawing): Drawing {
  if (!drawing.layer) return drawing;
  if (spec.figure === 'heatmap' || spec.figure === 'raster') return { ...drawing, layer: coarse(drawing.layer, spec.steps, spec.channels) };
  return spec.figure === 'matrix' ? { ...drawing, layer: coarse(drawing.layer, spec.size, spec.size) } : drawing;
}

/**
 * SVG for light and for dark; the page's style shows the one that fits.
 * @param options.beside the figures of its cell, with which it shares its time axis
 */
export async function staticPicture(spec: FigureSpec, { revealTo, beside = [] }: { revealTo?: number; beside?: readonly FigureSpec[] } = {}): Promise<string> {
  const small = isSmall(spec);
  const themes = await Promise.all((['light', 'dark'] as const).map(async (theme) => {
    const width = small ? 280 : WIDTH;
    const drawing = specDrawing(spec, { theme, width, height: specHeight(spec), revealTo, margins: small ? undefined : sharedMargins(beside, width) });
    const svg = await toSvg(smaller(spec, drawing), { title: spec.label });
    return `<div class="static-picture${small ? ' small' : ''} on-${theme}">${svg.replace(/\n\s*/g, '')}</div>`;
  }));
  return themes.join('');
}
