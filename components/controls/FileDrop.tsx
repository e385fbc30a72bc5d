'use client';
import { useId } from 'react';
import { takeFile } from './takeFile';

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
