import { paintSegment } from './brush';

/** A point in the unit square, x to the right and y down. */
type Point = readonly [number, number];
type Path = readonly Point[];

/** Points along an ellipse; degrees turn clockwise from the right. */
function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): Point[] {
  const pieces = Math.ceil(Math.abs(to - from) / 22.5);
  return Array.from({ length: pieces + 1 }, (_, i): Point => {
    const angle = ((from + ((to - from) * i) / pieces) * Math.PI) / 180;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)];
  });
}

const SIX: Path = [...arc(0.68, 0.64, 0.4, 0.48, 262, 180), ...arc(0.5, 0.65, 0.22, 0.19, 180, 540)];

/** The pen's paths for the digits 0 to 9. */
const DIGITS: readonly (readonly Path[])[] = [
  [arc(0.5, 0.5, 0.21, 0.34, -90, 270)],
  [[[0.37, 0.29], [0.53, 0.16], [0.53, 0.84]]],
  [[...arc(0.49, 0.36, 0.2, 0.2, 200, 390), [0.29, 0.84], [0.73, 0.84]]],
  [[...arc(0.48, 0.33, 0.19, 0.17, 210, 450), ...arc(0.48, 0.67, 0.22, 0.17, 270, 510)]],
  [[[0.56, 0.16], [0.26, 0.62], [0.76, 0.62]], [[0.6, 0.4], [0.6, 0.86]]],
  [[[0.7, 0.16], [0.37, 0.16], [0.34, 0.46], ...arc(0.49, 0.62, 0.21, 0.22, 225, 500)]],
  [SIX],
  [[[0.28, 0.17], [0.73, 0.17], [0.44, 0.85]]],
  [arc(0.5, 0.33, 0.18, 0.17, -90, 270), arc(0.5, 0.67, 0.22, 0.17, -90, 270)],
  [SIX.map(([x, y]): Point => [1 - x, 1 - y])],
];

/** Where and how a digit is drawn; lengths are shares of the picture's side. */
export interface DigitPose {
  /** Shift to the right and down, 0 unless given. */
  readonly dx?: number;
  readonly dy?: number;
  /** Size about the middle of the picture, 1 unless given. */
  readonly scale?: number;
  /** Lean to the right: x grows by slant times the height above the middle; 0 unless given. */
  readonly slant?: number;
  /** Width of the line, 0.1 unless given. */
  readonly thickness?: number;
}

/**
 * A digit drawn with a soft round pen.
 *
 * @param digit 0 to 9
 * @param size pixels across and down
 * @returns brightness 0…1, `size · size` values row by row from the top left
 * @throws {RangeError} no digit from 0 to 9
 */
export function digitBitmap(digit: number, pose: DigitPose = {}, size = 28): Float32Array {
  const { dx = 0, dy = 0, scale = 1, slant = 0, thickness = 0.1 } = pose;
  const paths = DIGITS[digit];
  if (!paths) throw new RangeError(`A digit is a whole number from 0 to 9, not ${digit}.`);

  const place = ([x, y]: Point): Point => [
    size * (0.5 + dx + scale * (x - 0.5 - slant * (y - 0.5))),
    size * (0.5 + dy + scale * (y - 0.5)),
  ];
  const picture = new Float32Array(size * size);
  for (const path of paths.map((points) => points.map(place))) {
    for (let k = 1; k < path.length; k += 1) {
      const [[x0, y0], [x1, y1]] = [path[k - 1], path[k]];
      paintSegment(picture, size, x0, y0, x1, y1, (thickness * size) / 2);
    }
  }
  return picture;
}
