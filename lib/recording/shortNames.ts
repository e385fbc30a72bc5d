/**
 * Names as short as they can be and still be told apart: words that all of them share are left out.
 * `norse_activity_zero`, `lava_activity_zero` become `norse`, `lava`.
 */

const wordsOf = (name: string): string[] => name.split(/[\s_]+|(?<=[^\d])[-.](?=[^\d])/).filter((word) => word !== '');

/** @returns one a name, in their order; the names themselves where nothing is shared or too little would be left */
export function shortNames(names: readonly string[]): string[] {
  if (names.length < 2) return [...names];
  const words = names.map(wordsOf);
  const shared = new Set(words[0].filter((word) => words.every((own) => own.includes(word))));
  const short = words.map((own) => own.filter((word) => !shared.has(word)).join(' '));
  const useful = shared.size > 0 && short.every((name) => name !== '') && new Set(short).size === new Set(names).size;
  return useful ? short : [...names];
}
