import type { NumberArray } from './npyTypes';

const descr: Record<NumberArray[typeof Symbol.toStringTag], string> = {
  Float64Array: '<f8',
  Float32Array: '<f4',
  Int32Array: '<i4',
  Uint32Array: '<u4',
  Int16Array: '<i2',
  Uint16Array: '<u2',
  Int8Array: '|i1',
  Uint8Array: '|u1',
};

function writer(view: DataView, data: NumberArray): (at: number, value: number) => void {
  switch (data[Symbol.toStringTag]) {
    case 'Float64Array': return (at, value) => view.setFloat64(at, value, true);
    case 'Float32Array': return (at, value) => view.setFloat32(at, value, true);
    case 'Int32Array':
    case 'Uint32Array': return (at, value) => view.setUint32(at, value, true);
    case 'Int16Array':
    case 'Uint16Array': return (at, value) => view.setUint16(at, value, true);
    default: return (at, value) => view.setUint8(at, value);
  }
}

/**
 * Writes a numpy array: .npy version 1, little endian, C order, data aligned to 64 bytes.
 *
 * @param data the elements, last axis fastest; the array's own type becomes the element type
 * @param shape lengths of the axes, e.g. `[T, N]`
 * @throws {RangeError} when the shape does not hold exactly `data.length` elements
 */
export function writeNpy(data: NumberArray, shape: readonly number[]): Uint8Array {
  const whole = shape.every((length) => Number.isInteger(length) && length >= 0);
  if (!whole || shape.reduce((product, length) => product * length, 1) !== data.length) {
    throw new RangeError(`The shape [${shape.join(', ')}] does not hold ${data.length} elements.`);
  }
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const text = `{'descr': '${descr[data[Symbol.toStringTag]]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const start = Math.ceil((10 + text.length + 1) / 64) * 64;
  const bytes = new Uint8Array(start + data.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, start - 10, true);
  bytes.fill(0x20, 10, start - 1);
  for (let i = 0; i < text.length; i += 1) bytes[10 + i] = text.charCodeAt(i);
  bytes[start - 1] = 0x0a;
  const write = writer(view, data);
  for (let i = 0; i < data.length; i += 1) write(start + i * data.BYTES_PER_ELEMENT, data[i]);
  return bytes;
}
