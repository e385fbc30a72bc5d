import fc from 'fast-check';

import { recordEvents, type Scene } from '@/lib/inputs/eventCamera';
import { liveCamera } from '@/lib/inputs/liveCamera';
import { bar, hand, movingScene, triangle } from '@/lib/inputs/movingShapes';

const [WIDTH, HEIGHT] = [6, 5];
const LOOK = 1000;
const DURATION = 12_000;

/** Frames of a scene through the live camera, as sorted texts `step channel`. */
function live(scene: Scene, contrast: number, stepUs: number, offset = 0): string[] {
  const camera = liveCamera({ width: WIDTH, height: HEIGHT, contrast, stepUs });
  const events: string[] = [];
  for (let time = 0; time <= DURATION; time += LOOK) {
    const frame = Float32Array.from({ length: WIDTH * HEIGHT }, (_, at) => scene(time, at % WIDTH, Math.floor(at / WIDTH)));
    camera.frame(frame, offset + time, (step, channel) => events.push(`${step} ${channel}`));
  }
  return events.sort();
}

function recorded(scene: Scene, contrast: number, stepUs: number): string[] {
  const { events } = recordEvents(scene, { width: WIDTH, height: HEIGHT, durationUs: DURATION, stepUs: LOOK, contrast, seed: 1, noiseRate: 0 });
  return Array.from(events.t, (t, i) => `${Math.floor(t / stepUs)} ${2 * (events.y[i] * WIDTH + events.x[i]) + events.p[i]}`).sort();
}

describe('liveCamera', () => {
  it('sees what recordEvents sees of the same scene, whenever it begins', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(number(0.0002, 0.003), number(0.1, 1), fc.constantFrom(700, 1000, 5000), fc.nat(1e9), (w, contrast, stepUs, offset) => {
        const scene: Scene = (t, x, y) => Math.fround(0.5 + 0.5 * Math.sin(w * t + x + 2 * y));
        expect(live(scene, contrast, stepUs, offset)).toEqual(recorded(scene, contrast, stepUs));
      }),
      { numRuns: 50 },
    );
  });

  it('makes no events of the first frame nor of a still one', () => {
    const camera = liveCamera({ width: 2, height: 1, contrast: 0.2, stepUs: 10 });
    const emit = jest.fn();
    camera.frame([0.3, 0.9], 5, emit);
    camera.frame([0.3, 0.9], 25, emit);
    expect(emit).not.toHaveBeenCalled();
    camera.frame([0.3, 0.1], 45, emit);
    expect(emit).toHaveBeenCalledWith(2, 2);
  });

  it('says what is wrong', () => {
    const camera = liveCamera({ width: 2, height: 1, contrast: 0.2, stepUs: 10 });
    const emit = () => {};
    expect(() => camera.frame([0], 0, emit)).toThrow('A frame has 2 × 1 pixels, not 1 in all.');
    camera.frame([0, 0], 10, emit);
    expect(() => camera.frame([0, 0], 10, emit)).toThrow('A frame at 10 µs came after the one at 10 µs.');
    expect(() => liveCamera({ width: 2, height: 1, contrast: 0, stepUs: 1 })).toThrow("The event camera's contrast is 0; it should be above 0.");
    expect(() => liveCamera({ width: 0, height: 1, contrast: 1, stepUs: 1 })).toThrow('The event camera has 0 × 1 pixels and steps of 1 µs; all should be above 0.');
  });
});

describe('figures', () => {
  it('cover about their area and lie where they should', () => {
    const area = (figure: (u: number, v: number) => number) => {
      let sum = 0;
      for (let v = -10; v < 10; v += 0.25) for (let u = -10; u < 10; u += 0.25) sum += figure(u, v) / 16;
      return sum;
    };
    expect(area(bar(3, 8))).toBeCloseTo(24, 0);
    const radius = 5;
    const triangleArea = (3 * Math.sqrt(3) * radius ** 2) / 4;
    expect(Math.abs(area(triangle(radius)) / triangleArea - 1)).toBeLessThan(0.05);
    expect([triangle(5)(0, -4), triangle(5)(0, 4)]).toEqual([1, 0]);
    expect([hand(2, 6)(0, -5), hand(2, 6)(0, 5)]).toEqual([1, 0]);
  });

  it('turn clockwise and move', () => {
    const scene = movingScene(hand(2, 6), (time) => ({ x: 8 + time, y: 8, turn: (Math.PI / 2) * time }), { ground: 0.1, figure: 0.9 });
    expect(scene(0, 7, 4)).toBeCloseTo(0.9, 6);
    expect(scene(0, 12, 7)).toBeCloseTo(0.1, 6);
    // After a quarter of a turn the hand points to the right, one pixel further on.
    expect(scene(1, 12, 7)).toBeCloseTo(0.9, 6);
  });
});
