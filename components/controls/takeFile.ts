import type { ReadOptions } from '@/lib/formats/readInput';
import { notify, refuse, runStore, showFile } from '@/lib/stores/lab';
import { readFile } from './readFile';

/** The file that was read last, to read it again another way. */
let last: { file: File; options: ReadOptions } | null = null;

/** Reads the last file again: its axes swapped, or another array of it. */
export async function readAgain(change: ReadOptions): Promise<void> {
  if (!last) return;
  const options = { ...last.options, ...change };
  await takeFile([last.file], options);
}

export const isSwapped = () => last?.options.transpose === true;

/** Takes the first of some files into the Lab; what goes wrong is said in one sentence. */
export async function takeFile(files: FileList | readonly File[] | null | undefined, options: ReadOptions = {}): Promise<void> {
  const file = files?.[0];
  if (!file) return;
  try {
    const read = await readFile(file, options);
    last = { file, options };
    showFile(read.file, read.fingerprint);
    runStore.setState({ error: null, notice: null });
    if (read.file.notes.length > 0) notify(read.file.notes.join(' '));
  } catch (error) {
    refuse(error);
  }
}
