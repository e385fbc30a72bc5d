import { count } from '../../../numerics/words';
import { FormatError, shown } from '../../FormatError';
import type { Sensor } from './store';
import type { PercentHeader } from './percentHeader';

/** Sensors that write raw files, smallest first, for files of early firmware, whose header does not say which. */
export const rawSensors: readonly Sensor[] = [
  { width: 304, height: 240 },
  { width: 320, height: 320 },
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
];

/** The encoding of a raw file, from `% evt 3.0` or `% format EVT3;…`: `2`, `2.1`, `3`; null where it is not said. */
export function encodingOf({ fields }: Pick<PercentHeader, 'fields'>): string | null {
  const format = /^EVT(\d+)/i.exec(fields.get('format') ?? '')?.[1];
  if (format) return format.length > 1 ? `${format[0]}.${format.slice(1)}` : format;
  return fields.get('evt')?.replace(/\.0$/, '') ?? null;
}

/** @throws {FormatError} any other encoding */
export function checkEncoding(header: PercentHeader, wanted: '2' | '3', file: string): void {
  const found = encodingOf(header);
  if (found === wanted) return;
  throw new FormatError(file, 'header', `the header gives the encoding EVT ${found === null ? 'unknown' : shown(found)}; EVT 2.0 and 3.0 are read.`);
}

/** A fact about events that have no place in time or on the sensor; none where there are none. */
export function leftOut(early: number): [string, string][] {
  return early > 0 ? [['Left out', `${count(early)} events before the first time or row`]] : [];
}
