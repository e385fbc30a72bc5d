/** A series of pictures as a few frames to look at. */
export interface Frame {
  /** First and last step in it. */
  readonly from: number;
  readonly to: number;
  /** One number a pixel: channels summed; of two, the second minus the first. */
  readonly values: Float32Array;
}

/** Frames that stand in a strip at most. */
export const MOST_FRAMES = 24;

interface Input {
  readonly steps: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/** Whether each step of an input is a picture `[rows, columns, channels]`. */
export const isPictures = ({ channels }: Pick<Input, 'channels'>, shape: readonly number[]) => shape.length === 3 && shape[0] * shape[1] * shape[2] === channels;

export function framesOf({ steps, channels, data }: Input, [rows, columns, depth]: readonly number[]): { frames: Frame[]; each: number; signed: boolean } {
  const each = Math.ceil(steps / MOST_FRAMES);
  // Events of two polarities: darker first, brighter second.
  const signed = depth === 2;
  const frames = Array.from({ length: Math.ceil(steps / each) }, (_, f): Frame => {
    const [from, to] = [f * each, Math.min(steps, (f + 1) * each) - 1];
    const values = new Float32Array(rows * columns);
    for (let k = from * channels; k < (to + 1) * channels; k++) {
      const channel = k % depth;
      values[Math.floor((k % channels) / depth)] += signed && channel === 0 ? -data[k] : data[k];
    }
    return { from, to, values };
  });
  return { frames, each, signed };
}
