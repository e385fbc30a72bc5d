'use client';
import { useEffect, useId, useState } from 'react';
import { addFiles } from '@/lib/stores/compare';

const ACCEPT = '.npy,.npz,.csv,.tsv,.txt,.json,.h5,.hdf5,.nwb,.nir,.bin,.aedat,.aedat4,.dat,.raw,.gz';

/** Anywhere on the page files may be dropped, several at once. Returns whether some are held over it. */
export function useDropFiles(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    let depth = 0;
    const onEnter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (hasFiles(event) && --depth <= 0) setOver(false);
    };
    const onOver = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      void addFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop } as const;
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) window.removeEventListener(name, listener as EventListener);
    };
  }, []);
  return over;
}

/** Choose files, or drop them anywhere. */
export function DropFiles({ over }: { over: boolean }) {
  const id = useId();
  return (
    <>
      <label className="drop" htmlFor={id} data-over={over}>
        {over ? 'Let go to read them' : 'Drop rasters anywhere, or choose files'}
      </label>
      <input
        id={id}
        type="file"
        multiple
        className="visually-hidden"
        accept={ACCEPT}
        onChange={(event) => {
          void addFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <details className="group">
        <summary>What can be read</summary>
        <ul className="quiet kinds">
          <li>Arrays: .npy and .npz, [T, N], [N, T] or with a batch axis; tonic’s and SpikingJelly’s events and frames</li>
          <li>Text: .csv and .tsv, dense, as neuron,time or as input–membrane–spike columns; PySpike</li>
          <li>HDF5: SHD, SSC, NWB units, NIRData; .nir networks</li>
          <li>Cameras: N-MNIST, AEDAT 2, 3.1 and 4, Prophesee DAT, EVT2 and EVT3</li>
          <li>JSON recordings of this app</li>
        </ul>
        <p className="quiet">The content decides, not the name. Files stay on this device.</p>
      </details>
    </>
  );
}
