/** What the Compare worker can do, job by job, on the rasters it keeps. It runs anywhere: the worker only carries messages. */
import { FormatError } from '../../formats/FormatError';
import { readSpikes } from '../../formats/spikes';
import type { SpikeOptions, SpikeReading } from '../../formats/spikes/types';
import { fileLike, type FileLike, type Pace } from '../../formats/source';
import { readNir } from '../../nir/readNir';
import { paced } from '../../numerics/pieces';
import type { Raster } from '../../recording/raster';
import { prepare, type PairOptions } from '../../spiketrains/compare/settings';
import { orderNeurons } from '../../spiketrains/compare/rows';
import { alignedAnswer } from './aligned';
import { CancelledError } from '../execute';
import { makeExample } from './example';
import type { Jobs, ReadFile } from './jobs';
import { lookAtPair, reportsOf, seriatedMatrix } from './pairs';
import { runGraph } from './runGraph';
import { selectionOf } from './selection';

type Pause = (done: number) => Promise<void>;

/** A raster of its own, to be handed over. */
const copyOf = (raster: Raster): Raster => ({
  ...raster,
  offsets: raster.offsets.slice(),
  times: raster.times.slice(),
  traces: raster.traces.map((trace) => ({ ...trace, values: trace.values.slice() })),
});

/** What cannot be read in the remembered way is read as it is. */
function unlessCancelled(error: unknown): null {
  if (error instanceof CancelledError) throw error;
  return null;
}

async function readFile(file: FileLike, options: SpikeOptions, pace: Pace): Promise<SpikeReading | null> {
  try {
    return await readSpikes(file, options, pace);
  } catch (error) {
    if (error instanceof FormatError && error.place === 'nir') return null;
    throw error;
  }
}

/** Of the chosen neurons those that all rasters have: rows that only one has cannot be compared. */
function shared(rasters: readonly Raster[], { neurons, ...options }: PairOptions): PairOptions {
  const least = Math.min(...rasters.map((raster) => raster.neurons));
  return neurons ? { ...options, neurons: neurons.filter((n) => n < least) } : options;
}

export class Desk {
  readonly #rasters = new Map<string, Raster>();

  #raster(id: string): Raster {
    const raster = this.#rasters.get(id);
    if (!raster) throw new Error('This raster is no longer here.');
    return raster;
  }

  async read({ id, file, options, remembered }: Jobs['read']['ask'], pause: Pause): Promise<ReadFile> {
    const source = fileLike(file);
    let bytes = 0;
    const pace: Pace = async (more) => {
      bytes += more;
      await pause(Math.min(1, bytes / Math.max(1, file.size)));
    };
    let reading = await readFile(source, options, pace);
    if (!reading) return { kind: 'graph', graph: await readNir(source, pace) };
    // A choice made for a file like this one is made again, unless the reader has chosen for this very file.
    const known = Object.keys(options).length === 0 ? remembered[reading.likeness] : undefined;
    const again = known ? await readFile(source, known, pace).catch(unlessCancelled) : null;
    reading = again ?? reading;
    this.#rasters.set(id, reading.raster);
    return { kind: 'spikes', reading: { ...reading, raster: copyOf(reading.raster) }, remembered: again !== null };
  }

  async put({ id, raster }: Jobs['put']['ask']): Promise<null> {
    this.#rasters.set(id, raster);
    return null;
  }

  async name({ id, name }: Jobs['name']['ask']): Promise<null> {
    const raster = this.#rasters.get(id);
    if (raster) this.#rasters.set(id, { ...raster, name });
    return null;
  }

  async drop({ id }: Jobs['drop']['ask']): Promise<null> {
    this.#rasters.delete(id);
    return null;
  }

  example(_: Jobs['example']['ask'], pause: Pause): Promise<readonly Raster[]> {
    return makeExample(pause);
  }

  pair({ a, b, measure, options }: Jobs['pair']['ask'], pause: Pause): Promise<Jobs['pair']['answer']> {
    const rasters = [this.#raster(a), this.#raster(b)] as const;
    return paced(lookAtPair(...rasters, measure, shared(rasters, options)), pause);
  }

  matrix({ ids, measure, options }: Jobs['matrix']['ask'], pause: Pause): Promise<Jobs['matrix']['answer']> {
    const rasters = ids.map((id) => this.#raster(id));
    return paced(seriatedMatrix(rasters, measure, shared(rasters, options)), pause);
  }

  reports({ ids, options }: Jobs['reports']['ask'], pause: Pause): Promise<Jobs['reports']['answer']> {
    const rasters = ids.map((id) => this.#raster(id));
    return paced(reportsOf(rasters, shared(rasters, options)), pause);
  }

  selection({ ids, settings, options }: Jobs['selection']['ask'], pause: Pause): Promise<Jobs['selection']['answer']> {
    const { rasters, frame } = prepare(ids.map((id) => this.#raster(id)), options);
    return paced(selectionOf(rasters, frame, settings), pause);
  }

  async aligned({ ids, events, ...settings }: Jobs['aligned']['ask'], pause: Pause): Promise<Jobs['aligned']['answer']> {
    const source = 'id' in events ? { raster: this.#raster(events.id), neuron: events.neuron } : events;
    return paced(alignedAnswer(ids.map((id) => [id, this.#raster(id)] as const), source, settings), pause);
  }

  order({ id, by, labels }: Jobs['order']['ask'], pause: Pause): Promise<Jobs['order']['answer']> {
    return paced(orderNeurons(this.#raster(id), by, labels), pause);
  }

  'run-nir'({ graph, name, settings }: Jobs['run-nir']['ask'], pause: Pause): Promise<Jobs['run-nir']['answer']> {
    return paced(runGraph(graph, name, settings, (id) => this.#raster(id)), pause);
  }
}
