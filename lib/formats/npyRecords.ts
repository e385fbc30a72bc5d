import { count } from '../numerics/words';
import { FormatError, shown } from './FormatError';
import { LIMITS } from './limits';
import { isNpy } from './npy';
import { npyTypes, type NpyType } from './npyTypes';

/** The columns of a structured numpy array, one number a record: tonic keeps events so. */
export interface NpyRecords {
  readonly length: number;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** A structured array whose header has been read and checked; numbers are read from its bytes when they are asked for. */
export interface OpenNpyRecords {
  readonly length: number;
  /** Per field, its number in a record, counted from 0. */
  readonly fields: ReadonlyMap<string, (record: number) => number>;
}

interface Field {
  readonly name: string;
  readonly type: NpyType;
  readonly little: boolean;
  readonly offset: number;
}

function readHeader(bytes: Uint8Array): { text: string; end: number } | null {
  if (!isNpy(bytes) || bytes.length < 12) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = bytes[6] === 1 ? 10 : 12;
  const length = bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LIMITS.npyHeaderBytes || start + length > bytes.length) return null;
  return { text: Array.from(bytes.subarray(start, start + length), (byte) => String.fromCharCode(byte)).join(''), end: start + length };
}

/** Whether a file holds a structured array; anything else is for `readNpy`, which says what is wrong with it. */
export function isNpyRecords(bytes: Uint8Array): boolean {
  const header = readHeader(bytes);
  return header !== null && /['"]descr['"]:\s*\[/.test(header.text);
}

const oneField = /^\s*\(\s*'([^'\\]{1,64})'\s*,\s*'([<>|])([a-z]\d)'\s*\)\s*,?/;

function readFields(list: string, file: string): Field[] {
  const fields: Field[] = [];
  let offset = 0;
  let rest = list;
  while (rest.trim() !== '') {
    const found = oneField.exec(rest);
    const type = found && npyTypes.get(found[3]);
    if (!found || !type) throw new FormatError(file, 'header', `the header lists the field “${shown(rest.trim())}”; fields should be plain numbers, such as ('x', '<i2').`);
    fields.push({ name: found[1], type, little: found[2] !== '>', offset });
    offset += type.bytes;
    rest = rest.slice(found[0].length);
    if (fields.length > LIMITS.axes) throw new FormatError(file, 'header', `the header lists more than ${LIMITS.axes} fields, the limit.`);
  }
  return fields;
}

/**
 * Opens a structured numpy array with one axis, such as tonic's events: fields `x`, `y`, `t`, `p` in any order. Nothing
 * is copied.
 *
 * @param limit records at most
 * @throws {FormatError} nested or aligned fields, several axes, more records than the limit, data that are shorter or
 * longer than the shape says; when a number is asked for, one beyond 2^53 or not finite
 */
export function openNpyRecords(bytes: Uint8Array, file: string, limit: number = LIMITS.events): OpenNpyRecords {
  const header = readHeader(bytes);
  // No nested brackets: a field that is itself an array or a structure does not match.
  const found = header && /^\s*\{\s*'descr':\s*\[([^[\]]*)\]\s*,\s*'fortran_order':\s*(?:True|False)\s*,\s*'shape':\s*\(\s*(\d{1,15})\s*,\s*\)\s*,?\s*\}\s*$/.exec(header.text);
  if (!header || !found) {
    throw new FormatError(file, 'header', 'the header is not that of one row of records, a structured array with plain fields and one axis.');
  }
  const fields = readFields(found[1], file);
  const length = Number(found[2]);
  if (length > limit) throw new FormatError(file, 'header', `the header gives ${count(length)} records; the limit is ${count(limit)}.`);
  const stride = fields.reduce((sum, { type }) => sum + type.bytes, 0);
  const present = bytes.length - header.end;
  if (present !== stride * length) {
    throw new FormatError(
      file,
      `byte ${header.end}`,
      `${count(length)} records of ${stride} bytes need ${count(stride * length)} from byte ${header.end} on, but the file has ${count(present)}${present < stride * length ? '; it seems to be cut off' : ''}.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + header.end, present);
  const readers = new Map<string, (record: number) => number>();
  for (const { name, type: { read }, little, offset } of fields) {
    if (readers.has(name)) continue;
    readers.set(name, (record) => {
      const value = read(view, record * stride + offset, little);
      if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
      throw new FormatError(file, `record ${record}`, `record ${record} (from 0) has ${value} in the field ${shown(name)}; it should be a finite number below 2^53.`);
    });
  }
  return { length, fields: readers };
}

/**
 * Reads a structured numpy array as `openNpyRecords` opens it.
 *
 * @param wanted names of the fields that are read; those the file lacks are left out
 * @throws {FormatError} what `openNpyRecords` refuses
 */
export function readNpyRecords(bytes: Uint8Array, wanted: readonly string[], file: string): NpyRecords {
  const { length, fields } = openNpyRecords(bytes, file);
  const columns = new Map<string, Float64Array>();
  for (const [name, at] of fields) {
    if (wanted.includes(name)) columns.set(name, Float64Array.from({ length }, (_, record) => at(record)));
  }
  return { length, columns };
}
