import { drawingOf } from '@/lib/figures/figure';
import type { PaperSize, Redraw } from '@/lib/figures/paper';

/** Offers a file to the reader. */
export function download(name: string, parts: BlobPart[], type: string): void {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export interface Exported {
  readonly title: string;
  readonly sentence: string;
}

/** Pixels of a PNG to each px on screen. */
const FINER = 2;

/** What is on screen; a figure that can be drawn anew is, as lines and areas where there are not too many. */
async function svgOf(host: HTMLElement, { title, sentence }: Exported, redraw?: Redraw): Promise<string | null> {
  const shown = drawingOf(host);
  if (!shown) return null;
  const { theme, width, height } = shown;
  const drawing = redraw ? redraw({ theme, width, height, ratio: FINER, vectors: true }) : shown;
  const { toSvg } = await import('@/lib/figures/svgExport');
  return toSvg(drawing, { title, description: sentence });
}

export const fileName = (title: string) => title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

export async function saveSvg(host: HTMLElement, about: Exported, redraw?: Redraw): Promise<void> {
  const svg = await svgOf(host, about, redraw);
  if (svg) download(`${fileName(about.title)}.svg`, [svg], 'image/svg+xml');
}

/** An SVG file as pixels: so many, or at twice its size. */
async function saveAsPixels(svg: string, title: string, size?: { readonly columns: number; readonly rows: number; readonly dpi: number }): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = size?.columns ?? image.naturalWidth * FINER;
  canvas.height = size?.rows ?? image.naturalHeight * FINER;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) return;
  if (!size) return download(`${fileName(title)}.png`, [blob], 'image/png');
  // Programs then place it at its size in cm.
  const { withDensity } = await import('@/lib/figures/png');
  download(`${fileName(title)}.png`, [withDensity(new Uint8Array(await blob.arrayBuffer()), size.dpi) as Uint8Array<ArrayBuffer>], 'image/png');
}

export async function savePng(host: HTMLElement, about: Exported, redraw?: Redraw): Promise<void> {
  const svg = await svgOf(host, about, redraw);
  if (svg) await saveAsPixels(svg, about.title);
}

/** A figure at a size in cm, drawn anew in the light theme. */
export async function savePaper(kind: 'svg' | 'png', redraw: Redraw, size: PaperSize, { title, sentence }: Exported): Promise<void> {
  const { paperDots, paperSvg } = await import('@/lib/figures/paper');
  const svg = await paperSvg(redraw, size, { title, description: sentence });
  if (kind === 'svg') download(`${fileName(title)}.svg`, [svg], 'image/svg+xml');
  else await saveAsPixels(svg, title, paperDots(size));
}
