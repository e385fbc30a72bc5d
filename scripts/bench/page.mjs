/** How fast the Lab answers: a slider that moves, a playhead that is dragged. */
import { launch } from '../lib/browser.mjs';
import { openLab } from './lab.mjs';
import { cell, mean, printTable, quantile } from './table.mjs';

/** T = 64, N = 64, two layers of PSU. */
const EXPERIMENT = 'v=1&layers=2&input.neurons=64&layers.1.connect=dense&layers.1.neurons=64&layers.1.gain=3';
const MOVES = 60;
const WARM_UP = 8;
const SCRUB_MS = 3000;
const IDLE_MS = 1000;
const BACKENDS = ['webgl', 'wasm', 'cpu'];

/** In the page, before its own scripts: when each canvas was last painted, and when a vector layer last changed. */
function watchDrawing() {
  const painted = new Map();
  let changed = 0;
  for (const method of ['putImageData', 'drawImage']) {
    const original = CanvasRenderingContext2D.prototype[method];
    CanvasRenderingContext2D.prototype[method] = function paint(...args) {
      painted.set(this.canvas, performance.now());
      return original.apply(this, args);
    };
  }
  const observer = new MutationObserver((records) => {
    if (records.some(({ target }) => target instanceof SVGElement)) changed = performance.now();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  globalThis.drawingWatch = { painted, lastChange: () => Math.max(changed, ...painted.values()) };
}

/**
 * In the page: moves the threshold slider and waits for each picture.
 *
 * A move begins with the input event and is done at the end of the first frame after which every visible
 * canvas that depends on it has been painted again and no picture changes any more.
 */
async function moveSlider({ moves, warmUp }) {
  const { painted, lastChange } = globalThis.drawingWatch;
  const slider = document.querySelector('input[type="range"][aria-label^="threshold"]');
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  // A message posted in an animation frame arrives once that frame has been drawn.
  const frame = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      }),
    );
  const visible = (canvas) => {
    const { top, bottom, width } = canvas.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < innerHeight;
  };

  async function move(value, required) {
    const began = performance.now();
    setValue.call(slider, String(value));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    let done = 0;
    for (;;) {
      const now = await frame();
      if (now - began > 10_000) throw new Error(`At threshold ${value} the pictures were not redrawn within 10 s.`);
      const complete = lastChange() > began && required.every((canvas) => painted.get(canvas) > began);
      if (!complete || lastChange() > done) {
        done = now;
        continue;
      }
      const last = Math.max(...required.map((canvas) => painted.get(canvas)));
      return { frame: done - began, paint: last - began };
    }
  }

  const values = Array.from({ length: warmUp + moves }, (_, k) => (0.3 + 0.01 * k).toFixed(2));
  let required = [];
  const results = [];
  for (const [k, value] of values.entries()) {
    const began = performance.now();
    results.push(await move(value, required));
    if (k < warmUp) {
      await wait(300);
      required = [...painted].filter(([canvas, at]) => at > began && canvas.isConnected && visible(canvas)).map(([canvas]) => canvas);
    }
    // Moves start at every phase of a frame.
    await wait(40 + ((k * 7.3) % 17));
  }
  return { canvases: required.length, results: results.slice(warmUp) };
}

/**
 * In the page: the lengths of frames while nothing happens, then while the playhead is dragged through all
 * steps, again and again, one step a frame.
 */
async function dragPlayhead({ idle, duration }) {
  const { lastChange } = globalThis.drawingWatch;
  const slider = document.querySelector('input[type="range"][aria-label="Steps the LIF has done"]');
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const steps = Number(slider.max);
  async function framesFor(time, act) {
    const frames = [];
    const began = await nextFrame();
    let before = began;
    for (let k = 0; before - began < time; k++) {
      act(k);
      const now = await nextFrame();
      frames.push(now - before);
      before = now;
    }
    return frames;
  }
  const still = await framesFor(idle, () => undefined);
  const frames = await framesFor(duration, (k) => {
    setValue.call(slider, String(k % (steps + 1)));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });
  if (lastChange() < performance.now() - 1000) throw new Error('The pictures did not follow the playhead.');
  return { still, frames };
}

/**
 * Measures the Lab on each backend, in two browsers: one that chooses its own graphics, as a visitor's does, and one
 * that draws the whole page through SwiftShader, which is harder than any machine without a graphics card.
 * @returns one record a browser and backend; times in milliseconds
 */
export async function benchPage(url, note) {
  const records = [];
  for (const [graphics, swiftshader] of [['own choice', false], ['SwiftShader', true]]) {
    const browser = await launch({ swiftshader });
    try {
      records.push(...(await benchBrowser(browser, url, note)).map((record) => ({ graphics, ...record })));
    } finally {
      await browser.close();
    }
  }
  return records;
}

async function benchBrowser(browser, url, note) {
  const records = [];
  for (const backend of BACKENDS) {
    note(`page, ${backend}`);
    const lab = await openLab(browser, url, { hash: EXPERIMENT, backend, initScript: watchDrawing });
    const { canvases, results } = await lab.page.evaluate(moveSlider, { moves: MOVES, warmUp: WARM_UP });
    const { still, frames } = await lab.page.evaluate(dragPlayhead, { idle: IDLE_MS, duration: SCRUB_MS });
    await lab.close();
    const of = (values) => ({ p50: quantile(values, 0.5), p95: quantile(values, 0.95) });
    records.push({
      backend,
      engine: lab.engine,
      moves: results.length,
      canvases,
      redrawn: of(results.map((r) => r.frame)),
      lastPaint: of(results.map((r) => r.paint)),
      scrub: { frames: frames.length, mean: mean(frames), p95: quantile(frames, 0.95), perSecond: 1000 / mean(frames), idlePerSecond: 1000 / mean(still) },
    });
  }
  return records;
}

export function printPage(records) {
  printTable(
    `Slider moved → all visible figures redrawn (T = 64, N = 64, two layers, ${MOVES} moves), ms`,
    ['graphics, backend', 'frame p50', 'frame p95', 'last paint p50', 'last paint p95', 'canvases'],
    records.map((r) => [`${r.graphics}, ${r.backend}`, cell(r.redrawn.p50), cell(r.redrawn.p95), cell(r.lastPaint.p50), cell(r.lastPaint.p95), r.canvases]),
  );
  printTable(
    'Playhead dragged through all steps for 3 s',
    ['graphics, backend', 'frames a second', 'mean frame, ms', 'p95 frame, ms', 'at rest, frames a second'],
    records.map((r) => [`${r.graphics}, ${r.backend}`, cell(r.scrub.perSecond), cell(r.scrub.mean), cell(r.scrub.p95), cell(r.scrub.idlePerSecond)]),
  );
}
