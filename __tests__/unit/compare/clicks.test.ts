import { clicks } from '@/lib/recording/clicks';

const loud = (samples: Float32Array) => Array.from(samples.keys()).filter((k) => samples[k] !== 0);

test('a spike clicks where it lies in the window', () => {
  const sound = clicks([5], [0, 10], 2, 1000);
  const [first, ...rest] = loud(sound);
  expect(first).toBeGreaterThanOrEqual(1000);
  expect(rest[rest.length - 1]).toBeLessThan(1000 + 6);
});

test('spikes outside the window are silent, and none is too loud', () => {
  expect(loud(clicks([-1, 10, 11], [0, 10], 1, 1000))).toEqual([]);
  const sound = clicks(Array.from({ length: 100 }, () => 3), [0, 10], 1, 8000);
  expect(sound.every((v) => Math.abs(v) <= 1)).toBe(true);
  expect(sound.some((v) => Math.abs(v) === 1)).toBe(true);
});
