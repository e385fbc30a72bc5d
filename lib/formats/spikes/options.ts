import { TIME_UNITS } from '@/lib/recording/raster';

import { FormatError, shown } from '../FormatError';
import { AXIS_ROLES, COUNTS, TABLES, type SpikeOptions } from './types';

type Rule = readonly [holds: (value: unknown) => boolean, should: string];

const isFinite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const text: Rule = [(value) => typeof value === 'string', 'it should be a text'];
const oneOf = (values: readonly unknown[]): Rule => [(value) => values.includes(value), `it should be one of ${values.join(', ')}`];
const isSpan = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && isFinite(value[0]) && isFinite(value[1]) && value[0] < value[1] && isFinite(value[1] - value[0]);

/** What each option should be, whatever the file. */
const rules: Readonly<Record<keyof SpikeOptions, Rule>> = {
  entry: text,
  axes: [(value) => Array.isArray(value) && value.every((role) => AXIS_ROLES.includes(role)), `it should be a list of ${AXIS_ROLES.join(', ')}`],
  items: [(value) => Array.isArray(value) && value.every(isFinite), 'it should be a list of numbers'],
  counts: oneOf(COUNTS),
  table: oneOf(TABLES),
  dt: [(value) => isFinite(value) && value > 0, 'the length of a step should be a finite number above 0'],
  unit: oneOf(TIME_UNITS),
  offset: [isFinite, 'it should be a finite number'],
  edges: [isSpan, 'it should be two finite numbers, the smaller first'],
  name: text,
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const plain = (value: unknown): string => (isObject(value) ? 'an object' : String(value));
const said = (value: unknown): string => shown(Array.isArray(value) ? `[${value.map(plain).join(', ')}]` : plain(value));

/**
 * Looks whether options are what they should be; they may have been kept on the device, so nothing is taken for granted.
 *
 * @throws {FormatError} naming the first option that is not
 */
export function checkOptions(options: SpikeOptions, file: string): void {
  if (!isObject(options)) throw new FormatError(file, 'options', `the options are ${said(options)}; they should be an object.`);
  for (const place of Object.keys(rules) as (keyof SpikeOptions)[]) {
    const [holds, should] = rules[place];
    const value = options[place];
    if (value !== undefined && !holds(value)) throw new FormatError(file, place, `the option ${place} is ${said(value)}; ${should}.`);
  }
}
