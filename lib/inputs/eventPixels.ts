/** Added to the brightness, so that the logarithm of darkness is finite and a dark pixel is not all noise. */
export const DARK_LEVEL = 0.05;

/**
 * Called for each event.
 * @param part when, as a share of the time from the look before to this one, above 0 up to 1
 * @param polarity 1 brighter, 0 darker
 */
export type PixelEvent = (pixel: number, part: number, polarity: 0 | 1) => void;

/** The pixels of an event camera and what each remembers. */
export interface EventPixels {
  /**
   * Looks once at all pixels. The first look makes no events.
   * @param brightness of a pixel, 0 to 1
   * @param changed called pixel by pixel and in order of time within one
   */
  look(brightness: (pixel: number) => number, changed?: PixelEvent): void;
}

/**
 * The rule of the event camera (Lichtsteiner et al. 2008, idealised). Each pixel keeps a reference level of
 * L = log(brightness + `DARK_LEVEL`), at first that of the first look. Whenever |L − reference| ≥ contrast it sends an
 * event, 1 for brighter and 0 for darker, and the reference moves by the contrast towards L; several may follow
 * each other between two looks. Between looks, L is taken as a straight line, which gives an event its time.
 *
 * @param contrast change of L that makes an event
 * @throws {RangeError} a contrast that is not above 0
 */
export function eventPixels(count: number, contrast: number): EventPixels {
  if (!(contrast > 0)) throw new RangeError(`The event camera's contrast is ${contrast}; it should be above 0.`);
  const before = new Float64Array(count);
  const reference = new Float64Array(count);
  let started = false;
  return {
    look(brightness, changed) {
      for (let pixel = 0; pixel < count; pixel += 1) {
        const now = Math.log(brightness(pixel) + DARK_LEVEL);
        const last = before[pixel];
        before[pixel] = now;
        if (!started) {
          reference[pixel] = now;
          continue;
        }
        let level = reference[pixel];
        const polarity = now > level ? 1 : 0;
        const move = polarity ? contrast : -contrast;
        while (Math.abs(now - level) >= contrast) {
          level += move;
          changed?.(pixel, (level - last) / (now - last), polarity);
        }
        reference[pixel] = level;
      }
      started = true;
    },
  };
}
