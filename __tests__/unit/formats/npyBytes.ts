/** A .npy file made by hand: any header text, any data, and lengths that may lie. */
export function npyBytes(
  header: string,
  data: ArrayLike<number> = [],
  { version = 1, claimed = header.length }: { version?: number; claimed?: number } = {},
): Uint8Array {
  const start = version === 1 ? 10 : 12;
  const bytes = new Uint8Array(start + header.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, claimed, true);
  else view.setUint32(8, claimed, true);
  for (let i = 0; i < header.length; i += 1) bytes[start + i] = header.charCodeAt(i);
  bytes.set(data, start + header.length);
  return bytes;
}

/** The header text numpy writes, without its padding. */
export function npyHeader(descr: string, shape: string, fortran = false): string {
  return `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${shape}, }\n`;
}
