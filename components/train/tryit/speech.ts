/** Sound as the spoken digits' network hears it. */
import { SPEECH_STEP_MS } from '@/lib/datasets/tasks/spokenDigits';
import { cochlea } from '@/lib/inputs/cochlea';
import type { Stretch } from '@/lib/inputs/soundGate';

/** Samples a second that the network's ear is made for. */
export const SPEECH_RATE = 8000;
/** Seconds of silence before a word, as in the training samples on average; and after it. */
const LEAD = 0.03;
const TAIL = 0.04;

/** What is taken of a sound that was heard: a little before it and after it. */
export function wordStretch({ from, to }: Stretch): Stretch {
  return { from: Math.max(0, from - Math.round(LEAD * SPEECH_RATE)), to: to + Math.round(TAIL * SPEECH_RATE) };
}

/** How much faster than said a sound of so many samples must be heard to fit into T steps; 1 where it fits. */
export const squeeze = (samples: number, steps: number): number => Math.max(1, samples / ((steps * SPEECH_STEP_MS * SPEECH_RATE) / 1000));

/**
 * Sound as spikes a step, `[T, channels]`, heard by an ear at rest. A sound that is too long is heard faster: each step
 * then stands for more ms, and holds the mean over them, so that a channel's rate stays what it was.
 *
 * @param sound at `SPEECH_RATE`
 */
export function speechInput(sound: ArrayLike<number>, steps: number, channels: number): Float32Array {
  const out = new Float32Array(steps * channels);
  const faster = squeeze(sound.length, steps);
  const ear = cochlea({ sampleRate: SPEECH_RATE, channels });
  ear.push(sound, (ms, channel) => {
    const step = Math.floor(ms / (SPEECH_STEP_MS * faster));
    if (step < steps) out[step * channels + channel] += 1 / faster;
  });
  return out;
}

/** The last samples of a sound that goes on, by their number from its beginning. */
export function soundMemory(length: number) {
  const ring = new Float32Array(length);
  let heard = 0;
  return {
    push(samples: ArrayLike<number>) {
      for (let k = 0; k < samples.length; k += 1) ring[(heard + k) % length] = samples[k];
      heard += samples.length;
    },
    /** The samples from one number up to another; what is forgotten or not yet heard is silence. */
    take({ from, to }: Stretch): Float32Array {
      return Float32Array.from({ length: to - from }, (_, k) => {
        const at = from + k;
        return at < heard && at >= heard - length && at >= 0 ? ring[at % length] : 0;
      });
    },
    get heard() {
      return heard;
    },
  };
}
