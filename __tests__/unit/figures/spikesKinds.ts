import type { Raster } from '@/lib/recording/raster';

/** What every spike of two rasters is: 0 in both at the same time, 2 with an own partner within `reach`, 1 only here; nearest first. */
export function kindOfSpikes(one: Raster, other: Raster, reach: number): [Uint8Array, Uint8Array] {
  const kinds: [Uint8Array, Uint8Array] = [new Uint8Array(one.times.length).fill(1), new Uint8Array(other.times.length).fill(1)];
  for (let n = 0; n < one.neurons; n++) {
    const near: [distance: number, a: number, b: number][] = [];
    for (let a = one.offsets[n]; a < one.offsets[n + 1]; a++) {
      for (let b = other.offsets[n]; b < other.offsets[n + 1]; b++) {
        const distance = Math.abs(one.times[a] - other.times[b]);
        if (distance <= reach) near.push([distance, a, b]);
      }
    }
    for (const [distance, a, b] of near.sort((p, q) => p[0] - q[0])) {
      if (kinds[0][a] !== 1 || kinds[1][b] !== 1) continue;
      kinds[0][a] = kinds[1][b] = distance === 0 ? 0 : 2;
    }
  }
  return kinds;
}
