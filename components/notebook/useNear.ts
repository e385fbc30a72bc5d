'use client';
import { useEffect, useRef, useState } from 'react';

/** True from the moment that the element first comes near the screen. */
export function useNear<T extends HTMLElement>(margin = '400px') {
  const ref = useRef<T>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || near) return;
    const seen = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && setNear(true), { rootMargin: margin });
    seen.observe(element);
    return () => seen.disconnect();
  }, [near, margin]);
  return { ref, near };
}
