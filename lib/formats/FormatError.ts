const shownName = 120;
const shownText = 40;

/** Text from a file made fit to stand in a sentence: no control characters, and not endless. */
export function shown(text: string, length = shownText): string {
  const start = text.slice(0, length);
  const plain = start.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
  return text.length > length ? `${plain}…` : plain;
}

/**
 * A file that cannot be read, in one sentence for the person who chose it:
 * `weights.npy: the header says 3 axes; …`. The sentence names the place.
 */
export class FormatError extends Error {
  /** Name of the file. */
  readonly file: string;
  /** Where in the file: `byte 12`, `line 3, column 4`, `header`, `file`. */
  readonly place: string;

  constructor(file: string, place: string, sentence: string) {
    const name = shown(file, shownName) || 'file';
    super(`${name}: ${sentence}`);
    this.name = 'FormatError';
    this.file = name;
    this.place = place;
  }
}
