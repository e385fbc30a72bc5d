import { packHex } from './colour';
import { layerPixels, type Drawing } from './figure';
import { escapeXml, marksToString } from './marks';
import { FONT_STACK, palettes } from './palette';
import { encodePng, pngDataUri } from './png';

export interface SvgTitle {
  /** What the figure is, in a few words. */
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly description?: string;
}

/** How large a file says it is, with units; default the drawing's own px. */
export interface SvgSize {
  readonly width: string;
  readonly height: string;
  /** Colour that stands where the paper of the screen is; default that paper. */
  readonly ground?: string;
}

/**
 * A figure as a standalone SVG file: cells as an embedded PNG, everything else as vectors with inline style.
 * Needs no document; for a figure on screen pass `drawingOf(host)`.
 */
export async function toSvg(drawing: Drawing, { title, description }: SvgTitle, size?: SvgSize): Promise<string> {
  const { width, height, theme, layer, marks } = drawing;
  const { paper } = palettes[theme];
  const ground = size?.ground ?? paper;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size?.width ?? width}" height="${size?.height ?? height}" viewBox="0 0 ${width} ${height}" role="img" ` +
      `font-family="${escapeXml(FONT_STACK)}" style="font-variant-numeric: tabular-nums">`,
    `  <title>${escapeXml(title)}</title>`,
  ];
  if (description) lines.push(`  <desc>${escapeXml(description)}</desc>`);
  lines.push(`  <rect width="${width}" height="${height}" fill="${ground}"/>`);
  if (layer) {
    const { box, columns, rows } = layer;
    const [own, other] = [packHex(paper), packHex(ground)];
    const pixels = layerPixels(layer).map((pixel) => (pixel === own ? other : pixel));
    const picture = pngDataUri(await encodePng(pixels, columns, rows));
    lines.push(
      `  <image x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" preserveAspectRatio="none" ` +
        `style="image-rendering: pixelated" href="${picture}"/>`,
    );
  }
  lines.push(marksToString(marks, '  ').replaceAll(paper, ground), '</svg>', '');
  return lines.join('\n');
}
