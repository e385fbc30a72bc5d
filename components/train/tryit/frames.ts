/** A webcam's frames as the event camera's: square, small, grey. */

export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The largest square in the middle of a frame. */
export function squareCrop(width: number, height: number): Crop {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/**
 * Brightness 0…1 of a small square frame, from a larger one whose side is a whole multiple of it.
 *
 * @param rgba `[from, from, 4]`, 0 to 255
 * @param mirrored left and right change places, as in a mirror
 */
export function greyFrame(rgba: Uint8ClampedArray, from: number, side: number, mirrored: boolean): Float32Array {
  const grey = new Float32Array(side * side);
  const block = from / side;
  const share = 1 / (255 * block * block);
  for (let y = 0; y < from; y += 1) {
    for (let x = 0; x < from; x += 1) {
      const k = 4 * (y * from + x);
      // Rec. 709 luma.
      const luma = 0.2126 * rgba[k] + 0.7152 * rgba[k + 1] + 0.0722 * rgba[k + 2];
      const column = Math.floor(x / block);
      grey[Math.floor(y / block) * side + (mirrored ? side - 1 - column : column)] += luma * share;
    }
  }
  return grey;
}
