import type { Random } from '@/lib/numerics/random';

/** A speech sound: three formants in Hz with their strengths, and how much of it is voice, 0 (breath) to 1. */
export interface Phone {
  readonly formants: readonly [number, number, number];
  readonly strengths: readonly [number, number, number];
  readonly voice: number;
}

export interface Utterance {
  readonly phones: readonly Phone[];
  /** Seconds each phone lasts. */
  readonly durations: readonly number[];
  /** Hz at the beginning and at the end. */
  readonly pitch: readonly [number, number];
  /** Formants are multiplied by it: above 1 for a shorter vocal tract. */
  readonly tract: number;
  /** Root mean square of the sound, 0 to about 0.2. */
  readonly loudness: number;
  /** How much louder the end is than the beginning, in dB; it changes evenly between. */
  readonly swell: number;
}

/** Seconds a change from one phone to the next takes, and the fade at either end. */
const GLIDE = 0.05;
const FADE = 0.015;
/** Bandwidths of the formants in Hz, of a voice and of breath. */
const VOICED = [80, 100, 140];
const BREATH = [300, 400, 500];
/** Formants are set anew so often, in samples. */
const FRAME = 16;

const mix = (a: number, b: number, share: number) => a + share * (b - a);

/** The phone at a time in s: the phones' own numbers, gliding from one to the next around their border. */
function phoneAt({ phones, durations }: Utterance, time: number): { from: Phone; to: Phone; share: number } {
  let border = 0;
  for (let k = 0; k + 1 < phones.length; k += 1) {
    border += durations[k];
    if (time < border + GLIDE / 2) {
      const way = Math.min(1, Math.max(0, (time - border) / GLIDE + 0.5));
      return { from: phones[k], to: phones[k + 1], share: way * way * (3 - 2 * way) };
    }
  }
  const last = phones[phones.length - 1];
  return { from: last, to: last, share: 0 };
}

/** A second-order resonator (Klatt 1980): y[t] = a·x[t] + b·y[t − 1] + c·y[t − 2]. */
function resonator(rate: number) {
  let [a, b, c, y1, y2] = [0, 0, 0, 0, 0];
  return {
    tune(hertz: number, width: number) {
      c = -Math.exp((-2 * Math.PI * width) / rate);
      b = 2 * Math.exp((-Math.PI * width) / rate) * Math.cos((2 * Math.PI * Math.min(hertz, 0.48 * rate)) / rate);
      a = 1 - b - c;
    },
    pass(x: number) {
      const y = a * x + b * y1 + c * y2;
      y2 = y1;
      y1 = y;
      return y;
    },
  };
}

/** The throat: pulses of the vocal folds at a pitch in Hz, softened to −6 dB an octave; and breath. */
function throat(rate: number, random: Random) {
  let [phase, pulse] = [0, 0];
  return (pitch: number, voice: number) => {
    phase += pitch / rate;
    const opens = phase >= 1;
    if (opens) phase -= 1;
    pulse = 0.85 * pulse + (opens ? 1 : 0);
    return voice * (pulse - 0.15) + (1 - voice) * 0.5 * random.normal();
  };
}

/**
 * Says a sequence of phones with three formant resonators side by side, fed by pulses and breath (source–filter model
 * of speech, Fant 1960).
 *
 * @param rate samples a second
 * @returns the sound, as long as the phones are
 */
export function speak(utterance: Utterance, rate: number, random: Random): Float32Array {
  const { durations, pitch, tract, loudness, swell } = utterance;
  const duration = durations.reduce((a, b) => a + b, 0);
  const sound = new Float32Array(Math.round(duration * rate));
  const source = throat(rate, random);
  const resonators = [resonator(rate), resonator(rate), resonator(rate)];
  const strengths = [0, 0, 0];
  let [voice, power] = [0, 0];
  for (let t = 0; t < sound.length; t += 1) {
    const time = t / rate;
    if (t % FRAME === 0) {
      const { from, to, share } = phoneAt(utterance, time);
      voice = mix(from.voice, to.voice, share);
      resonators.forEach(({ tune }, k) => {
        strengths[k] = mix(from.strengths[k], to.strengths[k], share);
        tune(tract * mix(from.formants[k], to.formants[k], share), mix(BREATH[k], VOICED[k], voice));
      });
    }
    const x = source(mix(pitch[0], pitch[1], time / duration), voice);
    const fade = Math.min(1, time / FADE, (duration - time) / FADE);
    const level = fade * 10 ** (((time / duration - 0.5) * swell) / 20);
    sound[t] = level * resonators.reduce((sum, { pass }, k) => sum + strengths[k] * pass(x), 0);
    power += sound[t] ** 2;
  }
  const scale = loudness / Math.sqrt(power / Math.max(1, sound.length) + 1e-12);
  return sound.map((value) => Math.max(-1, Math.min(1, scale * value)));
}
