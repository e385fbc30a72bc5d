import { fixed } from '@/lib/figures/format';
import type { OperatorSpec } from '@/lib/neurons/formula';

/** Why a cell of a matrix is what it is and cannot be changed; null where it is one number among others. */
export function fixedBecause(spec: OperatorSpec, row: number, column: number): string | null {
  const lag = row - column;
  if (spec.kind === 'dense') return null;
  if (spec.kind === 'banded' && spec.lambda < 1) return lag >= 0 && lag < spec.width ? null : `outside the mask: times 1 − λ = ${fixed(1 - spec.lambda, 2)}`;
  if (lag < 0) return 'fixed at 0: the future';
  if (spec.kind === 'strict-exponential' && lag === 0) return 'fixed at 0: a reset acts from the next step on';
  if (spec.kind === 'banded' && lag >= spec.width) return 'fixed at 0: longer ago than the steps seen';
  return null;
}
