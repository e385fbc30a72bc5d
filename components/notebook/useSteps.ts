'use client';
import { useEffect, useState, type RefObject } from 'react';

export type Steps = Readonly<Record<string, string>>;

/** Where on the screen the text is taken to be read, as a share of its height: near the top at the very beginning, so that a figure is first seen as it is. */
const READING_LINE = { first: 0.15, later: 0.62 };

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
    const line = () => {
      const begun = Math.min(1, window.scrollY / (0.5 * window.innerHeight));
      return window.innerHeight * (READING_LINE.first + begun * (READING_LINE.later - READING_LINE.first));
    };
    /** Where a step is read: steps that stand in one line are read one after the other. */
    const place = (link: Element) => {
      const { top, left, height } = link.getBoundingClientRect();
      const column = link.parentElement?.getBoundingClientRect();
      return top + (column && column.width > 0 ? Math.max(0, (left - column.left) / column.width) * Math.min(height, 28) : 0);
    };
    /** A step that was gone to by key or click holds until the reader scrolls: its number, −1 for none yet. */
    let held: number | null = null;
    let current = -1;

    function look() {
      frame = 0;
      const all = links();
      const last = held ?? all.findLastIndex((link) => place(link) <= line());
      const now: Record<string, string> = {};
      all.forEach((link, k) => {
        link.classList.toggle('active', k === last);
        if (k <= last) now[link.dataset.figure ?? ''] = link.dataset.set ?? '';
      });
      current = last;
      setSteps((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
    }
    const soon = () => (frame ||= requestAnimationFrame(look));
    const letGo = () => {
      held = null;
      soon();
    };

    function hold(step: number) {
      held = step;
      look();
    }

    function onClick(event: MouseEvent) {
      const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a.step');
      if (!link) return;
      event.preventDefault();
      hold(links().indexOf(link));
      const figure = document.getElementById(link.dataset.figure ?? '');
      const box = figure?.getBoundingClientRect();
      if (figure && box && (box.bottom < 80 || box.top > window.innerHeight - 80)) figure.scrollIntoView({ block: 'start' });
    }

    function onKey(event: KeyboardEvent) {
      if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target)) {
        if (/^(Page|Arrow|Home|End)/.test(event.key)) letGo();
        return;
      }
      const all = links();
      const to = current + (event.shiftKey ? -1 : 1);
      if (to >= all.length || to < -1 || (to < 0 && window.scrollY < 10)) return letGo();
      event.preventDefault();
      const way = to < 0 ? -window.scrollY : place(all[to]) - line();
      const most = window.innerHeight * 0.8;
      // A step that is far is come to page by page, so that nothing before it is skipped.
      const far = Math.abs(way) > most;
      hold(far ? current : to);
      if (way > 0 || event.shiftKey) {
        const top = far ? Math.sign(way) * most : way + 4;
        window.scrollBy({ top, behavior: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
      }
    }

    look();
    window.addEventListener('scroll', soon, { passive: true });
    window.addEventListener('wheel', letGo, { passive: true });
    window.addEventListener('touchmove', letGo, { passive: true });
    window.addEventListener('resize', soon);
    window.addEventListener('keydown', onKey);
    article.addEventListener('click', onClick);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', soon);
      window.removeEventListener('wheel', letGo);
      window.removeEventListener('touchmove', letGo);
      window.removeEventListener('resize', soon);
      window.removeEventListener('keydown', onKey);
      article.removeEventListener('click', onClick);
    };
  }, [root, version]);
  return steps;
}
