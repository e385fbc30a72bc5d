/**
 * A schema in a few lines: each Kind knows its type, its default and how to check a value from outside.
 *
 * Ours because the Lab's budget of JavaScript leaves no room for a general library (about 24 kB of it).
 */

/** What is wrong with an Experiment, in one sentence for people. */
export class ExperimentError extends Error {
  override readonly name = 'ExperimentError';
}

export interface Kind<T> {
  /** The default, fresh each time. */
  start(): T;
  /**
   * The value if it is valid; the default where it is absent.
   * @throws ExperimentError with one sentence
   */
  check(value: unknown, place: string): T;
}

export type TypeOf<K> = K extends Kind<infer T> ? T : never;

/** @throws ExperimentError that begins with the place */
export function refuse(place: string, message: string): never {
  throw new ExperimentError(`${place}${message}.`.replace(/^./, (c) => c.toUpperCase()));
}

function kind<T>(start: () => T, fits: (value: unknown) => value is T, message: string): Kind<T> {
  return {
    start,
    check: (value, place) => (value === undefined ? start() : fits(value) ? value : refuse(place, message)),
  };
}

/** A finite number from min to max, whole where asked. */
export function number(start: number, { min, max, whole = false }: { min: number; max: number; whole?: boolean }, message: string): Kind<number> {
  return kind(
    () => start,
    (v): v is number => typeof v === 'number' && v >= min && v <= max && (!whole || Number.isInteger(v)),
    message,
  );
}

/** One of some words. */
export function choice<const T extends readonly string[]>(name: string, values: T, start: T[number]): Kind<T[number]> {
  return kind(
    () => start,
    (v): v is T[number] => values.includes(v as string),
    `${name} must be one of ${values.join(', ')}`,
  );
}

export const flag = (name: string, start: boolean): Kind<boolean> =>
  kind(() => start, (v): v is boolean => typeof v === 'boolean', `${name} must be on or off`);

/** Half a surrogate pair: no text encoding can hold it, so no link can. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export const text = (name: string, most: number): Kind<string> =>
  kind(
    () => '',
    (v): v is string => typeof v === 'string' && v.length <= most && !LONE_SURROGATE.test(v),
    `${name} has at most ${most} characters, all of them whole`,
  );

/** A list of so many items. */
export function list<T>(item: Kind<T>, start: () => T[], { min, max }: { min: number; max: number }, message: string, where = (_: number) => ''): Kind<T[]> {
  return {
    start,
    check(value, place) {
      if (value === undefined) return start();
      if (!Array.isArray(value) || value.length < min || value.length > max) return refuse(place, message);
      return Array.from(value, (v, i) => item.check(v, place + where(i)));
    },
  };
}

/** Named parts. Keys that are not named are dropped; `__proto__` is never one of them. */
export function shape<P extends Record<string, Kind<unknown>>>(parts: P, where = ''): Kind<{ -readonly [K in keyof P]: TypeOf<P[K]> }> {
  type Result = { -readonly [K in keyof P]: TypeOf<P[K]> };
  const build = (part: (key: string, kind: Kind<unknown>) => unknown) =>
    Object.fromEntries(Object.entries(parts).map(([key, k]) => [key, part(key, k)])) as Result;
  return {
    start: () => build((_key, k) => k.start()),
    check(value, place) {
      if (value === undefined) return build((_key, k) => k.start());
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(place, `${(where || place).replace(': ', '') || 'an experiment'} must be an object`);
      return build((key, k) => k.check(Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined, where || place));
    },
  };
}
