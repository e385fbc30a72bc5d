'use client';
import { useEffect, useId, useState } from 'react';
import type { ReadOptions } from '@/lib/formats/readInput';
import { runStore, showFile } from '@/lib/stores/lab';
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
    runStore.setState({ error: null, notice: read.file.notes.length > 0 ? read.file.notes.join(' ') : null });
  } catch (error) {
    runStore.setState({ notice: `${error instanceof Error ? error.message : String(error)} The experiment stays as it was.` });
  }
}

/** Anywhere on the page is a place to drop a file. */
export function useFileDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!isFile(event)) return;
      event.preventDefault();
      setOver(false);
      void takeFile(event.dataTransfer?.files);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}

/** Choose a file, or drop one anywhere. */
export function FileDrop() {
  const id = useId();
  return (
    <>
      <label className="drop" htmlFor={id}>
        Drop a file anywhere, or choose one
      </label>
      <input
        id={id}
        type="file"
        className="visually-hidden"
        aria-label="Choose a recording"
        accept=".npy,.npz,.csv,.tsv,.txt,.bin"
        onChange={(event) => {
          void takeFile(event.target.files);
          event.target.value = '';
        }}
      />
      <p className="quiet">.npy, .npz and .csv arrays [T, N], N-MNIST .bin events. Files stay on this device.</p>
    </>
  );
}
