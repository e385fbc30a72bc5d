import fc from 'fast-check';
import { range } from '@/lib/notebook/kernel/controls';
import { decodeWire, encodeWire, MOST_NUMBERS, toWire, type Wire } from '@/lib/notebook/kernel/wire';
import { lines } from '@/lib/notebook/library/pictures';
import { wireText } from '@/lib/notebook/wireText';

const size = (value: unknown) => encodeWire(toWire(value)).length;
const textOf = (value: unknown) => wireText(toWire(value));

describe('a value is told', () => {
  test.each<[unknown, string]>([
    [1, '1'], [-0, '-0'], [0.1 + 0.2, '0.3'], [1 / 3, '0.3333333'], [NaN, 'NaN'], [-Infinity, '-Infinity'], [123456789, '123456789'],
    [true, 'true'], [null, 'null'], [undefined, 'undefined'], [12n, '12n'], [Symbol('s'), 'Symbol(s)'], ['text', 'text'],
    [function f() {}, 'ƒ f()'], [[1, 'a', [2]], '[1, "a", [2]]'], [{ a: 1, b: { c: 'd' } }, '{ a: 1, b: { c: "d" } }'],
    [Float32Array.of(1, 0.5), 'Float32Array(2) [1, 0.5]'], [new Set([1, 2]), 'Set(2) [1, 2]'], [new Map([['k', 1]]), 'Map { k: 1 }'],
    [new RangeError('no'), 'RangeError: no'], [new Date(0), '1970-01-01T00:00:00.000Z'], [new Date(NaN), 'no date'], [/a+/g, '/a+/g'], [Promise.resolve(1), 'a promise'],
    [Object.assign(Object.create(null), { a: 1 }), '{ a: 1 }'], [new (class Box { a = 1; })(), 'Box { a: 1 }'],
  ])('%p', (value, text) => expect(textOf(value)).toBe(text));

  test('as a drawing, a picture, Markdown or a control', () => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    expect(toWire(svg)).toEqual({ type: 'svg', source: svg.outerHTML });
    const figure = document.createElement('figure');
    figure.append(document.createElementNS('http://www.w3.org/2000/svg', 'svg'), Object.assign(svg, { innerHTML: '<path/>' }));
    expect(toWire(figure)).toEqual({ type: 'svg', source: svg.outerHTML });
    expect(toWire(lines({ H: [1, 2] }))).toMatchObject({ type: 'picture', specs: [{ figure: 'lines' }] });
    expect(toWire({ markdown: '**x**' })).toEqual({ type: 'markdown', source: '**x**' });
    expect(toWire({ ...range({ max: 2 }), key: 3 })).toMatchObject({ type: 'control', control: { kind: 'range', key: 3 } });
  });

  test('as a record, where it is a control that no view() shows', () => {
    expect(toWire(range({ max: 2 }))).toMatchObject({ type: 'record' });
    expect(toWire({ control: true })).toMatchObject({ type: 'record', entries: [['control', { type: 'atom', text: 'true' }]] });
  });
});

describe('what is told is bounded', () => {
  const deep = () => {
    let nested: unknown = 1;
    for (let k = 0; k < 1e5; k++) nested = { nested };
    return nested;
  };
  const cyclic = () => {
    const self: unknown[] = [1];
    self.push(self, { self });
    return self;
  };
  const wide = (n: number): unknown => Object.fromEntries(Array.from({ length: n }, (_, k) => [`key${k}`, Array.from({ length: n }, () => ['x'.repeat(5000)])]));

  test.each<[string, () => unknown]>([
    ['deep', deep], ['cyclic', cyclic], ['wide', () => wide(100)], ['a huge array', () => new Float64Array(1e7)], ['a sparse array', () => new Array(4e9)],
    ['a huge string', () => 'x'.repeat(1e7)], ['a huge key', () => ({ ['k'.repeat(1e6)]: 1 })], ['huge Markdown', () => ({ markdown: 'x'.repeat(1e7) })], ['a huge symbol', () => Symbol('x'.repeat(1e6))],
    ['a huge number', () => 10n ** 5000n], ['a huge error', () => new Error('x'.repeat(1e6))], ['a huge name', () => Object.defineProperty(() => 1, 'name', { value: 'x'.repeat(1e6) })],
    ['a huge drawing', () => ({ tagName: 'svg', outerHTML: `<svg>${'x'.repeat(3e6)}` })], ['many huge drawings', () => Array.from({ length: 50 }, () => ({ tagName: 'svg', outerHTML: `<svg>${'x'.repeat(1.9e6)}` }))],
    ['much Markdown', () => Array.from({ length: 50 }, () => Array.from({ length: 50 }, () => ({ markdown: 'x'.repeat(1e5) })))],
  ])('%s', (_what, make) => expect(size(make())).toBeLessThan(5e6));

  test('and says how much is missing', () => {
    expect(toWire('x'.repeat(5000))).toMatchObject({ type: 'text', cut: true });
    const list = toWire(new Float32Array(1000)) as Extract<Wire, { type: 'list' }>;
    expect([list.length, list.items.length]).toEqual([1000, 60]);
    expect(toWire(Object.fromEntries(Array.from({ length: 100 }, (_, k) => [k, k])))).toMatchObject({ more: 40 });
  });

  test('pictures of too many numbers are told in words, also together', () => {
    const half = lines({ H: new Float32Array(MOST_NUMBERS / 2 + 1) });
    expect(toWire(half)).toMatchObject({ type: 'picture' });
    expect(toWire([half, half])).toMatchObject({ items: [{ type: 'picture' }, { type: 'atom', text: expect.stringContaining('too many') }] });
  });
});

describe('a value that lies about itself is told as text', () => {
  const throws = (error: unknown) => () => {
    throw error;
  };
  test.each<[string, unknown]>([
    ['a getter that throws', Object.defineProperty({}, 'a', { enumerable: true, get: throws(new Error('no')) })],
    ['a getter that throws what cannot be told', Object.defineProperty({}, 'a', { enumerable: true, get: throws(Object.create(null)) })],
    ['an error without a message', Object.defineProperty(new Error('x'), 'message', { get: throws(Object.create(null)) })],
    ['a proxy that refuses all', new Proxy({}, { get: throws(new Error('no')), ownKeys: throws(new Error('no')), getPrototypeOf: throws(new Error('no')) })],
    ['a revoked proxy', (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()],
    ['a proxy that has everything', new Proxy({}, { get: () => 'x' })],
    ['a picture that is none', { picture: [1, null] }],
    ['a name that is no string', { constructor: { name: Object.create(null) } }],
  ])('%s', (_what, value) => {
    const wire = toWire(value);
    expect(['atom', 'markdown', 'record']).toContain(wire.type);
    expect(() => wireText(wire)).not.toThrow();
  });

  test('and read once: what changes from one look to the next does not get through', () => {
    let looks = 0;
    const wire = toWire({ get markdown() { return looks++ < 1 ? 'text' : { evil: true }; } });
    expect(wire.type === 'markdown' ? typeof wire.source : 'string').toBe('string');
  });
});

describe('JSON with typed arrays', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  const floats = fc.float32Array({ maxLength: 20 });
  const message = fc.object({ maxDepth: 3, key: fc.string().filter((k) => k !== '$' && k !== '__proto__'), values: [fc.string(), fc.integer(), fc.boolean(), fc.constant(null), bytes, floats] });

  test('comes back as it was', () => {
    fc.assert(fc.property(message, (value) => expect(decodeWire(encodeWire(value))).toEqual(value)));
  });

  test('takes only the part that a view shows', () => {
    const all = Float32Array.of(1, 2, 3, 4);
    expect(decodeWire(encodeWire(all.subarray(1, 3)))).toEqual(Float32Array.of(2, 3));
  });

  test('has null for what JSON cannot say, and keeps it in arrays', () => {
    expect(decodeWire(encodeWire({ a: NaN, b: [Infinity], c: Float32Array.of(NaN, -Infinity) }))).toEqual({ a: null, b: [null], c: Float32Array.of(NaN, -Infinity) });
  });

  test('gives no object another prototype', () => {
    const value = decodeWire('{"__proto__": {"evil": 1}, "a": {"__proto__": [], "b": 2}}') as { a: object };
    expect(value).toEqual({ a: { b: 2 } });
    for (const one of [value, value.a]) expect([Object.getPrototypeOf(one), Object.hasOwn(one, '__proto__')]).toEqual([Object.prototype, false]);
  });

  test('refuses damaged arrays and does not take other names for arrays', () => {
    expect(() => decodeWire('{"$":"Float32Array","data":"%%"}')).toThrow();
    expect(decodeWire('{"$":"constructor","data":"AAAA"}')).toEqual({ $: 'constructor', data: 'AAAA' });
    expect(decodeWire('{"$":"Float32Array","data":"AAAA"}')).toEqual(new Float32Array(0));
  });
});
