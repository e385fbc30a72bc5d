/** A stretch of sound in samples from the beginning. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface SoundGate {
  /** Takes the next samples; gives the sounds that have ended in them. */
  push(samples: ArrayLike<number>): Stretch[];
  /** Whether something is being heard now. */
  readonly open: boolean;
  /** Root mean square of the last 10 ms. */
  readonly level: number;
}

/** Seconds of one look; of silence that ends a sound; of the shortest and the longest sound. */
const LOOK = 0.01;
const SILENCE = 0.15;
const SHORTEST = 0.1;
const LONGEST = 1.2;
/** Never opens below this level, nor below so many times the level of the room. */
const QUIET = 0.008;
const ABOVE = 4;
/** It stays open down to this share of the level that opens it. */
const HOLD = 0.5;
/** The room's level follows what is softer at once and what is louder slowly, by this share a look. */
const RISE = 0.003;

/**
 * Tells where a sound begins and ends by its loudness. It opens where 10 ms are louder than four times the room's own
 * level, and ends with the last loud look before 150 ms of silence. Sounds under 100 ms, such as clicks, are left out;
 * one of 1.2 s is cut.
 *
 * @param rate samples a second
 */
export function soundGate(rate: number): SoundGate {
  const size = Math.round(LOOK * rate);
  const [silence, shortest, longest] = [SILENCE, SHORTEST, LONGEST].map((seconds) => Math.round(seconds / LOOK));
  let [heard, power, looks] = [0, 0, 0];
  let room = QUIET / ABOVE;
  let level = 0;
  /** Looks at which the open sound began and was last loud; −1 while nothing is heard. */
  let [began, loud] = [-1, -1];

  function look(): Stretch | null {
    level = Math.sqrt(power / size);
    const threshold = Math.max(QUIET, ABOVE * room);
    const index = looks++;
    if (began < 0) room = level < room ? level : room + RISE * (level - room);
    if (level > (began < 0 ? threshold : HOLD * threshold)) {
      loud = index;
      if (began < 0) began = index;
    }
    if (began < 0) return null;
    const whole = index - began + 1 >= longest;
    if (!whole && index - loud < silence) return null;
    const sound = { from: began * size, to: (loud + 1) * size };
    const long = loud + 1 - began >= shortest;
    began = -1;
    // What never falls silent is the room.
    if (whole) room = Math.max(room, level);
    return long ? sound : null;
  }

  return {
    push(samples) {
      const ended: Stretch[] = [];
      for (let k = 0; k < samples.length; k += 1) {
        power += samples[k] * samples[k];
        if (++heard < size) continue;
        const sound = look();
        if (sound) ended.push(sound);
        [heard, power] = [0, 0];
      }
      return ended;
    },
    get open() {
      return began >= 0;
    },
    get level() {
      return level;
    },
  };
}
