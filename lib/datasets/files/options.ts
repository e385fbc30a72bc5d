import { DATASET_LIMITS } from '@/lib/formats/limits';

/** How a set is read; what is left out has the default of the set that is found. */
export interface DatasetOptions {
  /** Steps T of events and sound: 15 for SHD and SSC, 10 for cameras. */
  readonly steps?: number;
  /** Pixels a side of a camera's events after pooling: 34 for N-MNIST, 32 for other cameras. */
  readonly pixels?: number;
  /** Seconds of a spoken sample that are kept; shorter ones end in silence. 0.9 */
  readonly duration?: number;
  /** The most channels of a spoken sample: neighbours are summed in equal groups. 140 */
  readonly channels?: number;
  /** The most samples of all parts together; each class and part keeps its share. */
  readonly samples?: number;
}

export const DEFAULTS = { spokenSteps: 15, cameraSteps: 10, nmnistPixels: 34, cameraPixels: 32, duration: 0.9, channels: 140 } as const;

function checkWhole(value: number | undefined, name: string, most: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= 1 && value <= most)) {
    throw new RangeError(`The number of ${name} is ${value}; it should be a whole number from 1 to ${most}.`);
  }
}

/** @throws RangeError where an option is no number of its range */
export function checkOptions({ steps, pixels, duration, channels, samples }: DatasetOptions): void {
  checkWhole(steps, 'steps', DATASET_LIMITS.steps);
  checkWhole(pixels, 'pixels', DATASET_LIMITS.pixels);
  checkWhole(channels, 'channels', 700);
  checkWhole(samples, 'samples', DATASET_LIMITS.samples);
  if (duration !== undefined && !(duration > 0 && duration <= DATASET_LIMITS.seconds)) {
    throw new RangeError(`The duration is ${duration} s; it should be above 0 and at most ${DATASET_LIMITS.seconds}.`);
  }
}
