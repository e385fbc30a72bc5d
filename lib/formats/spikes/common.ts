import { paced, type Pieces } from '@/lib/numerics/pieces';
import type { Raster, TimeUnit } from '@/lib/recording/raster';

import { count, plural } from '@/lib/numerics/words';
import { FormatError, shown } from '../FormatError';
import type { Pace } from '../source';
import { onGrid, withEdges } from './edges';
import { checkOptions } from './options';
import type { SpikeOptions, SpikeQuestion, SpikeReading } from './types';

/** What a part of a reader made of a table or an array: the raster, in the file's own time, and what is to be said of it. */
export interface Understood {
  readonly raster: Raster;
  readonly facts: SpikeReading['facts'];
  readonly questions: readonly SpikeQuestion[];
  /** The options that were used, defaults filled in. */
  readonly options: SpikeOptions;
  readonly choices: SpikeReading['choices'];
}

/** Long work with a pause every 50 ms, in which the reading can be ended. */
export const withPauses = <T>(work: Pieces<T>, path: string, pace: Pace): Promise<T> => paced(work, () => pace(0, path));

/** A name for a raster: the file's, without folders and ending. */
export function plainName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '') || 'spikes';
}

/** Characters of a name that is not a file's: it stands in figures, tables and sentences. */
const nameLength = 80;

/** A name that was given, in a file or as an option, fit to be shown; empty where there is none. */
export const givenName = (text: string): string => shown(text.trim(), nameLength).trim();

export const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** Whether the options leave open how long a step or a unit of bare times is: as they are given, or filled in as steps of 1. */
export const unitIsOpen = ({ unit, dt }: SpikeOptions): boolean => (unit === 'step' ? dt === undefined || dt === 1 : unit === undefined && dt === undefined);

function scaled(raster: Raster, factor: number, dt: number | null, unit: TimeUnit): Raster {
  const { times, start, end } = raster;
  if (factor !== 1) for (let k = 0; k < times.length; k++) times[k] *= factor;
  return { ...raster, start: start * factor, end: end * factor, dt, unit };
}

/** The raster with the length of a step that the options give. */
function timed(raster: Raster, { dt, unit }: SpikeOptions, file: string): Raster {
  if (dt === undefined) return { ...raster, unit: unit ?? raster.unit };
  if (raster.dt !== null) return scaled(raster, dt / raster.dt, dt, unit ?? (raster.unit === 'step' ? 's' : raster.unit));
  if (raster.unit === 'step') return scaled(raster, dt, null, unit ?? 's');
  const stray = raster.times.find((time) => !onGrid(time - raster.start, dt));
  if (stray === undefined) return { ...raster, dt, unit: unit ?? raster.unit };
  throw new FormatError(file, 'dt', `a step (dt) of ${dt} ${raster.unit} was given, but the spike at ${stray} ${raster.unit} lies between two steps from ${raster.start} on.`);
}

/**
 * A raster in the time that the options ask for; all readers leave this to be done here, once. Its times are changed in
 * place. In this order:
 *
 * 1. `dt`: where the raster lies on a grid, one of its steps is `dt` `unit` (seconds where no unit is given); bare times
 *    in no known unit are counted in `dt`; bare times in a known unit are kept, and must lie on the grid of `dt`.
 * 2. `unit` says what the file's numbers are counted in; it converts nothing.
 * 3. `edges` replace start and end. 4. `offset` is added to everything. 5. `name`.
 *
 * @throws {FormatError} options that make no sense, times outside `edges` or beyond what a number holds
 */
export function framed(raster: Raster, options: SpikeOptions, file: string): Raster {
  checkOptions(options, file);
  const { edges, offset = 0 } = options;
  let made = timed(raster, options, file);
  if (edges) made = withEdges(made, edges, file);
  if (offset !== 0) {
    const { times } = made;
    for (let k = 0; k < times.length; k++) times[k] += offset;
    made = { ...made, start: made.start + offset, end: made.end + offset };
  }
  // A very large offset or step can also make start and end one number.
  if (!Number.isFinite(made.start) || !(made.end > made.start) || !Number.isFinite(made.end)) {
    throw new FormatError(file, 'time', `with this time step and offset, the time would go from ${made.start} to ${made.end}; it should be a stretch between two finite numbers.`);
  }
  return { ...made, name: givenName(options.name ?? '') || made.name };
}

/** What is said of every raster. */
function commonFacts({ neurons, times, start, end, unit, dt, traces }: Raster): SpikeReading['facts'] {
  const units = unit === 'step' ? 'steps' : unit;
  return [
    ['Neurons', count(neurons)],
    ['Spikes', count(times.length)],
    ['Time', `${start} to ${end} ${units}`],
    ['Unit', unit === 'step' ? 'steps, of unknown length' : unit],
    ['Step (dt)', dt === null ? 'none: spikes lie anywhere' : `${dt} ${unit}`],
    ...traces.map(({ label, steps }) => ['Trace', `${label}, ${plural(steps, 'step')}`] as const),
  ];
}

const commonLabels = new Set(['Neurons', 'Spikes', 'Time', 'Unit', 'Step (dt)', 'Trace']);

/**
 * Ends every reading, whatever its format: the options on time, edges and name are applied, and the facts that all rasters
 * have are added after the reader's own.
 *
 * @param reading its raster in the file's own time
 * @param asked the options as they were given to the reader
 * @throws {FormatError} see `framed`
 */
export function finished(reading: SpikeReading, asked: SpikeOptions, file: string): SpikeReading {
  const raster = framed(reading.raster, asked, file);
  const own = reading.facts.filter(([label]) => !commonLabels.has(label));
  const options = { ...asked, ...reading.options, unit: raster.unit, ...(raster.dt === null ? {} : { dt: raster.dt }) };
  return { ...reading, raster, facts: [...own, ...commonFacts(raster)], options };
}
