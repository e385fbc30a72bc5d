import { useCallback, useRef, type RefObject } from 'react';

/** A small canvas whose pixels are set one by one, packed as 0xAABBGGRR. */
export function usePixels(width: number, height: number): { canvas: RefObject<HTMLCanvasElement | null>; paint: (pixel: (k: number) => number) => void } {
  const canvas = useRef<HTMLCanvasElement>(null);
  const paint = useCallback((pixel: (k: number) => number) => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(width, height);
    const packed = new Uint32Array(image.data.buffer);
    for (let k = 0; k < packed.length; k += 1) packed[k] = pixel(k);
    context.putImageData(image, 0, 0);
  }, [width, height]);
  return { canvas, paint };
}
