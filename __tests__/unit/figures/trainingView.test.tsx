import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { TrainingFigure } from '@/components/figures/TrainingFigure';
import type { Cell } from '@/lib/figures/hitTest';
import { trainingHeight } from '@/lib/figures/training/spec';
import { confusion } from './trainingSamples';

const seen: IntersectionObserverCallback[] = [];
const sized: ResizeObserverCallback[] = [];
let root: Root | null = null;

beforeEach(() => {
  seen.length = sized.length = 0;
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  class Seen {
    constructor(call: IntersectionObserverCallback) {
      seen.push(call);
    }
    observe() {}
    disconnect() {}
  }
  class Sized {
    constructor(call: ResizeObserverCallback) {
      sized.push(call);
    }
    observe() {}
    disconnect() {}
  }
  Object.assign(window, { IntersectionObserver: Seen, ResizeObserver: Sized });
});

afterEach(() => act(() => root?.unmount()));

/** What a browser says once the figure is laid out. */
const laidOut = (width: number, height: number) =>
  act(async () => {
    for (const call of sized) call([{ contentRect: { width, height } } as ResizeObserverEntry], {} as ResizeObserver);
    for (const call of seen) call([{ isIntersecting: true } as IntersectionObserverEntry], {} as IntersectionObserver);
    await new Promise((done) => setTimeout(done, 60));
  });

test('a figure of training is drawn, read with keys and chosen from', async () => {
  const chosen: (Cell | null)[] = [];
  const page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  act(() => root?.render(<TrainingFigure spec={confusion} help="Rows are true classes." onSelect={(cell) => chosen.push(cell)} />));
  await laidOut(320, 400);
  const figure = page.querySelector<HTMLElement>('[role="application"]')!;
  expect(figure.getAttribute('aria-label')).toBe('Answers of PSU. Arrow keys read its numbers');
  expect(document.getElementById(figure.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(/^936 of/);
  expect(figure.querySelectorAll('.cell').length).toBeGreaterThan(20);
  // It is as high as its cells need at this width, whatever it was given at first.
  expect(figure.style.height).toBe(`${trainingHeight(confusion, 320)}px`);
  expect(trainingHeight(confusion, 320)).not.toBe(trainingHeight(confusion, 560));

  const readout = () => page.querySelector('.readout')?.textContent;
  const press = (key: string) => act(() => figure.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
  press('ArrowRight');
  press('ArrowRight');
  expect(readout()).toMatch(/^is 0, answered 1: 1 of 104/);
  press('Enter');
  press('Escape');
  expect([chosen, readout()]).toEqual([[{ step: 1, neuron: 0 }, null], '']);

  jest.spyOn(figure.querySelector('svg')!, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 320, 400));
  act(() => figure.dispatchEvent(new MouseEvent('click', { clientX: 30, clientY: 30, bubbles: true })));
  expect(chosen[2]).toEqual({ step: 0, neuron: 0 });
});
