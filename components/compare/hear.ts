import { clicks } from '@/lib/recording/clicks';

const RATE = 22_050;
let playing: { stop(): void } | null = null;

/** Ends what is heard. */
export function hush(): void {
  playing?.stop();
  playing = null;
}

/**
 * Plays trains, the first in the left ear and the second in the right; one alone in both.
 * @param onEnd called once it is over or was ended
 */
export async function hear(trains: readonly ArrayLike<number>[], window: readonly [number, number], seconds: number, onEnd: () => void): Promise<void> {
  hush();
  const context = new AudioContext({ sampleRate: RATE });
  // Safari starts every context asleep.
  await context.resume();
  const sounds = trains.slice(0, 2).map((train) => clicks(train, window, seconds, RATE));
  const buffer = context.createBuffer(sounds.length, sounds[0].length, RATE);
  sounds.forEach((sound, channel) => buffer.copyToChannel(sound as Float32Array<ArrayBuffer>, channel));
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    void context.close();
    onEnd();
  };
  source.onended = end;
  playing = { stop: () => { source.stop(); end(); } };
  source.start();
}
