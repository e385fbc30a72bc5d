/** @jest-environment node */
import { seesFuture } from '@/lib/neurons/formula';
import { fixedBecause } from '@/components/lab/sections/fixedBecause';
import type { OperatorSpec } from '@/lib/neurons/formula';

const kinds = {
  leak: { kind: 'exponential', decay: 0.5, gain: 0.5 },
  reset: { kind: 'strict-exponential', decay: 0.5, gain: 1 },
  triangle: { kind: 'banded', width: 64, lambda: 1 },
  masked: { kind: 'banded', width: 2, lambda: 1 },
  halfMasked: { kind: 'banded', width: 2, lambda: 0.5 },
  full: { kind: 'dense' },
} satisfies Record<string, OperatorSpec>;

it('the future is fixed at 0, but in a full matrix', () => {
  for (const name of ['leak', 'reset', 'triangle', 'masked'] as const) {
    expect(fixedBecause(kinds[name], 3, 4)).toBe('fixed at 0: the future');
    expect(seesFuture(kinds[name])).toBe(false);
  }
  expect(fixedBecause(kinds.full, 3, 4)).toBeNull();
  expect(seesFuture(kinds.full)).toBe(true);
});

it('what else cannot be changed says why', () => {
  expect(fixedBecause(kinds.reset, 4, 4)).toContain('a reset acts from the next step on');
  expect(fixedBecause(kinds.masked, 4, 2)).toContain('longer ago');
  expect(fixedBecause(kinds.halfMasked, 2, 4)).toBe('outside the mask: times 1 − λ = 0.50');
  expect(seesFuture(kinds.halfMasked)).toBe(true);
  expect(fixedBecause(kinds.triangle, 4, 4)).toBeNull();
});
