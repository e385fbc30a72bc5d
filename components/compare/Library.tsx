'use client';
import { useCallback, useEffect, useState } from 'react';
import { size } from '@/lib/formats/checkFileSize';
import { forgetSource, openKept } from '@/lib/stores/compare';
import { listKeptRasters, type KeptRaster } from '@/lib/stores/compareShelf';
import { useCompare } from './use';

/** What this device keeps and the page does not show. */
export function Library() {
  const [kept, setKept] = useState<readonly KeptRaster[]>([]);
  const onPage = useCompare((s) => s.sources.map(({ id }) => id).join(' '));
  const look = useCallback(() => void listKeptRasters().then(setKept, () => setKept([])), []);
  useEffect(look, [look, onPage]);
  const others = kept.filter(({ id }) => !onPage.split(' ').includes(id)).reverse();
  if (others.length === 0) return null;
  return (
    <details className="group library">
      <summary>On this device: {others.length} more</summary>
      <ul className="sources">
        {others.map((each) => (
          <li key={each.id} className="kept">
            <span>{each.label} <span className="quiet">{size(each.bytes)}</span></span>
            <button type="button" className="link-button" onClick={() => void openKept(each)} aria-label={`Add ${each.label}`}>Add</button>
            <button type="button" className="link-button" onClick={() => void forgetSource(each.id).then(look)} aria-label={`Forget ${each.label}`}>Forget</button>
          </li>
        ))}
      </ul>
      <p className="quiet">Rasters of up to 64 MB stay in this browser until you forget them; nothing leaves the device.</p>
    </details>
  );
}
