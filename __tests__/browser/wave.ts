/** A sound as a WAV file of 16 bits, with seconds of silence before and after it. */
export function wave(sound: Float32Array, rate: number, seconds: number): Buffer {
  const pause = Math.round(seconds * rate);
  const count = sound.length + 2 * pause;
  const bytes = Buffer.alloc(44 + 2 * count);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 2 * count, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * count, 40);
  sound.forEach((value, k) => bytes.writeInt16LE(Math.round(32767 * value), 44 + 2 * (pause + k)));
  return bytes;
}
