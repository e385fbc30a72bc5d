/** @jest-environment node */
import { sniff } from '@/lib/formats/sniff';
import { readInput } from '@/lib/formats/readInput';
import { writeNpy } from '@/lib/formats/npy';
import { formatErrorOf } from './expectFormatError';

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

describe('sniff', () => {
  it.each([
    ['npy', writeNpy(new Uint8Array(1), [1])],
    ['npz', latin1('PK\x03\x04....')],
    ['npz', latin1('PK\x05\x06....')],
    ['csv', latin1('1,2\n3,4\n')],
    ['csv', latin1('\xff\xfe1\0')],
    ['csv', new TextEncoder().encode('µ'.repeat(4000))],
    ['csv', new TextEncoder().encode(`x${'µ'.repeat(4000)}`)],
    ['nmnist', new Uint8Array([1, 2, 0, 0, 1, 0, 240, 0, 0, 0])],
    ['unknown', new Uint8Array([200, 0, 1, 2, 3, 4])],
    ['unknown', new Uint8Array([0, 240, 0, 0, 0])],
    ['unknown', new Uint8Array(0)],
  ])('tells %s by its content', (kind, bytes) => {
    expect(sniff(bytes, 'file').kind).toBe(kind);
  });

  it('lets the name decide between text and events that are both', () => {
    const both = latin1('\n\n111\n\n222');
    expect(sniff(both, 'a.csv').kind).toBe('csv');
    expect(sniff(both, 'a.bin').kind).toBe('nmnist');
  });

  it('leaves a .bin that is like nothing else to the reader of events, which says where it is bad', () => {
    const message = (bytes: number[], name = 'a.bin') => formatErrorOf(() => readInput(Uint8Array.from(bytes), name)).message;
    expect(message([1, 2, 0, 0, 1, 34, 2, 0, 0, 2])).toBe('a.bin: the event at byte 5 lies at x 34, y 2; N-MNIST has 34 × 34 pixels, counted from 0.');
    expect(message([200, 0, 1, 2])).toMatch(/N-MNIST events have 5 bytes each, but at the end of the file 4 are left over/);
    expect(message([0, 240, 0, 0, 0])).toBe('a.bin: the file holds no events.');
    expect(message([200, 0, 1, 2, 3], 'a.xyz')).toMatch(/does not know this kind of file/);
    expect(message([])).not.toMatch(/event at byte/);
    expect(message(Array.from(latin1('\x89PNG\r\n\x1a\n')))).toMatch(/looks like a PNG picture/);
  });

  it.each([
    ['\x89HDF\r\n\x1a\n', 'an HDF5 file (.h5, .nir)'],
    ['\x1f\x8b\x08', 'a gzip file'],
    ['\x89PNG\r\n\x1a\n', 'a PNG picture'],
    ['\xff\xd8\xff\xe0', 'a JPEG picture'],
    ['GIF89a', 'a GIF picture'],
    ['%PDF-1.7', 'a PDF document'],
    ['#!AER-DAT2.0\r\n', 'an AEDAT event recording'],
    ['% Data file containing', 'a Prophesee event recording'],
    ['\0\0\x08\x03\0\0\x27\x10', 'an IDX file'],
    ['\x80\x04\x95', 'a Python pickle'],
    ['MATLAB 5.0 MAT-file', 'a MATLAB file'],
    [' {"a": 1}', 'a JSON file'],
    ['<!doctype html>', 'a web page'],
  ])('names %j, which is not read yet', (start, words) => {
    const { message } = formatErrorOf(() => readInput(latin1(start), 'file.npy'));
    expect(message).toMatch(/^file\.npy: this file looks like /);
    expect(message).toContain(words);
    expect(message).toContain('it reads .npy, .npz, .csv and N-MNIST .bin.');
  });
});
