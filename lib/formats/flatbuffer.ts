import { DataError } from './dataError';

/**
 * Reads FlatBuffers by hand, every offset checked: the few tables that AEDAT 4 has need no generated code, and such code
 * trusts what it reads. See flatbuffers.dev, “FlatBuffer Internals”.
 */

/** One table of a buffer. */
export class FlatTable {
  readonly #vtable: number;
  readonly #slots: number;

  constructor(
    readonly view: DataView,
    readonly at: number,
  ) {
    this.#vtable = at - i32(view, at);
    const bytes = u16(view, this.#vtable);
    this.#slots = (bytes - 4) >> 1;
  }

  /** Where a field lies; 0 where it was left out. */
  #field(slot: number): number {
    if (slot >= this.#slots) return 0;
    const offset = u16(this.view, this.#vtable + 4 + 2 * slot);
    return offset === 0 ? 0 : this.at + offset;
  }

  /** A field of a small whole number. */
  int32(slot: number, missing: number): number {
    const at = this.#field(slot);
    return at === 0 ? missing : i32(this.view, at);
  }

  int64(slot: number, missing: number): number {
    const at = this.#field(slot);
    return at === 0 ? missing : i64(this.view, at);
  }

  /** A string or vector: where its first element lies, and how many there are; null where it was left out. */
  vector(slot: number, elementBytes: number): { readonly at: number; readonly length: number } | null {
    const field = this.#field(slot);
    if (field === 0) return null;
    const start = field + u32(this.view, field);
    const length = u32(this.view, start);
    inside(this.view, start + 4, length * elementBytes);
    return { at: start + 4, length };
  }
}

function inside(view: DataView, at: number, bytes: number): number {
  if (!(at >= 0 && at + bytes <= view.byteLength)) throw new DataError(`point to byte ${at} of ${view.byteLength}`);
  return at;
}

const u16 = (view: DataView, at: number): number => view.getUint16(inside(view, at, 2), true);
const u32 = (view: DataView, at: number): number => view.getUint32(inside(view, at, 4), true);
const i32 = (view: DataView, at: number): number => view.getInt32(inside(view, at, 4), true);
/** Exact up to 2^53, which no time or place of a file reaches. */
export const i64 = (view: DataView, at: number): number => view.getInt32(inside(view, at, 8) + 4, true) * 2 ** 32 + view.getUint32(at, true);

/**
 * The root table of a buffer.
 * @param identifier 4 letters that it should have
 * @throws {DataError} other letters, offsets that lead outside
 */
export function rootTable(bytes: Uint8Array, identifier: string): FlatTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const root = u32(view, 0);
  inside(view, 4, 4);
  if (String.fromCharCode(...bytes.subarray(4, 8)) !== identifier) throw new DataError(`are no ${identifier}`);
  return new FlatTable(view, root);
}

/** @throws {DataError} as `rootTable`, of a buffer with its size before it */
export function sizedRootTable(bytes: Uint8Array, identifier: string): FlatTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = u32(view, 0);
  inside(view, 4, size);
  return rootTable(bytes.subarray(4, 4 + size), identifier);
}
