/**
 * Every number of an Experiment: symbol, plain name, range, step and default, once. The schema, the
 * controls and the messages are made from this table.
 *
 * All quantities are dimensionless; one time step is the unit of time.
 */
export interface NumberField {
  readonly symbol: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly start: number;
  /** Whole numbers only. */
  readonly whole?: true;
  /** The slider moves by equal factors. */
  readonly logarithmic?: true;
  /** The slider's end where it lies before the limit: rare values are typed. */
  readonly sliderMax?: number;
}

const field = (
  symbol: string, name: string, min: number, max: number, step: number, start: number,
  more: Pick<NumberField, 'whole' | 'logarithmic' | 'sliderMax'> = {},
): NumberField => ({ symbol, name, min, max, step, start, ...more });

const whole = { whole: true } as const;

/** Largest T and largest N of a layer. */
export const MAX_STEPS = 4096;
export const MAX_NEURONS = 4096;
export const MAX_LAYERS = 3;

export const FIELDS = {
  seed: field('seed', 'seed', 0, 4294967295, 1, 7, whole),
  steps: field('T', 'time steps', 1, MAX_STEPS, 1, 64, { whole: true, logarithmic: true }),
  neurons: field('N', 'neurons', 1, MAX_NEURONS, 1, 32, { whole: true, logarithmic: true }),

  mean: field('μ', 'mean', -100, 100, 0.01, 0.45, { sliderMax: 3 }),
  amplitude: field('a', 'amplitude', -100, 100, 0.01, 0.55, { sliderMax: 4 }),
  period: field('p', 'period', 1, MAX_STEPS, 0.5, 40, { logarithmic: true, sliderMax: 256 }),
  onset: field('t₀', 'onset', 0, MAX_STEPS - 1, 1, 8, { whole: true, sliderMax: 256 }),
  width: field('w', 'width', 1, MAX_STEPS, 1, 4, { whole: true, sliderMax: 128 }),
  gap: field('g', 'gap', 1, MAX_STEPS, 1, 12, { whole: true, sliderMax: 128 }),
  rate: field('r', 'rate', 0, 1, 0.01, 0.2),
  noise: field('η', 'noise', 0, 10, 0.01, 0.55, { sliderMax: 2 }),
  spread: field('δ', 'spread over neurons', 0, 1, 0.01, 1),
  deltaThreshold: field('Δ', 'change a spike stands for', 0.01, 10, 0.01, 0.25, { sliderMax: 2 }),
  pixels: field('px', 'pixels a side', 1, 64, 1, 12, { whole: true, sliderMax: 34 }),

  gain: field('g', 'weight gain', -20, 20, 0.05, 1, { sliderMax: 6 }),
  tau: field('τ', 'time constant', 1, 100, 0.05, 2, { logarithmic: true, sliderMax: 20 }),
  threshold: field('θ', 'threshold', -10, 10, 0.01, 0.5, { sliderMax: 2 }),
  sweeps: field('K', 'sweeps', 0, MAX_STEPS, 1, 0, { whole: true, sliderMax: 64 }),
  window: field('k', 'steps seen', 1, 256, 1, 8, { whole: true, sliderMax: 64 }),
  lambda: field('λ', 'mask', 0, 1, 0.01, 1),
  bias: field('b', 'added bias', -10, 10, 0.01, 0, { sliderMax: 2 }),
  resetValue: field('vᵣ', 'reset value', -10, 10, 0.01, 0, { sliderMax: 1 }),
} as const satisfies Record<string, NumberField>;

export type FieldName = keyof typeof FIELDS;
