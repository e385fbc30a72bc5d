/** @jest-environment node */
import { inputChannels } from '@/lib/engine/channels';
import { stimulus } from '@/lib/engine/stimulus';
import { ExperimentError, type Experiment } from '@/lib/experiment/schema';
import type { EventStream } from '@/lib/recording/events';
import type { InputFile } from '@/lib/formats/readInput';
import { bitmapFrom, bitmapInput } from '@/lib/inputs/bitmap';
import { encodeBitmap } from '@/lib/inputs/bitmapText';
import { drawnCurrent } from '@/lib/inputs/drawnCurrent';
import { encode, ENCODERS, type Encoder } from '@/lib/inputs/encoders';
import { digitBitmap } from '@/lib/inputs/strokeDigits';
import { waveform, WAVEFORMS, type Waveform } from '@/lib/inputs/waveforms';
import { experimentWith } from '../experiment/experiments';

const withInput = (input: Partial<Experiment['input']>, steps = 30) => experimentWith({ steps, input });
const sum = (values: Float32Array) => values.reduce((a, b) => a + Math.abs(b), 0);

/** The input, with the size it says it has. */
function fed(experiment: Experiment, file: InputFile | null = null) {
  const input = stimulus(experiment, file);
  expect(input.steps).toBe(experiment.steps);
  expect(input.channels).toBe(inputChannels(experiment, file));
  expect(input.data).toHaveLength(input.steps * input.channels);
  expect(input.data.every(Number.isFinite)).toBe(true);
  expect(stimulus(experiment, file)).toEqual(input);
  return input;
}

describe('generated input', () => {
  it.each(Object.keys(WAVEFORMS) as Waveform[])('%s is the waveform with the Experiment’s numbers and seed', (kind) => {
    const experiment = withInput({ waveform: kind, neurons: 5, mean: 0.2, amplitude: 0.7, onset: 3, spread: 0.4 });
    expect(fed(experiment).data).toEqual(waveform(kind, experiment.input, { steps: 30, channels: 5, seed: experiment.seed }));
  });

  it('follows the seed', () => {
    const experiment = withInput({ waveform: 'gaussian' });
    expect(fed(experiment).data).not.toEqual(fed({ ...experiment, seed: 8 }).data);
  });

  it.each(Object.keys(ENCODERS) as Encoder[])('goes through the %s encoder', (encoder) => {
    const direct = withInput({ neurons: 4, deltaThreshold: 0.4 });
    const raw = fed(direct).data;
    const expected = encode(encoder, raw, { steps: 30, channels: 4, seed: direct.seed, threshold: 0.4 });
    expect(fed(withInput({ neurons: 4, deltaThreshold: 0.4, encoder })).data).toEqual(expected);
  });
});

describe('a current drawn by hand', () => {
  it('runs through its points', () => {
    const experiment = withInput({ source: 'current', points: [0, 2, -1], neurons: 3, spread: 0.5 }, 5);
    expect(fed(experiment).data).toEqual(drawnCurrent([0, 2, -1], { steps: 5, channels: 3, spread: 0.5 }));
    const lone = fed(withInput({ source: 'current', points: [0, 2, -1], neurons: 1 }, 5));
    expect(Array.from(lone.data)).toEqual([0, 1, 2, 0.5, -1]);
  });
});

describe('a drawn figure', () => {
  const bitmap = encodeBitmap(bitmapFrom(digitBitmap(3)));

  it.each([['rows', 28], ['repeat', 784]] as const)('is shown by %s on %d channels', (show, channels) => {
    const input = fed(withInput({ source: 'digit', bitmap, show }));
    expect(input.channels).toBe(channels);
    expect(input.data).toEqual(bitmapInput(bitmapFrom(digitBitmap(3)), show, { steps: 30 }));
    expect(sum(input.data)).toBeGreaterThan(0);
  });

  it('is empty before anything is drawn', () => {
    expect(sum(fed(withInput({ source: 'digit', bitmap: '' })).data)).toBe(0);
  });

  it('says so when its text is damaged', () => {
    expect(() => stimulus(withInput({ source: 'digit', bitmap: 'p!' }), null)).toThrow(/drawn figure in the link is damaged/);
  });
});

describe('a recording that ships', () => {
  it.each(['moving-bar', 'moving-digit'] as const)('%s counts events on its pixels', (sample) => {
    const both = fed(withInput({ source: 'sample', sample, pixels: 6 }));
    expect(both.channels).toBe(36);
    expect(both.data.every((v) => v >= 0 && Number.isInteger(v))).toBe(true);
    const on = fed(withInput({ source: 'sample', sample, pixels: 6, polarity: 'on' }));
    const off = fed(withInput({ source: 'sample', sample, pixels: 6, polarity: 'off' }));
    expect(sum(on.data)).toBeGreaterThan(0);
    expect(both.data).toEqual(on.data.map((v, k) => v + off.data[k]));
    const apart = fed(withInput({ source: 'sample', sample, pixels: 6, polarity: 'separate' }));
    expect(apart.channels).toBe(72);
    expect(sum(apart.data)).toBe(sum(both.data));
  });

  it('differs from the other one', () => {
    const [bar, digit] = (['moving-bar', 'moving-digit'] as const).map((sample) => fed(withInput({ source: 'sample', sample, pixels: 6 })));
    expect(bar.data).not.toEqual(digit.data);
  });

  it('refuses more channels than a layer may have', () => {
    const largest = withInput({ source: 'sample', pixels: 45, polarity: 'separate' });
    expect(inputChannels(largest, null)).toBe(4050);
    const beyond = withInput({ source: 'sample', pixels: 46, polarity: 'separate' });
    expect(() => inputChannels(beyond, null)).toThrow(ExperimentError);
    expect(() => inputChannels(beyond, null)).toThrow('46 × 46 pixels in two polarities make 4232 channels; the limit is 4096. Use fewer pixels.');
  });
});

describe('the reader’s own file', () => {
  const matrix = { steps: 3, channels: 2, data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const array: InputFile = { kind: 'array', name: 'mine.npy', notes: [], matrix };
  /** Four events in the corners of a sensor of 2 × 2 pixels, the last at the very end. */
  const stream: EventStream = {
    width: 2, height: 2,
    events: { x: Uint16Array.of(0, 1, 0, 1), y: Uint16Array.of(0, 0, 1, 1), t: Float64Array.of(0, 10, 60, 99), p: Uint8Array.of(1, 1, 0, 1) },
  };
  const events: InputFile = { kind: 'events', name: 'mine.bin', notes: [], stream };
  const ask = (steps: number, more: Partial<Experiment['input']> = {}) => withInput({ source: 'file', file: 'mine.npy', neurons: 7, ...more }, steps);

  it('is fed step by step, cut or filled with zeros', () => {
    expect(Array.from(fed(ask(3), array).data)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(Array.from(fed(ask(2), array).data)).toEqual([1, 2, 3, 4]);
    expect(Array.from(fed(ask(5), array).data)).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0, 0]);
    expect(Array.from(matrix.data)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('counts events on the pixels asked for', () => {
    expect(Array.from(fed(ask(2, { pixels: 2 }), events).data)).toEqual([1, 1, 0, 0, 0, 0, 1, 1]);
    expect(Array.from(fed(ask(2, { pixels: 1 }), events).data)).toEqual([2, 2]);
    expect(Array.from(fed(ask(2, { pixels: 1, polarity: 'off' }), events).data)).toEqual([0, 1]);
    expect(Array.from(fed(ask(2, { pixels: 1, polarity: 'separate' }), events).data)).toEqual([0, 2, 1, 1]);
    expect(() => inputChannels(ask(2, { pixels: 64, polarity: 'separate' }), events)).toThrow('Use fewer pixels.');
  });

  it('is silence on the channels of the Experiment while the file is not there', () => {
    const input = fed(ask(4));
    expect(input.channels).toBe(7);
    expect(sum(input.data)).toBe(0);
  });

  it('goes through the encoder too', () => {
    expect(Array.from(fed(ask(3, { encoder: 'delta', deltaThreshold: 1 }), array).data)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('keeps its own buffer, so that it can be fed again', () => {
    expect(fed(ask(3), array).data.buffer).not.toBe(matrix.data.buffer);
  });
});
