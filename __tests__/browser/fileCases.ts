/** Files made for the tests: one good array, and one of each kind that the Lab refuses. */
import { zipSync } from 'fflate';
import { writeNpy } from '@/lib/formats/writeNpy';

export const STEPS = 40;
export const CHANNELS = 5;
/** `[T, N]`: a sine of another phase in each channel. */
export const WAVE = Float32Array.from({ length: STEPS * CHANNELS }, (_, k) => 0.6 + Math.sin(Math.floor(k / CHANNELS) / 3 + (k % CHANNELS)));

const text = (content: string) => new TextEncoder().encode(content);

/** A zip of 30 MB of zeros: deflate packs them about 1000 to 1. */
const bomb = () => zipSync({ 'zeros.npy': writeNpy(new Uint8Array(30_000_000), [3000, 10_000]) }, { level: 9 });

/** A zip whose list of entries claims that much less comes out than does. */
function lyingZip(): Uint8Array {
  const bytes = zipSync({ 'a.npy': writeNpy(new Float32Array(5000), [1000, 5]) });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    view.setUint32(at + 24, 300, true);
    return bytes;
  }
  throw new Error('The zip has no list of entries.');
}

export interface BadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the sentence must say. */
  readonly why: RegExp;
}

export const BAD_FILES = (): BadFile[] => [
  { name: 'three-axes.npy', bytes: writeNpy(new Float32Array(24), [2, 3, 4]), why: /shape \[2, 3, 4\] has 3 axes/ },
  { name: 'too-long.npy', bytes: writeNpy(new Uint8Array(5000), [5000, 1]), why: /4.?096/ },
  { name: 'nan.csv', bytes: text('a,b\n1,2\nNaN,4\n'), why: /nan\.csv.*(NaN|number|finite)/i },
  { name: 'words.csv', bytes: text('a,b\n1,2\n3,four\n'), why: /four/ },
  { name: 'empty.npy', bytes: new Uint8Array(0), why: /empty\.npy.*(empty|bytes)/i },
  { name: 'cut.npy', bytes: writeNpy(WAVE, [STEPS, CHANNELS]).slice(0, 300), why: /cut\.npy/ },
  { name: 'picture.npy', bytes: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), why: /looks like a PNG picture/ },
  { name: 'bomb.npz', bytes: bomb(), why: /would unpack from/ },
  { name: 'lying.npz', bytes: lyingZip(), why: /more comes out/ },
  { name: 'spikes.h5', bytes: Uint8Array.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), why: /looks like an HDF5 file/ },
  { name: 'outside.bin', bytes: Uint8Array.from([1, 2, 0, 0, 1, 34, 2, 0, 0, 2]), why: /event at byte 5 lies at x 34, y 2; N-MNIST has 34/ },
  { name: 'noise.xyz', bytes: Uint8Array.from({ length: 64 }, (_, k) => (k * 37 + 200) % 256), why: /does not know this kind of file/ },
];
