export interface EvolutionFrame {
  /** `start`, `epoch 5`, `now`. */
  readonly label: string;
  /** `[T, T]`, row by row. Treated as immutable. */
  readonly values: Float32Array;
}

export interface EvolutionData {
  readonly size: number;
  /** The first one is the start. */
  readonly frames: readonly EvolutionFrame[];
  /** Teal and violet for what charges, magenta and grey for what resets. Default `charge`. */
  readonly colours?: 'charge' | 'reset';
}

/** Differences are made once for each pair of arrays, so that a picture of them is not painted anew without need. */
const made = new WeakMap<Float32Array, WeakMap<Float32Array, Float32Array>>();

function since(start: Float32Array, values: Float32Array): Float32Array {
  const ofStart = made.get(start) ?? new WeakMap<Float32Array, Float32Array>();
  made.set(start, ofStart);
  const known = ofStart.get(values);
  if (known) return known;
  const difference = values.map((value, k) => value - start[k]);
  ofStart.set(values, difference);
  return difference;
}

/** What is shown: the matrices, or what each has gained since the first. */
export function evolutionFrames({ frames }: EvolutionData, difference: boolean): readonly EvolutionFrame[] {
  if (!difference) return frames;
  const [start, ...later] = frames;
  return later.map(({ label, values }) => ({ label: `${label} − ${start.label}`, values: since(start.values, values) }));
}

/** The largest magnitude of all; zero where nothing is finite. */
export function largestOf(frames: readonly EvolutionFrame[]): number {
  let largest = 0;
  for (const { values } of frames) for (const value of values) if (Number.isFinite(value) && Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}
