import fc from 'fast-check';

import { DARK_LEVEL, recordEvents, type CameraOptions, type Scene } from '@/lib/inputs/eventCamera';

const OPTIONS: CameraOptions = {
  width: 1, height: 1, durationUs: 1000, stepUs: 100, contrast: 0.25, seed: 1, noiseRate: 0,
};
const record = (scene: Scene, more: Partial<CameraOptions> = {}) => recordEvents(scene, { ...OPTIONS, ...more });
/** The brightness whose log level lies so many contrasts above that of `base`. */
const above = (base: number, contrasts: number) => (base + DARK_LEVEL) * Math.exp(contrasts * 0.25) - DARK_LEVEL;

describe('recordEvents', () => {
  it('sees nothing where nothing changes', () => {
    expect(record(() => 0.5, { width: 3, height: 2 }).events.t).toHaveLength(0);
  });

  it('sends one event for each whole contrast of a step up, all brighter', () => {
    const { events } = record((t) => (t < 450 ? 0.1 : above(0.1, 3.4)));
    expect(Array.from(events.p)).toEqual([1, 1, 1]);
    // Between the looks at 400 and 500 µs the level rises in a straight line by 3.4 contrasts.
    expect(Array.from(events.t)).toEqual([429, 458, 488]);
  });

  it('sends one event for each whole contrast of a step down, all darker', () => {
    const { events } = record((t) => (t < 450 ? above(0.1, 2.5) : 0.1));
    expect(Array.from(events.p)).toEqual([0, 0]);
    expect(Array.from(events.t)).toEqual([440, 480]);
  });

  it('misses a change below the contrast and sums up slow ones', () => {
    expect(record((t) => (t < 450 ? 0.1 : above(0.1, 0.9))).events.t).toHaveLength(0);
    const slow = record((t) => above(0.1, (2.05 * t) / 1000)).events;
    expect(Array.from(slow.p)).toEqual([1, 1]);
    expect(Array.from(slow.t)).toEqual([487, 975]);
  });

  it('needs more change to turn round than to go on', () => {
    // Up by 1.2 contrasts: the reference is at 1. Down to 0.1: only 0.9 below the reference.
    const levels = [0, 1.2, 0.1, 2.1];
    const { events } = record((t) => above(0.1, levels[Math.min(3, Math.floor(t / 300))]));
    expect(Array.from(events.p)).toEqual([1, 1]);
  });

  it('says where the events are', () => {
    const { width, height, events } = record((t, x, y) => (t > 0 && x === 2 && y === 1 ? 1 : 0), { width: 4, height: 3, contrast: 2 });
    expect([width, height]).toEqual([4, 3]);
    expect([Array.from(events.x), Array.from(events.y)]).toEqual([[2], [1]]);
  });

  it('looks a last time at the end of the duration', () => {
    const { events } = record((t) => (t < 250 ? 0.1 : above(0.1, 1.5)), { durationUs: 250 });
    expect(Array.from(events.t)).toEqual([233]);
  });

  it('adds chance events of both polarities at the noise rate', () => {
    const { events } = record(() => 0.5, { width: 20, height: 20, durationUs: 1e6, stepUs: 1e5, noiseRate: 5 });
    // 400 pixels · 5 per second · 1 s, standard deviation √2000 ≈ 45.
    expect(events.t.length).toBeGreaterThan(1800);
    expect(events.t.length).toBeLessThan(2200);
    const brighter = events.p.reduce((sum, p) => sum + p, 0) / events.p.length;
    expect(brighter).toBeCloseTo(0.5, 1);
  });

  it('puts events in order, inside sensor and duration, the same for the same seed', () => {
    const speed = fc.double({ min: 0.001, max: 0.02, noNaN: true });
    fc.assert(
      fc.property(speed, fc.double({ min: 0.1, max: 1, noNaN: true }), fc.nat(), (w, contrast, seed) => {
        const scene: Scene = (t, x, y) => 0.5 + 0.5 * Math.sin(w * t + x + 2 * y);
        const options = { width: 5, height: 4, contrast, seed, noiseRate: 200 };
        const { events } = record(scene, options);
        events.t.forEach((t, i) => {
          expect(t).toBeGreaterThanOrEqual(i > 0 ? events.t[i - 1] : 0);
          expect(t).toBeLessThanOrEqual(1000);
          expect(Number.isInteger(t)).toBe(true);
        });
        expect(events.x.every((x) => x < 5) && events.y.every((y) => y < 4) && events.p.every((p) => p <= 1)).toBe(true);
        expect(record(scene, options).events).toEqual(events);
      }),
      { numRuns: 30 },
    );
  });

  it('never strays a whole contrast from the level: events sum up to the change', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 11, maxLength: 11 }), (levels) => {
        const { events } = record((t) => levels[t / 100]);
        const sum = events.p.reduce((total, p) => total + (p ? 0.25 : -0.25), 0);
        const change = Math.log(levels[10] + DARK_LEVEL) - Math.log(levels[0] + DARK_LEVEL);
        expect(Math.abs(change - sum)).toBeLessThan(0.25 + 1e-9);
      }),
    );
  });

  it('says what is wrong', () => {
    expect(() => record(() => 0, { contrast: 0 })).toThrow("The event camera's contrast is 0; it should be above 0.");
    expect(() => record(() => 0, { stepUs: -1 })).toThrow(RangeError);
  });
});
