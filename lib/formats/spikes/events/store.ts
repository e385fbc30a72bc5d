import type { Pieces } from '@/lib/numerics/pieces';

import { count } from '@/lib/numerics/words';
import { FormatError } from '../../FormatError';
import { SPIKE_LIMITS } from '../../limits';
import type { Understood } from '../common';
import { NumberList } from '../numberList';
import { readPairs } from '../pairs';
import type { SpikeOptions } from '../types';

/** Pixels across and down. */
export interface Sensor {
  readonly width: number;
  readonly height: number;
}

/** Bits of a column or row as they are kept. */
const addressBits = 14;
export const largestSide = 2 ** addressBits;

/** Refuses sensors whose pixels, times two polarities, are more than `SPIKE_LIMITS.neurons`. */
export function checkSensor({ width, height }: Sensor, file: string, place: string): void {
  if (!(width >= 1 && height >= 1)) throw new FormatError(file, place, `the ${place} gives a camera of ${width} × ${height} pixels; there should be at least one.`);
  if (Math.max(width, height) > largestSide || 2 * width * height > SPIKE_LIMITS.neurons) {
    throw new FormatError(file, place, `the ${place} gives a camera of ${count(width)} × ${count(height)} pixels; with two polarities the limit is ${count(SPIKE_LIMITS.neurons)} neurons.`);
  }
}

/** Events of a camera in the order in which they come. */
export class EventStore {
  /** Polarity, row and column as one number. */
  readonly #address = new NumberList();
  readonly #time = new NumberList();
  #polarities = 1;

  /** @param sensor null where the file does not say it: it then reaches as far as the events */
  constructor(
    readonly file: string,
    readonly sensor: Sensor | null,
  ) {}

  get length(): number {
    return this.#time.length;
  }

  /**
   * @param time in µs
   * @param byte where the event stands in the file
   * @throws {FormatError} pixels outside the sensor, times that are negative or not exact, more than `SPIKE_LIMITS.spikes` events
   */
  add(x: number, y: number, time: number, polarity: number, byte: number): void {
    const { sensor } = this;
    if (!(x >= 0 && y >= 0 && x < (sensor?.width ?? largestSide) && y < (sensor?.height ?? largestSide) && time >= 0 && time <= Number.MAX_SAFE_INTEGER)) {
      throw this.#refusal(x, y, time, byte);
    }
    if (this.length >= SPIKE_LIMITS.spikes) throw new FormatError(this.file, 'file', `the file holds more than ${count(SPIKE_LIMITS.spikes)} events, which is the limit.`);
    this.#address.push((polarity << (2 * addressBits)) | (y << addressBits) | x);
    this.#time.push(time);
    if (polarity === 1) this.#polarities = 2;
  }

  #refusal(x: number, y: number, time: number, byte: number): FormatError {
    const { width, height } = this.sensor ?? { width: largestSide, height: largestSide };
    const event = `the event at byte ${byte}`;
    return x >= 0 && y >= 0 && x < width && y < height
      ? new FormatError(this.file, `byte ${byte}`, `${event} is at ${time} µs; times should be from 0 up to 2^53.`)
      : new FormatError(this.file, `byte ${byte}`, `${event} lies at x ${x}, y ${y}; the camera has ${width} × ${height} pixels, counted from 0.`);
  }

  /** As far as the events reach. */
  #bounds(): Sensor {
    let [width, height] = [0, 0];
    for (let k = 0; k < this.length; k++) {
      width = Math.max(width, this.#address.at(k) & (largestSide - 1));
      height = Math.max(height, (this.#address.at(k) >>> addressBits) & (largestSide - 1));
    }
    return { width: width + 1, height: height + 1 };
  }

  /**
   * Sorts the events into trains: the pixel at column x and row y is neuron p·H·W + y·W + x.
   *
   * @param known sensors of which the smallest that holds all events is taken where the file says none
   * @throws {FormatError} no events, more than `SPIKE_LIMITS.neurons`
   */
  *understood({ options, name, known }: { options: SpikeOptions; name: string; known: readonly Sensor[] }): Pieces<Understood> {
    const { file, length } = this;
    if (length === 0) throw new FormatError(file, 'file', 'the file holds no events.');
    const bounds = this.sensor ?? this.#bounds();
    const likely = known.find(({ width, height }) => width >= bounds.width && height >= bounds.height);
    const sensor = this.sensor ?? likely ?? bounds;
    checkSensor(sensor, file, 'file');
    const { width, height } = sensor;
    const pairs = {
      length,
      neuron: (k: number) => {
        const address = this.#address.at(k);
        const row = (address >>> addressBits) & (largestSide - 1);
        return ((address >>> (2 * addressBits)) * height + row) * width + (address & (largestSide - 1));
      },
      time: (k: number) => this.#time.at(k),
      place: (k: number) => `event ${k}`,
      unit: 'µs' as const,
      neurons: this.#polarities * height * width,
    };
    const understood = yield* readPairs(pairs, { options, name, file });
    const told = this.sensor ? 'as the file says' : likely ? 'the smallest sensor that holds all events; the file does not say which' : 'as far as events reach';
    return {
      ...understood,
      facts: [
        ['Pixels', `${count(width)} × ${count(height)}, ${told}`],
        ['Polarities', this.#polarities === 2 ? '2: darker first, then brighter' : '1: darker'],
        ['Neuron', 'p·H·W + y·W + x'],
        ...understood.facts,
      ],
    };
  }
}
