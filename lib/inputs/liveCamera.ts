import { eventPixels } from './eventPixels';

/** Called for each spike or event that an input makes: step from 0, and channel. */
export type EmitSpike = (step: number, channel: number) => void;

export interface LiveCameraOptions {
  /** Pixels of a frame. */
  readonly width: number;
  readonly height: number;
  /** Change of log brightness that makes an event, above 0. */
  readonly contrast: number;
  /** How long a step of the network lasts, in µs. */
  readonly stepUs: number;
}

export interface LiveCamera {
  /**
   * Takes the next grey frame; the first makes no events.
   * @param brightness `[height, width]` row by row, 0 to 1
   * @param timeUs when it was taken; the first frame's time is the beginning of step 0
   * @param emit channel = 2 · pixel + polarity (1 brighter, 0 darker): what one step holds is `[height, width, 2]`
   * @throws {RangeError} a frame of another size; a time that is not after the last one
   */
  frame(brightness: ArrayLike<number>, timeUs: number, emit: EmitSpike): void;
}

/**
 * The event camera of `eventPixels.ts` in front of frames that come in one by one, from a webcam or from a scene.
 * A pause between frames is a long look: its events lie evenly in it. To begin anew, make another.
 *
 * @throws {RangeError} a size, contrast or step that is not above 0
 */
export function liveCamera({ width, height, contrast, stepUs }: LiveCameraOptions): LiveCamera {
  if (!(width > 0 && height > 0 && stepUs > 0)) {
    throw new RangeError(`The event camera has ${width} × ${height} pixels and steps of ${stepUs} µs; all should be above 0.`);
  }
  const pixels = eventPixels(width * height, contrast);
  let first = Number.NaN;
  let last = Number.NaN;
  return {
    frame(brightness, timeUs, emit) {
      if (brightness.length !== width * height) {
        throw new RangeError(`A frame has ${width} × ${height} pixels, not ${brightness.length} in all.`);
      }
      if (timeUs <= last) throw new RangeError(`A frame at ${timeUs} µs came after the one at ${last} µs.`);
      if (Number.isNaN(first)) first = timeUs;
      const [start, end] = [last - first, timeUs - first];
      pixels.look(
        (pixel) => brightness[pixel],
        (pixel, part, polarity) => {
          // The camera's clock has whole µs.
          const time = Math.floor(start + part * (end - start));
          emit(Math.floor(time / stepUs), 2 * pixel + polarity);
        },
      );
      last = timeUs;
    },
  };
}
