/** @jest-environment node */
import fc from 'fast-check';

import { readCsv, writeCsv } from '@/lib/formats/csv';
import { formatErrorOf } from './expectFormatError';

const file = 'a.csv';

describe('readCsv', () => {
  it.each([
    ['commas', '1,2.5\n-3,4e-2\n'],
    ['commas and spaces', '1, 2.5\n-3 ,  4e-2'],
    ['semicolons', '1;2.5\n-3;+.04\n'],
    ['tabs', '1\t2.5\n-3\t4E-2\n'],
    ['spaces', '  1   2.5\n -3 4e-2  \n'],
    ['CR LF', '1,2.5\r\n-3,4e-2\r\n'],
    ['CR', '1,2.5\r-3,4e-2\r'],
    ['a byte order mark', '\ufeff1,2.5\n-3,4e-2\n'],
    ['quotes', '"1","2.5"\n"-3",4e-2\n'],
    ['comments', '# a comment\n1,2.5\n  # another, with 1,2,3\n-3,4e-2\n'],
    ['blank lines around', '\n\n1,2.5\n-3,4e-2\n\n  \n'],
  ])('reads %s', (_, text) => {
    for (const input of [text, new TextEncoder().encode(text)]) {
      const table = readCsv(input, file);
      expect(table).toMatchObject({ steps: 2, channels: 2, names: null });
      expect(Array.from(table.data)).toEqual([1, 2.5, -3, 0.04]);
    }
  });

  it.each([
    ['time,0,1\n1,2,3\n', ['time', '0', '1']],
    [',a,b\n1,2,3\n', ['', 'a', 'b']],
    ['"a, b";"say ""hi""";µV\n1;2;3\n', ['a, b', 'say "hi"', 'µV']],
    ['"two\nlines","b","c"\n1,2,3\n', ['two\nlines', 'b', 'c']],
    ['"a b" c d\n1 2 3\n', ['a b', 'c', 'd']],
  ])('keeps the names in %j', (text, names) => {
    const table = readCsv(text, file);
    expect(table.names).toEqual(names);
    expect(Array.from(table.data)).toEqual([1, 2, 3]);
  });

  it('reads one column under a name with spaces', () => {
    expect(readCsv('membrane potential, H\n1\n2\n', file)).toMatchObject({ steps: 2, channels: 1 });
  });

  it.each([
    ['a ragged row', '1,2\n3\n', 'line 2', 'line 2 has 1 cells, but the first row has 2.'],
    ['a trailing comma', '1,2,\n', 'line 1, column 3', 'line 1, column 3 is empty; every cell should hold a number.'],
    ['an empty cell', '# c\n1,2\n3,\n', 'line 3, column 2', 'line 3, column 2 is empty; every cell should hold a number.'],
    ['a word', 'a,b\n1,x\n', 'line 2, column 2', 'line 2, column 2 says “x”; it should hold a finite number.'],
    ['a mistyped first row', '1.o,2\n3,4\n', 'line 1, column 1', 'line 1, column 1 says “1.o”; it should hold a finite number.'],
    ['a decimal comma', '1,5;2\n', 'line 1, column 1', 'line 1, column 1 says “1,5”; it should hold a finite number with a decimal point.'],
    ['NaN', '1,nan\n', 'line 1, column 2', 'line 1, column 2 says “nan”; it should hold a finite number.'],
    ['too large a number', '1,1e999\n', 'line 1, column 2', 'line 1, column 2 says “1e999”; it should hold a finite number.'],
    ['a hexadecimal number', '1,0x10\n', 'line 1, column 2', 'line 1, column 2 says “0x10”; it should hold a finite number.'],
    ['a blank line between rows', '1\n\n2\n', 'line 2', 'line 2 is blank, but numbers follow it; each step needs its row.'],
    ['an open quote', '1,"2\n', 'line 1, column 2', 'line 1, column 2 opens a quote that is never closed.'],
    ['text after a quote', '"1"2,3\n', 'line 1, column 1', 'line 1, column 1 goes on after its closing quote.'],
    ['text after a quote, between spaces', '1 "2"3\n', 'line 1, column 2', 'line 1, column 2 goes on after its closing quote.'],
    ['a word after names on two lines', '"a\nb",c\n1,2\n3,x\n', 'line 4, column 2', 'line 4, column 2 says “x”; it should hold a finite number.'],
    ['names alone', 'a,b\n', 'file', 'the file holds no rows of numbers.'],
    ['nothing', '', 'file', 'the file is empty.'],
    ['a long cell', `1,${'1'.repeat(1001)}`, 'line 1, column 2', 'line 1, column 2 is longer than 1000 characters, the limit for a cell.'],
    ['too many columns', `${'1,'.repeat(4096)}1`, 'line 1, column 4097', 'line 1, column 4097 is one column too many; the limit is 4096 columns.'],
    ['too many rows', 'a\n'.concat('1\n'.repeat(4097)), 'line 4098', 'line 4098 is one row too many; the limit is 4096 rows of numbers.'],
  ])('refuses %s', (_, text, place, sentence) => {
    const error = formatErrorOf(() => readCsv(text, file));
    expect(error.message).toBe(`a.csv: ${sentence}`);
    expect(error.place).toBe(place);
  });

  it('refuses text that is not UTF-8', () => {
    expect(formatErrorOf(() => readCsv(new Uint8Array([0xb5, 0x56, 10]), file)).message).toMatch(/not UTF-8/);
    expect(formatErrorOf(() => readCsv(new Uint8Array([0xff, 0xfe, 0x31, 0]), file)).message).toMatch(/UTF-16/);
  });

  it('does not slow down over long digits that end wrongly', () => {
    const error = formatErrorOf(() => readCsv(`${'1'.repeat(900)}x`, file));
    expect(error.message.length).toBeLessThan(200);
  });

  it('reads the largest number of rows', () => {
    expect(readCsv('1,0\n'.repeat(4096), file)).toMatchObject({ steps: 4096, channels: 2 });
  });
});

describe('writeCsv', () => {
  it('writes the shortest decimals', () => {
    const text = writeCsv([
      { name: 'single', values: new Float32Array([0.1, 1 / 3, 16777216, 1e-45, -0]) },
      { name: 'double', values: [0.1, 1 / 3, 1e21, NaN, -Infinity] },
    ]);
    expect(text).toBe(
      'single,double\n0.1,0.1\n0.33333334,0.3333333333333333\n16777216,1e+21\n1e-45,nan\n-0,-inf\n',
    );
  });

  it('quotes names, and keeps spreadsheets from running them', () => {
    const names = ['=1+1', '+a', '-b', '@c', 'd,e', 'f "g"', '#h', 'two\nlines', '\t=x'];
    const text = writeCsv(names.map((name) => ({ name, values: [0] })));
    expect(text.startsWith(`'=1+1,'+a,'-b,'@c,"d,e","f ""g""","#h","two\nlines","'\t=x"\n`)).toBe(true);
    expect(readCsv(text, file).names).toEqual(["'=1+1", "'+a", "'-b", "'@c", 'd,e', 'f "g"', '#h', 'two\nlines', "'\t=x"]);
  });

  it('refuses columns that differ in length, and none', () => {
    expect(() => writeCsv([{ name: 'a', values: [1] }, { name: 'b', values: [] }])).toThrow('Column b has 0 values, but a has 1.');
    expect(() => writeCsv([])).toThrow(RangeError);
  });

  it('reads back every float64', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 20 }), (values) => {
        const text = writeCsv([{ name: 'a', values }, { name: 'b', values: [...values].reverse() }]);
        const { data, steps } = readCsv(text, file);
        expect(steps).toBe(values.length);
        expect(Array.from(data)).toEqual(values.flatMap((value, i) => [value, values[values.length - 1 - i]]));
      }),
    );
  });

  it('reads back every float32', () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1, maxLength: 20 }), (values) => {
        const { data } = readCsv(writeCsv([{ name: 'a', values }]), file);
        expect(Float32Array.from(data)).toEqual(values);
      }),
    );
  });
});
