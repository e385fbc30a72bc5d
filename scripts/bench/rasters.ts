/** Frames of panned rasters in a page: the page side of rasters.mjs. */
import type { Raster } from '../../lib/recording/raster';
import { show } from '../../lib/figures/figure';
import { spikesDrawing, type RastersSpec } from '../../lib/figures/spikes/spec';
import { lowerBound, upperBound } from '../../lib/figures/spikes/visible';

const SECONDS = 1000;
const WIDTH = 1460;
/** With its key and axis the plot is 1400 × 600 px. */
const HEIGHT = 645;

let raster: Raster;

/** A number in 0…1 from a seed; as good as is needed for spikes. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Poisson trains, as many spikes in each. */
function make(spikes: number, neurons: number): void {
  const next = chance(1);
  const each = spikes / neurons;
  const times = new Float64Array(spikes);
  for (let n = 0; n < neurons; n++) {
    const train = times.subarray(n * each, (n + 1) * each);
    let sum = 0;
    for (let k = 0; k < each; k++) train[k] = sum -= Math.log(1 - next());
    const scale = SECONDS / (sum - Math.log(1 - next()));
    for (let k = 0; k < each; k++) train[k] *= scale;
  }
  raster = { name: 'bench', neurons, offsets: Uint32Array.from({ length: neurons + 1 }, (_, n) => n * each), times, start: 0, end: SECONDS, unit: 'ms', dt: null, traces: [] };
}

const windowAt = (share: number, frame: number): [number, number] => {
  const width = share * SECONDS;
  const from = ((frame * 0.37) % 1) * (SECONDS - width);
  return [from, from + width];
};

const host = document.body.appendChild(document.createElement('div'));
Object.assign(host.style, { width: `${WIDTH}px`, height: `${HEIGHT}px` });

/** One frame as the page draws it: marks, counts, colours, and the pixels put on their canvas. */
function frameOf(share: number, frame: number): void {
  const spec: RastersSpec = { figure: 'rasters', label: 'bench', layout: 'overlay', sources: [{ id: 'a', label: 'a', place: 0, raster }], order: null, window: windowAt(share, frame), unit: 'ms' };
  show(host, spikesDrawing(spec, { theme: 'light', width: WIDTH, height: HEIGHT }));
}

const canvas = document.body.appendChild(document.createElement('canvas'));
[canvas.width, canvas.height] = [1400, 600];
const context = canvas.getContext('2d')!;

/** As it is drawn without thought: one path, a line a spike. */
function plainFrame(share: number, frame: number): void {
  const [from, to] = windowAt(share, frame);
  const { times, offsets, neurons } = raster;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.beginPath();
  const [scale, row] = [canvas.width / (to - from), canvas.height / neurons];
  for (let n = 0; n < neurons; n++) {
    const end = upperBound(times, to, offsets[n], offsets[n + 1]);
    for (let k = lowerBound(times, from, offsets[n], end); k < end; k++) {
      const x = (times[k] - from) * scale;
      context.moveTo(x, n * row);
      context.lineTo(x, (n + 1) * row);
    }
  }
  context.stroke();
  // The drawing is only asked for until a pixel is read.
  context.getImageData(0, 0, 1, 1);
}

interface Task {
  readonly spikes: number;
  readonly neurons: number;
  readonly share: number;
  readonly frames: number;
  readonly plain: boolean;
}

/** Milliseconds of each frame, the first two left out. */
function time({ spikes, neurons, share, frames, plain }: Task): { readonly own: number[]; readonly plain: number[] } {
  if (raster?.times.length !== spikes) make(spikes, neurons);
  const run = (draw: (share: number, frame: number) => void, count: number): number[] =>
    Array.from({ length: count }, (_, frame) => {
      const start = performance.now();
      draw(share, frame);
      return performance.now() - start;
    });
  const own = run(frameOf, frames + 2).slice(2);
  return { own, plain: plain ? run(plainFrame, 2).slice(1) : [] };
}

Object.assign(globalThis, { benchRasters: { time } });
