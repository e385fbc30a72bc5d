import { MAX_NEURONS } from '../experiment/fields';
import { ExperimentError, type Experiment } from '../experiment/schema';
import type { InputFile } from '../formats/readInput';
import { BITMAP_SIDE } from '../inputs/bitmap';

/** How many channels the input has; nothing is allocated. */
export function inputChannels(experiment: Experiment, file: InputFile | null): number {
  const { input } = experiment;
  switch (input.source) {
    case 'digit':
      return input.show === 'rows' ? BITMAP_SIDE : BITMAP_SIDE * BITMAP_SIDE;
    case 'sample':
      return pixelChannels(experiment);
    case 'file':
      // A link opened without its file shows silence, and the page says so.
      if (!file) return input.neurons;
      return file.kind === 'events' ? pixelChannels(experiment) : file.matrix.channels;
    default:
      return input.neurons;
  }
}

function pixelChannels({ input }: Experiment): number {
  const channels = input.pixels ** 2 * (input.polarity === 'separate' ? 2 : 1);
  if (channels > MAX_NEURONS) {
    throw new ExperimentError(`${input.pixels} × ${input.pixels} pixels in two polarities make ${channels} channels; the limit is ${MAX_NEURONS}. Use fewer pixels.`);
  }
  return channels;
}
