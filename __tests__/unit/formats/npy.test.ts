/** @jest-environment node */
import fc from 'fast-check';

import { readNpy, writeNpy } from '@/lib/formats/npy';
import { formatErrorOf } from './expectFormatError';
import { npyBytes, npyHeader } from './npyBytes';

const file = 'a.npy';

describe('readNpy', () => {
  it.each([
    ['|b1', [0, 1, 7], [0, 1, 1]],
    ['|i1', [0xff, 0x80, 0x7f], [-1, -128, 127]],
    ['|u1', [0xff, 0x80, 0x7f], [255, 128, 127]],
    ['<i2', [0xfe, 0xff, 0x01, 0x02], [-2, 513]],
    ['>i2', [0xff, 0xfe, 0x02, 0x01], [-2, 513]],
    ['<u2', [0xfe, 0xff], [65534]],
    ['<i4', [0xfe, 0xff, 0xff, 0xff], [-2]],
    ['>u4', [0xff, 0xff, 0xff, 0xfe], [4294967294]],
    ['<i8', [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-2]],
    ['>i8', [0, 0, 0, 1, 0, 0, 0, 2], [4294967298]],
    ['<u8', [2, 0, 0, 0, 1, 0, 0, 0], [4294967298]],
    ['<f2', [0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00, 0x00, 0x7c], [1, -2, 2 ** -24, Infinity]],
    ['>f2', [0x3c, 0x00, 0x35, 0x55], [1, 0.333251953125]],
    ['<f4', [0x00, 0x00, 0x80, 0x3f], [1]],
    ['>f4', [0xbf, 0x80, 0x00, 0x00], [-1]],
    ['<f8', [0, 0, 0, 0, 0, 0, 0xf0, 0x3f], [1]],
    ['>f8', [0x3f, 0xf0, 0, 0, 0, 0, 0, 0], [1]],
  ])('reads %s', (descr, data, values) => {
    const array = readNpy(npyBytes(npyHeader(descr, `(${values.length},)`), data), file);
    expect(Array.from(array.data)).toEqual(values);
    expect(array.shape).toEqual([values.length]);
    expect(array.dtype).toBe(descr);
  });

  it('reads a half that is no number', () => {
    expect(readNpy(npyBytes(npyHeader('<f2', '(1,)'), [1, 0x7e]), file).data[0]).toBeNaN();
  });

  it.each([1, 2, 3])('reads version %i', (version) => {
    const array = readNpy(npyBytes(npyHeader('|u1', '(2, 1)'), [4, 5], { version }), file);
    expect(array.shape).toEqual([2, 1]);
    expect(Array.from(array.data)).toEqual([4, 5]);
  });

  it('returns Fortran order in C order', () => {
    const two = readNpy(npyBytes(npyHeader('|u1', '(2, 3)', true), [1, 4, 2, 5, 3, 6]), file);
    expect(Array.from(two.data)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(two.fortran).toBe(true);
    const three = readNpy(npyBytes(npyHeader('|u1', '(2, 2, 2)', true), [0, 4, 2, 6, 1, 5, 3, 7]), file);
    expect(Array.from(three.data)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('reads bytes that lie at an odd place of a larger buffer', () => {
    const bytes = npyBytes(npyHeader('<f4', '(1,)'), [0, 0, 0x80, 0x3f]);
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(readNpy(larger.subarray(3), file).data[0]).toBe(1);
  });

  it('understands other spellings of the header', () => {
    const header = '{"shape":(2L,),"fortran_order":False,"descr":"|u1"}';
    expect(Array.from(readNpy(npyBytes(header, [8, 9]), file).data)).toEqual([8, 9]);
    expect(readNpy(npyBytes(npyHeader('|u1', '()'), [8]), file).shape).toEqual([]);
    expect(readNpy(npyBytes(npyHeader('<f8', '(0, 5)')), file).data.length).toBe(0);
  });

  it.each([
    ['no magic', new Uint8Array([1, 2, 3]), /NUMPY/],
    ['an end after the magic', npyBytes('').subarray(0, 6), /ends before byte 6/],
    ['version 4', npyBytes(npyHeader('|u1', '(1,)'), [1], { version: 4 }), /version 4; the Lab reads versions 1, 2 and 3/],
    ['an end inside the lengths', npyBytes('', [], { version: 2 }).subarray(0, 9), /ends inside its header, after 9 bytes/],
    ['a header longer than the file', npyBytes(npyHeader('|u1', '(1,)'), [1], { claimed: 5000 }), /5,000 bytes, but the file has only/],
    ['a header beyond the limit', npyBytes('', [], { version: 2, claimed: 0xffffffff }), /the limit is 65,536/],
    ['a header cut short by its length', npyBytes(npyHeader('|u1', '(1,)'), [1], { claimed: 20 }), /byte 27 opens a quote and never closes it/],
    ['named fields', npyBytes("{'descr': [('x', '<i2')], 'fortran_order': False, 'shape': (1,), }"), /structured dtype/],
    ['objects', npyBytes(npyHeader('|O', '(1,)')), /“\|O” \(Python objects\)/],
    ['text', npyBytes(npyHeader('<U4', '(1,)')), /\(text\)/],
    ['complex numbers', npyBytes(npyHeader('<c8', '(1,)')), /complex/],
    ['a dtype without byte order', npyBytes(npyHeader('|f4', '(1,)'), [0, 0, 0, 0]), /“\|f4”/],
    ['a negative length', npyBytes(npyHeader('|u1', '(-1,)')), /negative length/],
    ['a huge length', npyBytes(npyHeader('|u1', '(99999999999999999999,)')), /far too large/],
    ['a product beyond the limit', npyBytes(npyHeader('|u1', '(4097, 4096)')), /; up to 16,777,216 elements are read\./],
    ['a product that overflows', npyBytes(npyHeader('|u1', `(${Array(30).fill(999999999999999).join(', ')})`)), /elements/],
    ['a huge axis beside a zero', npyBytes(npyHeader('|u1', '(0, 999999999999999)')), /elements/],
    ['too many axes', npyBytes(npyHeader('|u1', `(${Array(65).fill(1).join(', ')})`)), /more than 64 axes/],
    ['a shape that is no tuple', npyBytes(npyHeader('|u1', '(3)')), /comma after the only axis/],
    ['missing data', npyBytes(npyHeader('<f4', '(2, 3)'), [0, 0, 0, 0]), /needs 24 bytes .* has 4; it seems to be cut off/],
    ['more data than the shape holds', npyBytes(npyHeader('|u1', '(1,)'), [1, 2]), /needs 1 bytes .* has 2\./],
    ['digits beyond 2^53', npyBytes(npyHeader('<i8', '(1,)'), [1, 0, 0, 0, 0, 0, 0x20, 0]), /beyond 2\^53/],
    ['a missing entry', npyBytes("{'descr': '|u1', 'shape': (1,), }", [1]), /should name descr, fortran_order and shape/],
    ['an entry twice', npyBytes("{'descr': '|u1', 'descr': '|u1', }", [1]), /unexpected entry “descr”/],
    ['an unknown entry', npyBytes("{'order': 'C', }", [1]), /unexpected entry “order”/],
    ['code in place of a literal', npyBytes("__import__('os')"), /should have “{”/],
    ['an open quote', npyBytes("{'descr"), /never closes/],
    ['neither True nor False', npyBytes("{'fortran_order': 1, }"), /True or False/],
    ['text after the brace', npyBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (1,), } 5"), /after its closing brace/],
    ['nothing', new Uint8Array(0), /empty/],
  ])('refuses %s', (_, bytes, sentence) => {
    const error = formatErrorOf(() => readNpy(bytes, file));
    expect(error.message).toMatch(sentence);
    expect(error.message.startsWith('a.npy: ')).toBe(true);
  });
});

describe('writeNpy', () => {
  const types = [Float64Array, Float32Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array];

  it.each(types.map((type) => [type.name, type] as const))('writes %s that reads back', (_, Type) => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3e9, max: 3e9, noNaN: true }), { maxLength: 24 }), (values) => {
        const data = new Type(values.flatMap((value) => [value, -value]));
        const array = readNpy(writeNpy(data, [values.length, 2]), file);
        expect(array.shape).toEqual([values.length, 2]);
        expect(array.data).toEqual(data);
      }),
    );
  });

  it('keeps NaN, the infinities and the sign of zero', () => {
    const data = new Float32Array([NaN, Infinity, -Infinity, -0]);
    expect(readNpy(writeNpy(data, [4]), file).data).toEqual(data);
  });

  it('aligns the data to 64 bytes and ends the header with a newline', () => {
    const bytes = writeNpy(new Uint8Array([7]), [1]);
    expect((bytes.length - 1) % 64).toBe(0);
    expect(bytes[bytes.length - 2]).toBe(0x0a);
  });

  it('refuses a shape of another size', () => {
    expect(() => writeNpy(new Uint8Array(5), [2, 3])).toThrow('The shape [2, 3] does not hold 5 elements.');
    expect(() => writeNpy(new Uint8Array(1), [-1, -1])).toThrow(RangeError);
  });
});
