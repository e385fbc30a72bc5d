import { count } from '../numerics/words';
import { checkFileSize } from './checkFileSize';
import { FormatError, shown } from './FormatError';
import { LIMITS } from './limits';
import { parseNpyHeader, type NpyHeader } from './npyHeader';
import { npyTypes, refusedType, type NpyType, type NumberArray } from './npyTypes';

export { writeNpy } from './writeNpy';

/** An array from a .npy file, in C order: the last axis runs fastest. */
export interface NpyArray {
  readonly shape: number[];
  /** Element type as numpy writes it, e.g. `<f4`. */
  readonly dtype: string;
  /** Whether the file had it in Fortran order. `data` never has. */
  readonly fortran: boolean;
  /** f2 is read as float32, i8 and u8 as float64, booleans as 0 and 1. */
  readonly data: NumberArray;
}

/** A .npy file whose header has been read and checked; elements are read from its bytes when they are asked for. */
export interface OpenNpy {
  readonly shape: number[];
  /** Element type as numpy writes it, e.g. `<f4`. */
  readonly dtype: string;
  /** Whether the first axis runs fastest in the file. */
  readonly fortran: boolean;
  readonly elements: number;
  readonly type: NpyType;
  /** Byte of the file where the data begin. */
  readonly start: number;
  /** The element at a place in the order of the file, counted in elements. */
  readonly at: (place: number) => number;
}

/** How large a .npy file may be. */
export interface NpyLimits {
  readonly fileBytes: number;
  readonly elements: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Whether the bytes begin as a .npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((value, i) => bytes[i] === value);
}

/** Reads the header; `end` is the byte where the data begin. */
function readHeader(bytes: Uint8Array, file: string): { header: NpyHeader; end: number } {
  if (!isNpy(bytes)) {
    throw new FormatError(file, 'byte 0', 'byte 0 should begin a .npy file with 0x93 and “NUMPY”.');
  }
  const version = bytes[6];
  if (version !== 1 && version !== 2 && version !== 3) {
    throw new FormatError(file, 'byte 6', version === undefined
      ? 'the file ends before byte 6, where its version should be.'
      : `byte 6 says .npy version ${version}; the Lab reads versions 1, 2 and 3.`);
  }
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) {
    throw new FormatError(file, 'header', `the file ends inside its header, after ${bytes.length} bytes.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const end = start + length;
  if (length > LIMITS.npyHeaderBytes) {
    throw new FormatError(
      file,
      'byte 8',
      `byte 8 gives the header ${count(length)} bytes; the limit is ${count(LIMITS.npyHeaderBytes)}.`,
    );
  }
  if (end > bytes.length) {
    throw new FormatError(
      file,
      'byte 8',
      `byte 8 gives the header ${count(length)} bytes, but the file has only ${count(bytes.length - start)} more.`,
    );
  }
  // numpy writes Latin-1 here, and UTF-8 only for field names, which are refused anyway;
  // one character a byte keeps the places in messages right.
  const text = Array.from(bytes.subarray(start, end), (byte) => String.fromCharCode(byte)).join('');
  return { header: parseNpyHeader(text, start, file), end };
}

function findType(descr: string, file: string): NpyType {
  const type = /^[<>|]/.test(descr) ? npyTypes.get(descr.slice(1)) : undefined;
  if (type && (descr[0] !== '|' || type.bytes === 1)) return type;
  const holds = refusedType(descr);
  throw new FormatError(
    file,
    'header',
    `the header gives the type “${shown(descr)}”${holds ? ` (${holds})` : ''}; ` +
      'the Lab reads booleans, whole numbers of 1 to 8 bytes and floats of 2, 4 or 8.',
  );
}

function countElements(shape: readonly number[], file: string, limit: number): number {
  // Zeros first: [4096, 4096, 4096, 0] holds nothing, however long the others are.
  const elements = shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
  if (elements > limit || shape.some((length) => length > limit)) {
    throw new FormatError(
      file,
      'header',
      `the header gives the shape [${shape.join(', ')}]; up to ${count(limit)} elements are read.`,
    );
  }
  return elements;
}

/** Where the element at each place in C order lies, in elements, when the first axis runs fastest. */
function* fortranPlaces(shape: readonly number[], elements: number): Generator<number> {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  const index = shape.map(() => 0);
  let place = 0;
  for (let i = 0; i < elements; i += 1) {
    yield place;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      index[axis] += 1;
      place += strides[axis];
      if (index[axis] < shape[axis]) break;
      place -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

/**
 * Opens a numpy array: .npy versions 1 to 3, little or big endian, C or Fortran order, booleans,
 * whole numbers and floats. Nothing is copied.
 *
 * @throws {FormatError} everything else: structured, object, text and complex types, shapes beyond
 * the limit, and data that are shorter or longer than the shape says
 */
export function openNpy(bytes: Uint8Array, file: string, limits: NpyLimits = LIMITS): OpenNpy {
  checkFileSize(bytes.length, file, limits.fileBytes);
  const { header, end } = readHeader(bytes, file);
  const type = findType(header.descr, file);
  const elements = countElements(header.shape, file, limits.elements);
  const expected = elements * type.bytes;
  const found = bytes.length - end;
  if (found !== expected) {
    throw new FormatError(
      file,
      `byte ${end}`,
      `the shape [${header.shape.join(', ')}] needs ${count(expected)} bytes of data from byte ${end} on, ` +
        `but the file has ${count(found)}${found < expected ? '; it seems to be cut off' : ''}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + end, found);
  const little = header.descr[0] !== '>';
  const { bytes: width, read } = type;
  return {
    shape: header.shape,
    dtype: header.descr,
    fortran: header.fortran,
    elements,
    type,
    start: end,
    at: (place) => read(view, place * width, little),
  };
}

/**
 * Reads a numpy array as `openNpy` opens it.
 *
 * @throws {FormatError} what `openNpy` refuses, and whole numbers beyond 2^53, which would lose digits
 */
export function readNpy(bytes: Uint8Array, file: string): NpyArray {
  const { shape, dtype, fortran, elements, type, start, at } = openNpy(bytes, file);
  const whole = dtype[1] !== 'f';
  const data = type.make(elements);
  const places = fortran && shape.length > 1 ? fortranPlaces(shape, elements) : null;
  for (let i = 0; i < elements; i += 1) {
    const place = places ? (places.next().value as number) : i;
    const value = at(place);
    if (whole && !Number.isSafeInteger(value)) {
      const byte = start + place * type.bytes;
      throw new FormatError(file, `byte ${byte}`, `the whole number at byte ${byte} is beyond 2^53 and would lose digits.`);
    }
    data[i] = value;
  }
  return { shape, dtype, fortran, data };
}
