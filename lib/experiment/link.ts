/**
 * The address bar's form of an Experiment: `v=1&steps=128&input.mean=0.3&layers.0.tau=4`, readable, in a
 * fixed order, defaults left out. Unknown keys are tolerated, so that a newer link opens as far as it can.
 */
import { defaultExperiment, defaultLayer, EXPERIMENT_VERSION, ExperimentError, parseExperiment, type Experiment } from './schema';
import { MAX_LAYERS } from './fields';

/** Longest link that is read, in characters. */
export const MAX_LINK = 524288;

type Leaf = string | number | boolean | readonly unknown[];
type Branch = { readonly [key: string]: Leaf | Branch };

/** All leaves with their dotted paths. Arrays of numbers are leaves; the layers are branches. */
function leaves(branch: Branch, prefix = ''): [string, Leaf][] {
  return Object.entries(branch).flatMap(([key, value]): [string, Leaf][] =>
    typeof value === 'object' && !Array.isArray(value) ? leaves(value as Branch, `${prefix}${key}.`) : [[prefix + key, value as Leaf]],
  );
}

/** The Experiment as one tree, its layers under `layers.0`, `layers.1`, …. */
function tree(experiment: Experiment): Branch {
  const { version: _version, layers, ...rest } = experiment;
  return { ...rest, layers: Object.fromEntries(layers.map((l, i) => [i, l])) } as unknown as Branch;
}

function defaults(layers: number): Map<string, Leaf> {
  const experiment = { ...defaultExperiment(), layers: Array.from({ length: layers }, defaultLayer) };
  return new Map(leaves(tree(experiment)));
}

function write(value: Leaf): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (!Array.isArray(value)) return String(value);
  return value.map((v) => (Array.isArray(v) ? v.join(',') : String(v))).join(';');
}

/** `v=1&…` without a leading `#`. */
export function encodeLink(experiment: Experiment): string {
  const usual = defaults(experiment.layers.length);
  const parts = [`v=${EXPERIMENT_VERSION}`];
  if (experiment.layers.length > 1) parts.push(`layers=${experiment.layers.length}`);
  const values = new Map(leaves(tree(experiment)));
  for (const [path, start] of usual) {
    const text = write(values.get(path) ?? start);
    if (text !== write(start)) parts.push(`${path}=${encodeURIComponent(text).replace(/%3B/g, ';').replace(/%2C/g, ',')}`);
  }
  return parts.join('&');
}

function readNumber(text: string, path: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new ExperimentError(`The link's "${path}" should be a number, but it says "${text.slice(0, 40)}".`);
  return value;
}

function read(text: string, like: Leaf, path: string): Leaf {
  if (typeof like === 'boolean') {
    if (text !== '0' && text !== '1') throw new ExperimentError(`The link's "${path}" should be 0 or 1, but it says "${text.slice(0, 40)}".`);
    return text === '1';
  }
  if (typeof like === 'number') return readNumber(text, path);
  if (typeof like === 'string') return text;
  if (text === '') return [];
  return text.split(';').map((part) => {
    const numbers = part.split(',').map((v) => readNumber(v, path));
    return path.endsWith('.edits') ? numbers : numbers[0];
  });
}

/**
 * Reads a link's Experiment.
 * @param text the part after `#`
 * @returns the Experiment and the keys it did not know
 * @throws ExperimentError with one sentence naming the key and the limit
 */
export function decodeLink(text: string): { experiment: Experiment; unknown: string[] } {
  if (text.length > MAX_LINK) throw new ExperimentError(`The link has ${text.length} characters; the limit is ${MAX_LINK}.`);
  const pairs = new Map<string, string>();
  for (const part of text.split('&')) {
    if (!part) continue;
    const cut = part.indexOf('=');
    const key = cut < 0 ? part : part.slice(0, cut);
    try {
      pairs.set(decodeURIComponent(key), cut < 0 ? '' : decodeURIComponent(part.slice(cut + 1)));
    } catch {
      throw new ExperimentError(`The link's "${key.slice(0, 40)}" is damaged.`);
    }
  }
  const version = pairs.get('v') ?? '';
  if (version !== String(EXPERIMENT_VERSION)) {
    throw new ExperimentError(`The link says version "${version.slice(0, 20)}"; this app reads version ${EXPERIMENT_VERSION}.`);
  }
  const count = pairs.has('layers') ? readNumber(pairs.get('layers') as string, 'layers') : 1;
  if (!Number.isInteger(count) || count < 1 || count > MAX_LAYERS) {
    throw new ExperimentError(`The link asks for ${count} layers; a network has one to ${MAX_LAYERS}.`);
  }

  const usual = defaults(count);
  const result: { [key: string]: unknown } = { version: EXPERIMENT_VERSION, layers: Array.from({ length: count }, () => ({})) };
  const unknown: string[] = [];
  for (const [path, value] of pairs) {
    if (path === 'v' || path === 'layers') continue;
    const like = usual.get(path);
    if (like === undefined) {
      unknown.push(path.slice(0, 60));
      continue;
    }
    const keys = path.split('.');
    let node = result;
    for (const key of keys.slice(0, -1)) node = (node[key] ??= {}) as { [key: string]: unknown };
    node[keys[keys.length - 1]] = read(value, like, path);
  }
  return { experiment: parseExperiment(result), unknown };
}
