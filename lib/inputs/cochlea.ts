/**
 * A model of the inner ear: sound goes in, spikes on frequency channels come out, block by block.
 *
 * Per channel: band-pass → half-wave rectification → low-pass → logarithm → adaptation → leaky integrate-and-fire.
 */
import { bandPass, erbCentres } from './filterBank';

export interface CochleaOptions {
  /** Samples a second; above 2.2 times the highest frequency. */
  readonly sampleRate: number;
  /** 64 unless given. */
  readonly channels?: number;
  /** Centre of the lowest and of the highest channel in Hz; 100 and 3500 unless given. */
  readonly lowHz?: number;
  readonly highHz?: number;
}

/** Called for each spike: the ms in which it fell, counted from 0 at the first sample, and the channel, 0 the lowest. */
export type EmitSound = (timeMs: number, channel: number) => void;

export interface Cochlea {
  /** Centre frequencies in Hz, rising. */
  readonly centres: Float64Array;
  /** Takes the next samples, −1 to 1. How a sound is cut into blocks makes no difference. */
  push(samples: ArrayLike<number>, emit: EmitSound): void;
}

/** Time constants in s: of the low-pass, of the adaptation, of the leak of the spiking cell. */
const [SMOOTHING, ADAPTATION, LEAK] = [0.006, 0.12, 0.02];
/** Envelope that counts as silence, about 60 dB below the loudest: the logarithm's foot. */
const QUIET = 0.001;
/** Share of the slow average that adaptation takes away. */
const ADAPTED = 0.2;
/** Growth of the cell's potential a second and unit of drive; its threshold is 1. */
const GAIN = 50;
/** The slow part runs once a ms. */
const TICK = 0.001;

/**
 * A cochlea in its resting state. With e the low-passed, rectified output of a channel's filter, once a ms
 *
 *   c = log(1 + e / 0.001),  a ← a + (c − a)·1 ms / 120 ms,  v ← v·exp(−1 ms / 20 ms) + 50·max(0, c − 0.2·a)·1 ms,
 *
 * and at v ≥ 1 the channel spikes and v falls by 1. Below about 1 of drive the leak wins: silence stays silent. To
 * begin anew, make another.
 *
 * @throws {RangeError} fewer than 1 channel, frequencies that do not rise from above 0, too few samples a second for them
 */
export function cochlea({ sampleRate, channels = 64, lowHz = 100, highHz = 3500 }: CochleaOptions): Cochlea {
  const centres = erbCentres(channels, lowHz, highHz);
  const lowest = (11 * highHz) / 5;
  if (!(sampleRate >= lowest)) {
    throw new RangeError(`Sound of ${sampleRate} samples a second does not hold ${highHz} Hz; it should have at least ${Math.ceil(lowest)}.`);
  }
  const bank = bandPass(centres, sampleRate);
  const envelope = new Float64Array(channels);
  const slow = new Float64Array(channels);
  const potential = new Float64Array(channels);
  const smooth = 1 - Math.exp(-1 / (SMOOTHING * sampleRate));
  const leak = Math.exp(-TICK / LEAK);
  let heard = 0;
  let ticks = 0;

  function tick(emit: EmitSound): void {
    for (let n = 0; n < channels; n += 1) {
      const loud = Math.log1p(envelope[n] / QUIET);
      slow[n] += ((loud - slow[n]) * TICK) / ADAPTATION;
      potential[n] = potential[n] * leak + GAIN * TICK * Math.max(0, loud - ADAPTED * slow[n]);
      if (potential[n] < 1) continue;
      potential[n] -= 1;
      emit(ticks, n);
    }
    ticks += 1;
  }

  return {
    centres,
    push(samples, emit) {
      for (let from = 0; from < samples.length; ) {
        const tickEnd = Math.ceil((ticks + 1) * TICK * sampleRate) - heard;
        const to = Math.min(samples.length, from + tickEnd);
        bank(samples, from, to, smooth, envelope);
        heard += to - from;
        if (to - from === tickEnd) tick(emit);
        from = to;
      }
    },
  };
}
