import fc from 'fast-check';
import { attempt, clearProgress, FRESH, importProgress, loadProgress, progressStore, readProgress } from '@/lib/stores/progress';

const stored = () => JSON.parse(localStorage.getItem('progress') ?? 'null') as unknown;
const attempts = () => progressStore.getState().attempts;

beforeEach(() => {
  localStorage.clear();
  loadProgress();
});

describe('an attempt', () => {
  test('is remembered, and found again by the next page', () => {
    attempt('01-leak/first', { answer: '4', tries: 1 });
    attempt('01-leak/first', { solved: true, tries: 2 });
    attempt('02-lif/second', { hints: 1 });
    const expected = { '01-leak/first': { ...FRESH, answer: '4', solved: true, tries: 2 }, '02-lif/second': { ...FRESH, hints: 1 } };
    expect(attempts()).toEqual(expected);
    progressStore.setState({ attempts: {} });
    loadProgress();
    expect(attempts()).toEqual(expected);
  });

  test('can all be forgotten', () => {
    attempt('a/b', { solved: true });
    clearProgress();
    expect([attempts(), stored()]).toEqual([{}, {}]);
  });

  test('is kept for this page where nothing can be stored, and that is said', () => {
    const refused = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    attempt('a/b', { solved: true });
    expect(progressStore.getState()).toEqual({ kept: false, attempts: { 'a/b': { ...FRESH, solved: true } } });
    refused.mockRestore();
    attempt('a/b', { tries: 2 });
    expect(progressStore.getState().kept).toBe(true);
  });
});

test.each(['{', 'null', '3', '"x"', '[]'])('storage that holds %p is no progress', (text) => {
  localStorage.setItem('progress', text);
  loadProgress();
  expect(attempts()).toEqual({});
});

describe('an import', () => {
  test('adds to what is there, and its own goes before', () => {
    attempt('a/one', { tries: 5 });
    attempt('a/two', { tries: 5 });
    importProgress('{"a/two":{"answer":"x","solved":true,"tries":1,"hints":0,"solution":false}}');
    expect(attempts()).toEqual({ 'a/one': { ...FRESH, tries: 5 }, 'a/two': { ...FRESH, answer: 'x', solved: true, tries: 1 } });
  });

  test('takes only what fits', () => {
    expect(readProgress(JSON.stringify({
      'a/b': { answer: 'x'.repeat(30_000), solved: 'yes', tries: -1, hints: 1e9, solution: 1, extra: 1 },
      'a/c': null, 'a/d': 'text', 'a/e': { answer: { toString: 1, valueOf: 1 }, tries: 1.5 }, 'a/f': { answer: 3 },
      'no slash': {}, 'a/b/c': {}, '../x': {}, '__proto__': { solved: true }, 'a/': {},
    }))).toEqual({
      'a/b': { ...FRESH, answer: 'x'.repeat(20_000), hints: 9999 }, 'a/c': FRESH, 'a/d': FRESH, 'a/e': FRESH, 'a/f': FRESH,
    });
  });

  test('of very many exercises is bounded', () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, k) => [`a/e${k}`, {}]));
    expect(Object.keys(readProgress(JSON.stringify(many)))).toHaveLength(2000);
  });

  test('that is not JSON changes nothing', () => {
    attempt('a/b', { solved: true });
    expect(() => importProgress('solved')).toThrow(SyntaxError);
    expect(attempts()).toEqual({ 'a/b': { ...FRESH, solved: true } });
  });

  test('of any JSON gives attempts of the right form, which come back', () => {
    const key = fc.oneof(fc.constantFrom('a/b', 'a/c', '__proto__', 'constructor'), fc.string());
    const value = fc.oneof(fc.record({ answer: fc.jsonValue(), solved: fc.jsonValue(), tries: fc.jsonValue(), hints: fc.integer(), solution: fc.boolean() }), fc.jsonValue());
    fc.assert(fc.property(fc.dictionary(key, value), (file) => {
      const read = readProgress(JSON.stringify(file));
      for (const one of Object.values(read)) {
        expect(Object.keys(one).sort()).toEqual(Object.keys(FRESH).sort());
        expect([typeof one.answer, typeof one.solved, Number.isInteger(one.tries) && one.tries >= 0]).toEqual(['string', 'boolean', true]);
      }
      expect(readProgress(JSON.stringify(read))).toEqual(read);
    }));
  });
});
