/** Rasters for tests. */
import fc from 'fast-check';
import { rasterFromEvents, type Raster } from '@/lib/recording/raster';

/** A raster of given trains; in steps of 1 unless said otherwise. */
export function rasterOf(trains: readonly (readonly number[])[], frame: Partial<Pick<Raster, 'name' | 'start' | 'end' | 'unit' | 'dt'>> = {}): Raster {
  const neuron = trains.flatMap((train, n) => train.map(() => n));
  return rasterFromEvents(neuron, trains.flat(), trains.length, { name: 'a', start: 0, end: 20, unit: 'step', dt: 1, ...frame });
}

/** Trains of so many neurons on a grid of so many steps, several spikes a step among them. */
export const gridTrains = (neurons: number, steps: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: steps - 1 }), { maxLength: 2 * steps }), { minLength: neurons, maxLength: neurons });

/** The cells that hold a spike, one list of true or false a neuron. */
export const bits = (trains: readonly (readonly number[])[], steps: number): boolean[][] =>
  trains.map((train) => Array.from({ length: steps }, (_, t) => train.includes(t)));
