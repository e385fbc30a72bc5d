import { readWhole } from './byteQueue';
import { FormatError } from './FormatError';
import { checkHeaps } from './hdf5Heaps';
import { Hdf5File } from './hdf5File';
import { loadHdf5, withinMemory, type H5 } from './hdf5Library';
import { mountBlob } from './hdf5Mount';
import { DATASET_LIMITS } from './limits';
import { readStretch, type Pace, type Source } from './source';

const folder = '/data-set';
const memoryPath = '/data-set.h5';

/** Whether bytes begin as an HDF5 file does. */
export function isHdf5(start: Uint8Array): boolean {
  return [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((value, i) => start[i] === value);
}

/** Fulfilled when the file that is open now is closed. */
let free: Promise<void> = Promise.resolve();

/** Waits until no file is open. @returns what lets the next one be opened */
async function turn(): Promise<() => void> {
  const before = free;
  let done = (): void => undefined;
  free = new Promise((resolve) => {
    done = resolve;
  });
  await before;
  return done;
}

/** Places the bytes of a file where the library finds them. @returns their path, and what takes them away again */
async function place(h5: H5, source: Source, pace: Pace): Promise<{ name: string; remove: () => void }> {
  const { path, plain } = source;
  const unmount = plain && mountBlob(h5, plain, folder);
  if (unmount) {
    try {
      await checkHeaps(plain.size, (from, to) => readStretch(plain, from, to), (bytes) => pace(bytes, path), path);
    } catch (error) {
      unmount();
      throw error;
    }
    return { name: `${folder}/file.h5`, remove: unmount };
  }
  const bytes = await readWhole(source, DATASET_LIMITS.hdf5Bytes, pace);
  await checkHeaps(bytes.length, (from, to) => bytes.subarray(from, to), () => pace(0, path), path);
  h5.FS.writeFile(memoryPath, bytes, { canOwn: true });
  return { name: memoryPath, remove: () => h5.FS.unlink(memoryPath) };
}

/**
 * Opens an HDF5 file. In a browser's worker it stays on disk and is read as needed; elsewhere, and where it is
 * packed, it is held in memory. Where another file is open, it waits until that one is closed.
 *
 * @throws {FormatError} more than `DATASET_LIMITS.hdf5Bytes` to hold in memory, damaged files
 */
export async function openHdf5(source: Source, pace: Pace): Promise<Hdf5File> {
  const { path } = source;
  const h5 = await loadHdf5(path);
  const done = await turn();
  let onClose = done;
  try {
    const { name, remove } = await place(h5, source, pace);
    onClose = () => {
      try {
        remove();
      } finally {
        done();
      }
    };
    let id = -1n;
    try {
      id = withinMemory(h5, () => h5.open(name, h5.H5F_ACC_RDONLY, false, -1, -1));
    } catch {
      // The answer stays negative.
    }
    if (id < 0n) throw new FormatError(path, 'file', 'the HDF5 file cannot be opened; it may be damaged or cut off.');
    return new Hdf5File(path, h5, id, source.size, onClose);
  } catch (error) {
    onClose();
    throw error;
  }
}
