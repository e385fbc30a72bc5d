/** Numbers and lists as people read them, in every sentence, table and figure. */

const whole = new Intl.NumberFormat('en-US');

/** A count: `16,777,216`, with a true minus sign before a negative one. */
export const count = (value: number): string => whole.format(value + 0).replace('-', '\u2212');

/** `1 spike`, `2,048 spikes`. */
export const plural = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
