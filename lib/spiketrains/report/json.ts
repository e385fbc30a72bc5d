import type { PairReport } from '../compare/pair';

/** JSON has no infinity: it is a word there, while a value that is not defined is null. */
const plain = (_: string, value: unknown): unknown => (value === Infinity ? 'Infinity' : value);

/** `{ "pairs": [ … ] }`, each pair a `PairReport` with its neurons; what is not defined is null. */
export const reportJson = (reports: readonly PairReport[]): string => `${JSON.stringify({ pairs: reports }, plain, 2)}\n`;
