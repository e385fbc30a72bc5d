import fc from 'fast-check';
import { deflateSync, Inflate, strToU8 } from 'fflate';
import { NOTEBOOK_LIMITS, NotebookError } from '@/lib/notebook/document/types';
import { decodeShared, encodeShared, MAX_SHARED } from '@/lib/notebook/shareLink';

const linkOf = (bytes: Uint8Array) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

function refused(link: string): string {
  try {
    decodeShared(link);
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    return error.message;
  }
  return 'not refused';
}

describe('a notebook as a link', () => {
  test('comes back as it was, whatever it says', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 2000 }), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.array(fc.constantFrom('# Title\n', '```js\n', 'τ', '🧠', '\r\n'), { maxLength: 200 }).map((p) => p.join('')));
    fc.assert(fc.property(text, (source) => expect(decodeShared(encodeShared(source))).toBe(source)), { numRuns: 300 });
  });

  test('keeps a mark of byte order at its beginning', () => expect(decodeShared(encodeShared('\ufeffx'))).toBe('\ufeffx'));

  test('has only letters that an address may hold', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (source) => expect(encodeShared(source)).toMatch(/^[\w-]*$/)));
  });

  test('of one letter said often is short', () => expect(encodeShared('x'.repeat(100_000)).length).toBeLessThan(300));

  test('that would be too long is not made, and the limit is named', () => {
    let state = 1;
    const noise = Array.from({ length: 20_000 }, () => String.fromCharCode(33 + ((state = (state * 48271) % 2147483647) % 90))).join('');
    expect(() => encodeShared(noise)).toThrow(new RegExp(`would have \\d+ characters; the limit is ${MAX_SHARED}\\. Save it as a file`));
  });
});

describe('a damaged link', () => {
  const whole = encodeShared('# A notebook\n\nwith some words in it, some words in it, and τ.\n');

  test.each([['', /its end is missing/], ['!!!', /letters that no notebook link has/], ['a b%20c', /letters/], ['ééé', /letters/], ['A', /letters/]])('%p is refused in a sentence', (link, sentence) => {
    expect(refused(link)).toMatch(sentence);
  });

  test('is refused wherever it ends too early', () => {
    for (let k = 0; k < whole.length - 2; k++) expect(refused(whole.slice(0, k))).toMatch(/^The link is damaged: /);
  });

  test('with another letter somewhere is refused or gives text, and nothing else', () => {
    fc.assert(fc.property(fc.nat({ max: whole.length - 1 }), fc.constantFrom(...'ABCxyz019-_'), (at, letter) => {
      const message = refused(whole.slice(0, at) + letter + whole.slice(at + 1));
      expect(message).toMatch(/^not refused$|^The link (is damaged|unpacks to)/);
    }), { numRuns: 400 });
  });

  test('of arbitrary letters or bytes too', () => {
    const link = fc.oneof(fc.string(), fc.uint8Array({ maxLength: 300 }).map(linkOf));
    fc.assert(fc.property(link, (text) => expect(refused(text)).toMatch(/^not refused$|^The link /)), { numRuns: 1000 });
  });

  test('that is not text is refused, not shown with gaps', () => {
    expect(refused(linkOf(deflateSync(Uint8Array.of(65, 0xff, 0xfe, 66))))).toMatch(/^The link is damaged: /);
  });
});

describe('a bomb', () => {
  const most = 4 * NOTEBOOK_LIMITS.characters;
  const bomb = linkOf(deflateSync(new Uint8Array(40e6), { level: 9 }));

  test('is stopped before much more than the limit has been unpacked', () => {
    const pushed = jest.spyOn(Inflate.prototype, 'push');
    expect(bomb.length).toBeLessThan(4 * MAX_SHARED);
    expect(refused(bomb)).toBe(`The link unpacks to more than ${most} bytes.`);
    // A piece of 1024 bytes unpacks to a million at most.
    expect(pushed.mock.calls.length).toBeLessThanOrEqual(Math.ceil(most / 1e6) + 2);
  });

  test('that is too long as a link is not unpacked at all', () => {
    const pushed = jest.spyOn(Inflate.prototype, 'push');
    expect(refused('A'.repeat(4 * MAX_SHARED + 1))).toMatch(/^The link has 64001 characters; the limit is 64000/);
    expect(pushed).not.toHaveBeenCalled();
  });

  test('of exactly the limit is none', () => {
    expect(decodeShared(linkOf(deflateSync(strToU8('x'.repeat(most)), { level: 9 })))).toHaveLength(most);
  });
});
