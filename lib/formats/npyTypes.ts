/** Arrays of numbers that .npy data are read into and written from. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** How one element type of numpy lies in a file. */
export interface NpyType {
  readonly bytes: number;
  readonly make: (length: number) => NumberArray;
  readonly read: (view: DataView, at: number, little: boolean) => number;
}

/** An IEEE 754 half: 1 bit sign, 5 bits exponent, 10 bits fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Two halves of a 64-bit whole number; exact up to 2^53, and never rounded to less beyond it. */
function wide(view: DataView, at: number, little: boolean, signed: boolean): number {
  const highAt = little ? at + 4 : at;
  const high = signed ? view.getInt32(highAt, little) : view.getUint32(highAt, little);
  return high * 2 ** 32 + view.getUint32(little ? at : at + 4, little);
}

/** The element types the Lab reads, by numpy's letter and size in bytes. */
export const npyTypes: ReadonlyMap<string, NpyType> = new Map<string, NpyType>([
  ['b1', { bytes: 1, make: (n) => new Uint8Array(n), read: (v, at) => (v.getUint8(at) === 0 ? 0 : 1) }],
  ['i1', { bytes: 1, make: (n) => new Int8Array(n), read: (v, at) => v.getInt8(at) }],
  ['u1', { bytes: 1, make: (n) => new Uint8Array(n), read: (v, at) => v.getUint8(at) }],
  ['i2', { bytes: 2, make: (n) => new Int16Array(n), read: (v, at, little) => v.getInt16(at, little) }],
  ['u2', { bytes: 2, make: (n) => new Uint16Array(n), read: (v, at, little) => v.getUint16(at, little) }],
  ['i4', { bytes: 4, make: (n) => new Int32Array(n), read: (v, at, little) => v.getInt32(at, little) }],
  ['u4', { bytes: 4, make: (n) => new Uint32Array(n), read: (v, at, little) => v.getUint32(at, little) }],
  ['i8', { bytes: 8, make: (n) => new Float64Array(n), read: (v, at, little) => wide(v, at, little, true) }],
  ['u8', { bytes: 8, make: (n) => new Float64Array(n), read: (v, at, little) => wide(v, at, little, false) }],
  ['f2', { bytes: 2, make: (n) => new Float32Array(n), read: (v, at, little) => half(v.getUint16(at, little)) }],
  ['f4', { bytes: 4, make: (n) => new Float32Array(n), read: (v, at, little) => v.getFloat32(at, little) }],
  ['f8', { bytes: 8, make: (n) => new Float64Array(n), read: (v, at, little) => v.getFloat64(at, little) }],
]);

const refused: Record<string, string> = {
  O: 'Python objects',
  S: 'text',
  a: 'text',
  U: 'text',
  V: 'raw bytes',
  M: 'dates',
  m: 'durations',
  c: 'complex numbers',
};

/** What an element type that the Lab does not read holds, in words, or null where that is unknown. */
export function refusedType(descr: string): string | null {
  const letter = /^[<>|=]?([A-Za-z])/.exec(descr)?.[1];
  return (letter && refused[letter]) || null;
}
