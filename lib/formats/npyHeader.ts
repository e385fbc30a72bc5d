import { FormatError, shown } from './FormatError';
import { LIMITS } from './limits';

/** What the header of a .npy file says. */
export interface NpyHeader {
  /** Type of an element as numpy writes it, e.g. `<f4`. */
  readonly descr: string;
  /** Whether the first axis runs fastest. */
  readonly fortran: boolean;
  readonly shape: number[];
}

/**
 * Reads the dictionary in the header of a .npy file, a Python literal such as
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (256, 38), }`. Only this one form is
 * understood and nothing is evaluated.
 *
 * @param text the header, one character a byte
 * @param start byte of the file where the text begins
 * @throws {FormatError} anything else, and structured types
 */
export function parseNpyHeader(text: string, start: number, file: string): NpyHeader {
  let at = 0;

  function fail(what: string, place = at): never {
    throw new FormatError(file, `byte ${start + place}`, `the header at byte ${start + place} ${what}.`);
  }

  function skipSpace(): void {
    while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r') at += 1;
  }

  function take(character: string): boolean {
    skipSpace();
    if (text[at] !== character) return false;
    at += 1;
    return true;
  }

  function expect(character: string): void {
    if (!take(character)) {
      const found = at < text.length ? `“${shown(text[at])}”` : 'its end';
      fail(`should have “${character}” where it has ${found}`);
    }
  }

  function readString(): string {
    skipSpace();
    const quote = text[at];
    if (quote === '[') fail('lists named fields (a structured dtype); the Lab reads arrays of plain numbers');
    if (quote !== "'" && quote !== '"') fail('should have a quoted word');
    const end = text.indexOf(quote, at + 1);
    if (end < 0) fail('opens a quote and never closes it');
    const word = text.slice(at + 1, end);
    if (word.includes('\\') || word.includes('\n')) fail('has a quoted word the Lab does not understand');
    at = end + 1;
    return word;
  }

  function readBoolean(): boolean {
    skipSpace();
    for (const [word, value] of [['True', true], ['False', false]] as const) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    }
    return fail('should say True or False');
  }

  function readLength(): number {
    skipSpace();
    if (text[at] === '-') fail('gives an axis a negative length');
    let digits = '';
    while (text[at] >= '0' && text[at] <= '9' && digits.length < 16) {
      digits += text[at];
      at += 1;
    }
    if (digits === '') fail('should have a whole number for the length of an axis');
    if (digits.length === 16) fail('gives an axis a length that is far too large');
    // Python 2 wrote long integers as 3L.
    if (text[at] === 'L') at += 1;
    return Number(digits);
  }

  function readShape(): number[] {
    expect('(');
    const shape: number[] = [];
    while (!take(')')) {
      if (shape.length === LIMITS.axes) fail(`has more than ${LIMITS.axes} axes, the limit`);
      shape.push(readLength());
      // (3,) is a tuple and (3) is not.
      if (take(',')) continue;
      if (shape.length === 1) fail('should have a comma after the only axis of the shape');
      expect(')');
      break;
    }
    return shape;
  }

  let descr: string | undefined;
  let fortran: boolean | undefined;
  let shape: number[] | undefined;
  expect('{');
  while (!take('}')) {
    skipSpace();
    const keyAt = at;
    const key = readString();
    expect(':');
    if (key === 'descr' && descr === undefined) descr = readString();
    else if (key === 'fortran_order' && fortran === undefined) fortran = readBoolean();
    else if (key === 'shape' && shape === undefined) shape = readShape();
    else fail(`has an unexpected entry “${shown(key)}”`, keyAt);
    if (!take(',')) {
      expect('}');
      break;
    }
  }
  skipSpace();
  if (at < text.length) fail('goes on after its closing brace');
  if (descr === undefined || fortran === undefined || shape === undefined) {
    return fail('should name descr, fortran_order and shape', 0);
  }
  return { descr, fortran, shape };
}
