/** Damaged copies of a small valid file, the same at each run. */

/** Numbers that a hostile header or cell may hold. */
const numbers = ['-1', '0', '1', '2', '7', '255', '65536', '4294967295', '1099511627776', '9007199254740993', '1e999', '-0.5', '1e-320', 'nan', 'inf', '1,5', ''];
const words = [0, 1, 2, 0x7f, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

/** Random numbers from 0 up to, and without, 1; mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** One whole number written in digits, as in a header or a text, becomes another; null where there is none. */
function otherNumber(bytes: Uint8Array, random: () => number): Uint8Array | null {
  const digit = (at: number): boolean => bytes[at] >= 48 && bytes[at] <= 57;
  const first = Math.floor(random() * bytes.length);
  for (let k = 0; k < bytes.length; k++) {
    const from = (first + k) % bytes.length;
    if (!digit(from) || digit(from - 1)) continue;
    let to = from;
    while (digit(to)) to++;
    const text = new TextEncoder().encode(numbers[Math.floor(random() * numbers.length)]);
    return joined(bytes.subarray(0, from), text, bytes.subarray(to));
  }
  return null;
}

function changed(bytes: Uint8Array, others: readonly Uint8Array[], random: () => number): Uint8Array {
  if (bytes.length === 0) return bytes;
  const at = Math.floor(random() * bytes.length);
  const length = 1 + Math.floor(random() * 40);
  const copy = bytes.slice();
  switch (Math.floor(random() * 8)) {
    case 0:
      copy[at] ^= 1 << Math.floor(random() * 8);
      return copy;
    case 1:
      copy[at] = Math.floor(random() * 256);
      return copy;
    case 2: {
      if (at + 4 > copy.length) return copy.subarray(0, at);
      new DataView(copy.buffer).setUint32(at, words[Math.floor(random() * words.length)], random() < 0.5);
      return copy;
    }
    case 3:
      return copy.subarray(0, at);
    case 4:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 5:
      return joined(bytes.subarray(0, at + length), bytes.subarray(at));
    case 6: {
      const other = others.length > 0 ? others[Math.floor(random() * others.length)] : bytes;
      const from = Math.floor(random() * other.length);
      return joined(bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at + (random() < 0.5 ? length : 0)));
    }
    default:
      return otherNumber(bytes, random) ?? copy;
  }
}

/** How many mutations of one file a test makes; the environment's FUZZ asks for more. */
export const fuzzRuns = (usual: number): number => Math.max(usual, Number(process.env.FUZZ) || 0);

/**
 * Copies of `file`, each with 1 to 4 changes: a bit, a byte or 4 bytes as a number, an end cut off, a piece cut out, put
 * twice or taken from another file, a number in digits made another.
 */
export function* mutations(file: Uint8Array, others: readonly Uint8Array[], runs: number, seed = 1): Generator<Uint8Array> {
  const random = randomFrom(seed);
  for (let run = 0; run < runs; run++) {
    let bytes = file;
    for (let k = 1 + Math.floor(random() * 4); k > 0; k--) bytes = changed(bytes, others, random);
    yield bytes;
  }
}
