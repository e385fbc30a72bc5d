/** CRC-32 (polynomial 0xEDB88320) of each byte value, as PNG chunks use it. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Length, type, data, checksum of type and data. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let k = 0; k < 4; k++) bytes[4 + k] = type.charCodeAt(k);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Packed pixels (0xAABBGGRR, row by row) as an opaque 8-bit RGB PNG file.
 * Lossless and the same bytes every time.
 *
 * @throws RangeError when `pixels` does not hold `columns × rows` pixels or either is zero.
 */
export async function encodePng(pixels: Uint32Array, columns: number, rows: number): Promise<Uint8Array> {
  if (columns < 1 || rows < 1 || pixels.length !== columns * rows) {
    throw new RangeError(`A PNG of ${columns} × ${rows} needs ${columns * rows} pixels, not ${pixels.length}.`);
  }
  const stride = 3 * columns + 1;
  const raw = new Uint8Array(stride * rows);
  for (let row = 0; row < rows; row++) {
    // The first byte of a row names its filter; 0 is none, the best for flat cells.
    let place = row * stride + 1;
    for (let column = 0; column < columns; column++) {
      const pixel = pixels[row * columns + column];
      raw[place++] = pixel & 255;
      raw[place++] = (pixel >>> 8) & 255;
      raw[place++] = (pixel >>> 16) & 255;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, columns);
  view.setUint32(4, rows);
  // 8 bits a channel, colour type 2 (RGB), then compression, filter and interlace at their only or plain choice.
  header.set([8, 2, 0, 0, 0], 8);

  const { zlibSync } = await import('fflate');
  const parts = [SIGNATURE, chunk('IHDR', header), chunk('IDAT', zlibSync(raw)), chunk('IEND', new Uint8Array(0))];
  const file = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    file.set(part, end);
    end += part.length;
  }
  return file;
}

/** Bytes as a `data:` address of a PNG. */
export function pngDataUri(file: Uint8Array): string {
  let binary = '';
  for (const byte of file) binary += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(binary)}`;
}

const INCH = 0.0254;
/** Where the header chunk of every PNG ends. */
const AFTER_HEADER = 33;

/** A PNG that says how large it is to be printed: a `pHYs` chunk of so many dots an inch. */
export function withDensity(png: Uint8Array, dpi: number): Uint8Array {
  const data = new Uint8Array(9);
  const perMetre = Math.round(dpi / INCH);
  new DataView(data.buffer).setUint32(0, perMetre);
  new DataView(data.buffer).setUint32(4, perMetre);
  data[8] = 1;
  const density = chunk('pHYs', data);
  const made = new Uint8Array(png.length + density.length);
  made.set(png.subarray(0, AFTER_HEADER));
  made.set(density, AFTER_HEADER);
  made.set(png.subarray(AFTER_HEADER), AFTER_HEADER + density.length);
  return made;
}
