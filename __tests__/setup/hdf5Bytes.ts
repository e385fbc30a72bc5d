/**
 * Makes small HDF5 files byte by byte, fast, and by the specification rather than by the library that reads them: groups,
 * data sets that lie in one piece, attributes, links.
 */
import { align, Bytes, header, text, UNDEFINED, type Message } from './shdFile';

/** How numbers lie in the file: `f8`, `u2`, `b1` (true and false as h5py keeps them). */
export type H5Type = 'f4' | 'f8' | 'u1' | 'u2' | 'u4' | 'i4' | 'i8' | 'b1';

export interface H5Attributes {
  readonly [name: string]: number | string | readonly string[];
}

export interface H5DataSet {
  readonly type: H5Type;
  readonly shape: readonly number[];
  /** In C order; left out, the data set claims its shape and has nothing. */
  readonly values?: ArrayLike<number>;
  readonly attributes?: H5Attributes;
}

export interface H5Group {
  readonly group: { readonly [name: string]: H5Node };
  readonly attributes?: H5Attributes;
}

/** A link to another place in the file, or to a place in another file. */
export interface H5Link {
  readonly link: string;
  readonly file?: string;
}

/** A group that is another one of the file, by its path: what a hard link makes. */
export interface H5Same {
  readonly same: string;
}

export type H5Node = H5DataSet | H5Group | H5Link | H5Same;

const whole = (bytes: number, signed: boolean): number[] => new Bytes().u8(0x10, signed ? 8 : 0, 0, 0).u32(bytes).u16(0).u16(8 * bytes).list;

function typeOf(type: H5Type): number[] {
  const bytes = Number(type[1]);
  if (type === 'f8') return new Bytes().u8(0x11, 0x20, 63, 0).u32(8).u16(0).u16(64).u8(52, 11, 0, 52).u32(1023).list;
  if (type === 'f4') return new Bytes().u8(0x11, 0x20, 31, 0).u32(4).u16(0).u16(32).u8(23, 8, 0, 23).u32(127).list;
  if (type !== 'b1') return whole(bytes, type[0] === 'i');
  const names = ['FALSE', 'TRUE'].flatMap((name) => [...new TextEncoder().encode(name.padEnd(8, '\0'))]);
  return new Bytes().u8(0x18, 2, 0, 0).u32(1).u8(...whole(1, true), ...names, 0, 1).list;
}

function pack(type: H5Type, values: ArrayLike<number>): number[] {
  const bytes = Number(type[1]);
  const view = new DataView(new ArrayBuffer(bytes * values.length));
  for (let k = 0; k < values.length; k++) {
    if (type === 'f8') view.setFloat64(8 * k, values[k], true);
    else if (type === 'f4') view.setFloat32(4 * k, values[k], true);
    else if (bytes === 8) view.setBigInt64(8 * k, BigInt(values[k]), true);
    else if (bytes === 4) view.setInt32(4 * k, values[k], true);
    else if (bytes === 2) view.setInt16(2 * k, values[k], true);
    else view.setInt8(k, values[k]);
  }
  return [...new Uint8Array(view.buffer)];
}

const space = (shape: readonly number[]): number[] => shape.reduce((bytes, side) => bytes.u64(side), new Bytes().u8(1, shape.length, 0, 0).u32(0)).list;

function attribute(name: string, value: number | string | readonly string[]): Message {
  const texts = typeof value === 'number' ? [] : typeof value === 'string' ? [value] : value;
  const encoded = texts.map((one) => new TextEncoder().encode(one));
  const longest = Math.max(1, ...encoded.map(({ length }) => length));
  const type = typeof value === 'number' ? typeOf('f8') : text(longest);
  const extent = typeof value === 'object' ? space([value.length]) : space([]);
  const data = typeof value === 'number' ? pack('f8', [value]) : encoded.flatMap((one) => [...one, ...Array<number>(longest - one.length).fill(0)]);
  const label = [...new TextEncoder().encode(name), 0];
  return [0x0c, new Bytes().u8(3, 0).u16(label.length).u16(type.length).u16(extent.length).u8(0, ...label, ...type, ...extent, ...data).list];
}

const attributesOf = (attributes: H5Attributes = {}): Message[] => Object.entries(attributes).map(([name, value]) => attribute(name, value));

const isDataSet = (node: H5Node): node is H5DataSet => 'type' in node;
const isGroup = (node: H5Node): node is H5Group => 'group' in node;

function linkMessage(name: string, node: H5Node, addressOf: (path: string) => number, path: string): Message {
  const label = new TextEncoder().encode(name);
  if ('link' in node) {
    const target = node.file === undefined ? [...new TextEncoder().encode(node.link)] : [0, ...new TextEncoder().encode(`${node.file}\0${node.link}\0`)];
    return [0x06, new Bytes().u8(1, 8, node.file === undefined ? 1 : 64, label.length, ...label).u16(target.length).u8(...target).list];
  }
  return [0x06, new Bytes().u8(1, 0, label.length, ...label).u64(addressOf('same' in node ? node.same : path)).list];
}

/** The bytes of a file with such a root. */
export function hdf5Bytes(root: H5Group): Uint8Array {
  const nodes: [path: string, node: H5DataSet | H5Group][] = [];
  const gather = (path: string, node: H5Node): void => {
    if (isDataSet(node)) nodes.push([path, node]);
    else if (isGroup(node)) {
      nodes.push([path, node]);
      for (const [name, child] of Object.entries(node.group)) gather(path ? `${path}/${name}` : name, child);
    }
  };
  gather('', root);
  const at = new Map<string, number>();
  const addressOf = (path: string): number => at.get(path) ?? 0;

  const objectOf = (path: string, node: H5DataSet | H5Group): number[] => {
    if (isGroup(node)) {
      const links = Object.entries(node.group).map(([name, child]) => linkMessage(name, child, addressOf, path ? `${path}/${name}` : name));
      return header([[0x02, new Bytes().u8(0, 0).u64(UNDEFINED).u64(UNDEFINED).list], [0x0a, [0, 0]], ...links, ...attributesOf(node.attributes)]);
    }
    const bytes = node.values ? node.values.length * Number(node.type[1]) : 0;
    const address = node.values && bytes > 0 ? BigInt(addressOf(`${path}#data`)) : UNDEFINED;
    const claimed = node.values ? bytes : node.shape.reduce((product, side) => product * side, Number(node.type[1]));
    return header([
      [0x01, space(node.shape)],
      [0x03, typeOf(node.type)],
      [0x05, [2, 2, 2, 0]],
      [0x08, new Bytes().u8(3, 1).u64(address).u64(claimed).list],
      ...attributesOf(node.attributes),
    ]);
  };

  // Sizes do not depend on addresses: headers are made once to be measured and once for good.
  let end = 96;
  for (const [path, node] of nodes) {
    at.set(path, end);
    end = align(end + objectOf(path, node).length);
  }
  for (const [path, node] of nodes) {
    if (!isDataSet(node) || !node.values) continue;
    at.set(`${path}#data`, end);
    end = align(end + node.values.length * Number(node.type[1]));
  }
  const bytes = new Uint8Array(end);
  bytes.set(
    new Bytes().u8(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 0, 8, 8, 0).u16(4).u16(16).u32(0)
      .u64(0).u64(UNDEFINED).u64(end).u64(UNDEFINED).u64(0).u64(addressOf('')).u32(0).u32(0).u64(0).u64(0).list,
  );
  for (const [path, node] of nodes) {
    bytes.set(objectOf(path, node), addressOf(path));
    if (isDataSet(node) && node.values) bytes.set(pack(node.type, node.values), addressOf(`${path}#data`));
  }
  return bytes;
}
