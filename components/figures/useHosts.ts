'use client';
import { useCallback, useRef } from 'react';

/** Keeps drawn elements by name, for exports. */
export function useHosts() {
  const hosts = useRef<Record<string, HTMLElement | null>>({});
  const keep = useCallback((name: string) => (host: HTMLElement | null) => {
    hosts.current[name] = host;
  }, []);
  const all = useCallback(() => Object.entries(hosts.current), []);
  return { keep, all };
}
