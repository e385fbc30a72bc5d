import { isPacked, type StoredCase } from './cases';
import { relativeError } from '../numerics/errors';
import type { Outputs } from './float64';

export interface Tolerance {
  readonly value: number;
  readonly gradient: number;
  /** Exact ties must come out as in the reference. */
  readonly ties: boolean;
}

/** float64 is held to the reference's own float32; WebGL to what its shaders promise. */
export const TOLERANCES: Record<'float64' | 'cpu' | 'webgl', Tolerance> = {
  float64: { value: 2.5e-5, gradient: 2.5e-5, ties: true },
  cpu: { value: 2.5e-5, gradient: 2.5e-5, ties: true },
  webgl: { value: 1e-4, gradient: 1e-3, ties: false },
};

/** Worst errors relative to max(1, largest magnitude); null where a family has no such quantity. */
export interface Verdict {
  cases: number;
  membrane: number | null;
  probability: number | null;
  gradient: number | null;
  spikeMismatches: number | null;
  /** One sentence for each case beyond tolerance. */
  failures: string[];
}

const GROUPS: Record<'membrane' | 'probability' | 'gradient', string[]> = {
  membrane: ['d1', 'd2', 'H', 'V', 'U', 'M1', 'M2', 'M1_first_column', 'M2_first_column'],
  probability: ['p', 'bernoulli_mean'],
  gradient: ['dX', 'dW', 'db', 'd_threshold', 'd_alpha', 'd_beta', 'd_w', 'derivative'],
};

export const emptyVerdict = (): Verdict => ({
  cases: 0, membrane: null, probability: null, gradient: null, spikeMismatches: null, failures: [],
});

const numbers = (v: unknown): number[] | null => (isPacked(v) ? v.data : typeof v === 'number' ? [v] : null);

/** Corners of a derivative, where float32 rounding decides the side. */
function atCorner(c: StoredCase, u: number): boolean {
  const a = typeof c.alpha === 'number' ? c.alpha : 1;
  return [0, 0.5, -0.5, 4.5, 1 / a, -1 / a].some((corner) => Math.abs(u - corner) < 1e-6);
}

/** Adds one case to its family's verdict. A case that compares nothing would pass whatever is computed: it fails. */
export function judge(verdict: Verdict, c: StoredCase, outputs: Outputs, tolerance: Tolerance): void {
  verdict.cases++;
  const comparable = [...Object.values(GROUPS).flat(), 'S', 'spike'].some((field) => (numbers(c[field])?.length ?? 0) > 0);
  if (!comparable) verdict.failures.push(`${c.id}: there is nothing to compare with.`);
  for (const [group, fields] of Object.entries(GROUPS) as [keyof typeof GROUPS, string[]][]) {
    for (const field of fields) {
      const expected = numbers(c[field]);
      if (!expected) continue;
      const actual = outputs[field];
      if (field === 'd_alpha' && 'derivative' in c) continue;
      if (!actual || actual.length !== expected.length) {
        verdict.failures.push(`${c.id}: ${field} was not computed (${actual?.length ?? 0} of ${expected.length} numbers).`);
        continue;
      }
      const at = (k: number) => field === 'derivative' && atCorner(c, (c.x as { data: number[] }).data[k]);
      const worst = relativeError(actual, expected, at);
      verdict[group] = Math.max(verdict[group] ?? 0, worst);
      const limit = group === 'gradient' ? tolerance.gradient : tolerance.value;
      if (!(worst <= limit)) verdict.failures.push(`${c.id}: ${field} is off by ${worst.toExponential(2)}, the limit is ${limit}.`);
    }
  }
  judgeWidths(verdict, c, outputs, tolerance);
  judgeSpikes(verdict, c, outputs, tolerance);
}

/** d_alpha of the surrogate family: one number a point, or their sum from the tensor form. */
function judgeWidths(verdict: Verdict, c: StoredCase, outputs: Outputs, tolerance: Tolerance): void {
  const expected = 'derivative' in c ? numbers(c.d_alpha) : null;
  if (!expected) return;
  const each = outputs.d_alpha;
  const sum = expected.reduce((a, b) => a + b, 0);
  // A sum of many rounds more than its terms do.
  const worst = each
    ? relativeError(each, expected)
    : Math.abs(sum - (outputs.d_alpha_sum?.[0] ?? Number.NaN)) / (Math.sqrt(expected.length) * expected.reduce((m, v) => Math.max(m, Math.abs(v)), 1));
  verdict.gradient = Math.max(verdict.gradient ?? 0, worst);
  if (!(worst <= tolerance.gradient)) verdict.failures.push(`${c.id}: d_alpha is off by ${worst.toExponential(2)}.`);
}

function judgeSpikes(verdict: Verdict, c: StoredCase, outputs: Outputs, tolerance: Tolerance): void {
  const expected = numbers(c.S) ?? numbers(c.spike);
  if (!expected) return;
  const actual = outputs.S ?? outputs.spike;
  if (!actual || actual.length !== expected.length) {
    verdict.failures.push(`${c.id}: the spikes were not computed.`);
    return;
  }
  const membrane = numbers(c.H) ?? numbers(c.x) ?? [];
  // The PSN families carry no threshold: theirs is zero.
  const threshold = Math.fround(typeof c.threshold === 'number' ? c.threshold : 0);
  const margin = tolerance.value * membrane.reduce((m, v) => Math.max(m, Math.abs(v)), 1);
  let wrong = 0;
  expected.forEach((s, k) => {
    const distance = Math.abs(Math.fround(membrane[k]) - threshold);
    const counts = 'spike' in c || distance > margin || (tolerance.ties && distance === 0);
    if (counts && actual[k] !== s) wrong++;
  });
  verdict.spikeMismatches = (verdict.spikeMismatches ?? 0) + wrong;
  if (wrong > 0) verdict.failures.push(`${c.id}: ${wrong} of ${expected.length} spikes differ.`);
}
