import { drawingOf } from '@/lib/figures/figure';

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

async function svgOf(host: HTMLElement, { title, sentence }: Exported): Promise<string | null> {
  const drawing = drawingOf(host);
  if (!drawing) return null;
  const { toSvg } = await import('@/lib/figures/svgExport');
  return toSvg(drawing, { title, description: sentence });
}

export const fileName = (title: string) => title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

export async function saveSvg(host: HTMLElement, about: Exported): Promise<void> {
  const svg = await svgOf(host, about);
  if (svg) download(`${fileName(about.title)}.svg`, [svg], 'image/svg+xml');
}

/** The SVG at twice its size, as pixels. */
export async function savePng(host: HTMLElement, about: Exported): Promise<void> {
  const svg = await svgOf(host, about);
  if (!svg) return;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob) download(`${fileName(about.title)}.png`, [blob], 'image/png');
}
