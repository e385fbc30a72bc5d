import type { Random } from '@/lib/numerics/random';

/**
 * Distinct slots at random, by a partial Fisher–Yates shuffle.
 * @param count how many; at most `slots`
 * @param slots from 0 up to, not including, this
 */
export function scatter(random: Random, count: number, slots: number): number[] {
  const free = Array.from({ length: slots }, (_, i) => i);
  for (let i = 0; i < count; i += 1) {
    const j = i + random.integer(slots - i);
    [free[i], free[j]] = [free[j], free[i]];
  }
  return free.slice(0, count);
}
