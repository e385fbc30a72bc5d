'use client';
import { useEffect, useState } from 'react';
import { base } from '../shell/base';

type Renderer = (text: string, numbers: Readonly<Record<string, string>>) => string;

let loading: Promise<Renderer> | null = null;
/** Markdown and mathematics are loaded when something was edited or computed; what the site brings is HTML already. */
const loadRenderer = () =>
  (loading ??= Promise.all([import('@/lib/notebook/prose'), import('@/lib/notebook/math')]).then(([{ createProse }, { renderMath }]) => (text, numbers) =>
    createProse({ math: renderMath, page: (name) => `${base}/notebook/${name}/`, value: (code) => numbers[code] }).render(text)));

/** Text of a notebook, rendered here. */
export function Markdown({ text, numbers = NONE, className }: { text: string; numbers?: Readonly<Record<string, string>>; className?: string }) {
  const [render, setRender] = useState<{ with: Renderer } | null>(null);
  useEffect(() => {
    let wanted = true;
    void loadRenderer().then((renderer) => wanted && setRender({ with: renderer }));
    return () => {
      wanted = false;
    };
  }, []);
  if (!render) return <div className={className} aria-busy="true">{text}</div>;
  return <div className={className} dangerouslySetInnerHTML={{ __html: render.with(text, numbers) }} />;
}

const NONE = {};
