/** An Experiment's input as numbers: what the first layer is fed, `[T, M]`. */
import type { Experiment } from '../experiment/schema';
import { binEvents } from '../formats/events';
import type { EventStream } from '../recording/events';
import type { InputFile } from '../formats/readInput';
import { bitmapInput } from '../inputs/bitmap';
import { decodeBitmap } from '../inputs/bitmapText';
import { drawnCurrent } from '../inputs/drawnCurrent';
import { encode } from '../inputs/encoders';
import { GENERATED_RECORDINGS } from '../inputs/generatedRecordings';
import { waveform } from '../inputs/waveforms';
import type { TimeMatrix } from '../recording/types';
import { inputChannels } from './channels';

/** Events counted in T steps and the pixels asked for. */
function binned({ input, steps }: Experiment, stream: EventStream): Float32Array {
  const polarity = input.polarity as 'both' | 'on' | 'off' | 'separate';
  return binEvents(stream, { steps, columns: input.pixels, rows: input.pixels, polarity, value: 'count' }).data;
}

function raw(experiment: Experiment, channels: number, file: InputFile | null): Float32Array {
  const { input, steps, seed } = experiment;
  const shape = { steps, channels };
  switch (input.source) {
    case 'current':
      return drawnCurrent(input.points, { ...shape, spread: input.spread });
    case 'digit':
      return bitmapInput(decodeBitmap(input.bitmap), input.show as 'rows' | 'repeat', { steps });
    case 'sample': {
      const recording = GENERATED_RECORDINGS.find((r) => r.id === input.sample) ?? GENERATED_RECORDINGS[0];
      return binned(experiment, recording.make());
    }
    case 'file':
      if (!file) return new Float32Array(steps * channels);
      return file.kind === 'events' ? binned(experiment, file.stream) : fit(file.matrix, steps);
    default:
      return waveform(input.waveform, input, { ...shape, seed });
  }
}

/** The first T steps of an array; what it lacks is zero. */
function fit(data: TimeMatrix, steps: number): Float32Array {
  const out = new Float32Array(steps * data.channels);
  out.set(data.data.subarray(0, Math.min(data.data.length, out.length)));
  return out;
}

/** The input after its encoder. Check sizes first. */
export function stimulus(experiment: Experiment, file: InputFile | null): TimeMatrix {
  const { input, steps, seed } = experiment;
  const channels = inputChannels(experiment, file);
  const values = raw(experiment, channels, file);
  const encoded = encode(input.encoder, values, { steps, channels, seed, threshold: input.deltaThreshold });
  return { steps, channels, data: encoded };
}
