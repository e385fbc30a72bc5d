import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { SpikeFigure } from '@/components/figures/SpikeFigure';
import type { SpikePoint, TimeWindow } from '@/lib/figures/spikes/spec';
import { SPIKES } from './spikesSamples';

const seen: IntersectionObserverCallback[] = [];
const sized: ResizeObserverCallback[] = [];
let root: Root | null = null;

beforeEach(() => {
  seen.length = sized.length = 0;
  sessionStorage.clear();
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
  jest.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 560, 400));
});

afterEach(() => act(() => root?.unmount()));

/** What a browser says once the figure is laid out: 500 px for 500 ms, from 48 px on. */
const laidOut = () =>
  act(async () => {
    for (const call of sized) call([{ contentRect: { width: 560, height: 400 } } as ResizeObserverEntry], {} as ResizeObserver);
    for (const call of seen) call([{ isIntersecting: true } as IntersectionObserverEntry], {} as IntersectionObserver);
    await new Promise((done) => setTimeout(done, 60));
  });

interface Heard {
  readonly windows: TimeWindow[];
  readonly brushes: TimeWindow[];
  readonly rows: number[];
  readonly chosen: (SpikePoint | null)[];
  resets: number;
}

async function shown(name: string, windows = true) {
  const heard: Heard = { windows: [], brushes: [], rows: [], chosen: [], resets: 0 };
  const page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
  const listen = windows && { onWindow: (w: TimeWindow) => heard.windows.push(w), onBrush: (w: TimeWindow) => heard.brushes.push(w), onReset: () => heard.resets++, onRows: (by: number) => heard.rows.push(by) };
  act(() => root?.render(<SpikeFigure spec={SPIKES[name].spec} help="A tick is a spike." onSelect={(point) => heard.chosen.push(point)} {...listen} />));
  await laidOut();
  const figure = page.querySelector<HTMLElement>('[role="application"]')!;
  const pointer = (type: string, clientX: number, rest: MouseEventInit & { pointerId?: number } = {}) =>
    act(() => {
      const event = new MouseEvent(type, { clientX, clientY: 200, bubbles: true, cancelable: true, button: 0, buttons: type === 'pointerup' ? 0 : 1, ...rest });
      figure.dispatchEvent(Object.assign(event, { pointerId: rest.pointerId ?? 1, pointerType: 'mouse' }));
    });
  const wheel = (init: WheelEventInit) => {
    const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 298, clientY: 100, ...init });
    act(() => void figure.dispatchEvent(event));
    return event.defaultPrevented;
  };
  const press = (key: string, rest: KeyboardEventInit = {}) => act(() => void figure.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...rest })));
  return { page, figure, heard, pointer, wheel, press, readout: () => page.querySelector('.readout')?.textContent };
}

test('a figure of spikes says what it is, is read with keys, and a click chooses', async () => {
  const { page, figure, heard, press, pointer, readout } = await shown('stack');
  expect(figure.getAttribute('aria-label')).toBe('Spikes, stack. Arrow keys read its numbers, plus and minus zoom');
  expect(document.getElementById(figure.getAttribute('aria-describedby') ?? '')?.textContent).toMatch(/^LIF 282, PSU 293 and IPSU 282 spikes/);
  press('ArrowRight');
  press('ArrowDown');
  expect(readout()).toMatch(/^neuron 1, 0\.0 ms: LIF /);
  press('Enter');
  press('Escape');
  expect(heard.chosen).toMatchObject([{ time: 0, neuron: 1, row: 1 }, null]);
  expect(readout()).toBe('');
  pointer('pointerdown', 300);
  pointer('pointerup', 300);
  pointer('click', 300);
  expect(heard.chosen).toHaveLength(3);
  expect(heard.windows).toEqual([]);
  expect(page.querySelectorAll('canvas')).toHaveLength(1);
});

test('a plain wheel scrolls the page until the figure has the focus; ctrl zooms at the pointer, shift pans', async () => {
  const { figure, heard, wheel } = await shown('stack');
  expect(wheel({ deltaY: -100 })).toBe(false);
  expect(heard.windows).toEqual([]);
  expect(wheel({ deltaY: -100, ctrlKey: true })).toBe(true);
  const [[from, to]] = heard.windows;
  // The pointer is in the middle, at 250 ms: exp(−0.2) of the width stays, about there.
  expect((from + to) / 2).toBeCloseTo(250, 6);
  expect(to - from).toBeCloseTo(500 * Math.exp(-0.2), 6);
  act(() => figure.focus());
  expect(wheel({ deltaY: -100 })).toBe(true);
  expect(heard.windows[1]).toEqual(heard.windows[0]);
  expect(wheel({ deltaX: 30, deltaY: 2 })).toBe(true);
  expect(heard.windows[2]).toEqual([0, 500]);
});

test('a drag pans by what it moved, and chooses nothing', async () => {
  const { heard, pointer } = await shown('difference');
  pointer('pointerdown', 300);
  pointer('pointermove', 302);
  expect(heard.windows).toEqual([]);
  pointer('pointermove', 350);
  // 260 ms on 500 px, 50 px to the right: 26 ms earlier.
  expect(heard.windows[0][0]).toBeCloseTo(94, 9);
  expect(heard.windows[0][1]).toBeCloseTo(354, 9);
  pointer('pointerup', 350);
  pointer('click', 350);
  expect(heard.chosen).toEqual([]);
});

test('a drag with shift brushes a window, a double click resets', async () => {
  const { heard, pointer, page } = await shown('stack');
  pointer('pointerdown', 348, { shiftKey: true });
  pointer('pointermove', 148);
  expect(page.querySelector<HTMLElement>('[style*="pointer-events: none"]')?.style.width).toBe('200px');
  pointer('pointerup', 148);
  expect(heard.brushes).toEqual([[100, 300]]);
  expect(heard.windows).toEqual([]);
  pointer('dblclick', 148);
  expect(heard.resets).toBe(1);
});

test('two fingers pinch about the place between them', async () => {
  const { heard, pointer } = await shown('stack');
  pointer('pointerdown', 248, { pointerId: 1 });
  pointer('pointerdown', 348, { pointerId: 2 });
  pointer('pointermove', 448, { pointerId: 2 });
  // Twice as far apart about 250 ms: half the window.
  expect(heard.windows.at(-1)).toEqual([125, 375]);
  pointer('pointerup', 448, { pointerId: 2 });
  pointer('pointerup', 248, { pointerId: 1 });
});

test('plus, minus and the page keys ask for other windows and rows; without a listener they do nothing', async () => {
  const { heard, press } = await shown('difference');
  press('+');
  expect(heard.windows[0][1] - heard.windows[0][0]).toBeCloseTo(260 / 1.5, 9);
  press('-');
  expect(heard.windows[1][1] - heard.windows[1][0]).toBeCloseTo(390, 9);
  press('PageDown');
  press('PageUp');
  expect(heard.rows).toEqual([1, -1]);
  press('End');
  press('ArrowRight');
  // At the edge the window goes along by a quarter.
  expect(heard.windows[2]).toEqual([185, 445]);
  press('+', { ctrlKey: true });
  expect(heard.windows).toHaveLength(3);
});

test('a figure nobody listens to leaves wheel and drag alone', async () => {
  const { wheel, pointer, figure } = await shown('stack', false);
  expect(wheel({ deltaY: -100, ctrlKey: true })).toBe(false);
  pointer('pointerdown', 300);
  pointer('pointermove', 400);
  expect(figure.getAttribute('aria-label')).toBe('Spikes, stack. Arrow keys read its numbers');
});

test('the menu offers a size for paper, remembers it, and saves an SVG of that size', async () => {
  const { page } = await shown('overlay');
  const button = (name: string) => [...page.querySelectorAll('button')].find((one) => one.textContent === name)!;
  await act(async () => {
    button('For paper…').click();
    await new Promise((done) => setTimeout(done, 50));
  });
  const field = (label: string) => document.getElementById([...page.querySelectorAll('label')].find((one) => one.textContent === label)!.htmlFor) as HTMLInputElement;
  expect([field('Width (cm)').value, field('Height (cm)').value, field('Font size (pt)').value, field('Dots an inch').value]).toEqual(['8.5', '6', '8', '300']);
  const type = (input: HTMLInputElement, value: string) =>
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  type(field('Width (cm)'), '12');
  const saved: Blob[] = [];
  Object.assign(URL, { createObjectURL: (blob: Blob) => (saved.push(blob), 'blob:x'), revokeObjectURL: () => undefined });
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  await act(async () => {
    button('Save SVG').click();
    await new Promise((done) => setTimeout(done, 100));
  });
  expect(await saved[0].text()).toMatch(/^<svg [^>]*width="12cm" height="6cm" viewBox="0 0 510\.24 255\.12"/);
  expect(JSON.parse(sessionStorage.getItem('figure-size')!)).toEqual({ widthCm: 12, heightCm: 6, points: 8, dpi: 300 });
  type(field('Width (cm)'), '3');
  type(field('Font size (pt)'), '24');
  expect(page.querySelector('[role="alert"]')?.textContent).toMatch(/no room/);
  expect(button('Save SVG').disabled).toBe(true);
});
