import type { Dataset } from './types';

/** What guessing reaches, as shares of right answers. */
export interface ChanceLevel {
  /** Always naming the class that is most frequent in the test part. */
  readonly largestClass: number;
  /** Naming any class at random: 1 / classes. */
  readonly uniform: number;
}

/** Chance level on the test part. */
export function chanceLevel({ classes, parts }: Dataset): ChanceLevel {
  const counts = new Uint32Array(classes.length);
  for (const label of parts.test.labels) counts[label] += 1;
  return { largestClass: Math.max(...counts) / Math.max(1, parts.test.labels.length), uniform: 1 / classes.length };
}
