'use client';
import { useEffect, useState } from 'react';
import { trainOf } from '@/lib/recording/raster';
import { noticeCompare } from '@/lib/stores/compare';
import { hear, hush } from './hear';
import { useCompare } from './use';
import type { Shown } from './useShown';

/** Seconds that the time on show takes. */
const SECONDS = 4;

/** A click a spike: the pair's two trains, one in each ear. */
export function Hear({ shown, neuron }: { shown: Shown; neuron: number | null }) {
  const [playing, setPlaying] = useState(false);
  const window = useCompare((s) => s.window) ?? shown.frame?.observed;
  const a = useCompare((s) => s.a);
  const b = useCompare((s) => s.b);
  useEffect(() => hush, []);
  if (neuron === null || !window) return null;
  const chosen = [a, b].flatMap((id) => shown.sources.find((source) => source.id === id) ?? []);
  const sources = (chosen.length > 0 ? chosen : shown.sources.slice(0, 1)).filter(({ raster }) => neuron < raster.neurons);
  const play = () => {
    if (playing) return hush();
    setPlaying(true);
    hear(sources.map(({ raster }) => trainOf(raster, neuron)), window, SECONDS, () => setPlaying(false)).catch((error: Error) => {
      setPlaying(false);
      noticeCompare(`It cannot be heard here: ${error.message}`);
    });
  };
  return (
    <button type="button" className="button" disabled={sources.length === 0} onClick={play} title={sources.length > 1 ? `${sources[0].label} in the left ear, ${sources[1].label} in the right` : undefined}>
      {playing ? 'Stop' : sources.length > 1 ? 'Hear both' : 'Hear it'}
    </button>
  );
}
