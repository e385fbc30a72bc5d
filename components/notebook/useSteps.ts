'use client';
import { useEffect, useState, type RefObject } from 'react';

export type Steps = Readonly<Record<string, string>>;

/** Where on the screen the text is taken to be read, as a share of its height. */
const READING_LINE = 0.62;

const isBusy = (target: EventTarget | null) => target instanceof Element && target.closest('input, textarea, select, button, summary, [contenteditable], [role=application], a[href]:not(.step)') !== null;

/**
 * The text drives the figures: of each figure, the last step that has been read on to. Scrolling back goes back. Space
 * goes to the next step, Shift+Space to the one before.
 */
export function useSteps(root: RefObject<HTMLElement | null>, version: unknown): Steps {
  const [steps, setSteps] = useState<Steps>({});
  useEffect(() => {
    const article = root.current;
    if (!article) return;
    let frame = 0;
    const links = () => [...article.querySelectorAll<HTMLAnchorElement>('a.step')];
    const line = () => window.innerHeight * READING_LINE;
    const top = (link: Element) => link.getBoundingClientRect().top;
    /** A step that was clicked holds until the page is scrolled. */
    let held: HTMLAnchorElement | null = null;

    function look() {
      frame = 0;
      const now: Record<string, string> = {};
      let last: HTMLAnchorElement | null = null;
      for (const link of links()) {
        link.classList.remove('active');
        if (top(link) > line()) continue;
        now[link.dataset.figure ?? ''] = link.dataset.set ?? '';
        last = link;
      }
      if (held) now[held.dataset.figure ?? ''] = held.dataset.set ?? '';
      (held ?? last)?.classList.add('active');
      setSteps((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
    }
    const soon = () => (frame ||= requestAnimationFrame(look));
    const onScroll = () => {
      held = null;
      soon();
    };

    function onClick(event: MouseEvent) {
      const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a.step');
      if (!link) return;
      event.preventDefault();
      held = link;
      const figure = document.getElementById(link.dataset.figure ?? '');
      const box = figure?.getBoundingClientRect();
      if (figure && box && (box.bottom < 80 || box.top > window.innerHeight - 80)) figure.scrollIntoView({ block: 'start' });
      look();
    }

    function onKey(event: KeyboardEvent) {
      if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target)) return;
      const all = links();
      const back = event.shiftKey;
      // A few pixels of slack: the step that was gone to last lies on the line itself.
      const next = back ? all.filter((link) => top(link) < line() - 30).at(-2) ?? null : all.find((link) => top(link) > line() + 2) ?? null;
      const way = next ? top(next) - line() + 10 : 0;
      // Far steps are left to the page's own scrolling, so that nothing between them is skipped.
      if (!next || Math.abs(way) > window.innerHeight * 0.85) return;
      event.preventDefault();
      window.scrollBy({ top: way, behavior: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
    }

    look();
    window.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('resize', soon);
    window.addEventListener('keydown', onKey);
    article.addEventListener('click', onClick);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', onScroll);
      window.removeEventListener('resize', soon);
      window.removeEventListener('keydown', onKey);
      article.removeEventListener('click', onClick);
    };
  }, [root, version]);
  return steps;
}
