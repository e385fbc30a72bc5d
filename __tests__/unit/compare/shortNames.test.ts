import fc from 'fast-check';
import { shortNames } from '@/lib/recording/shortNames';

test('what all share is left out', () => {
  expect(shortNames(['norse_activity_noDelay_bias_zero', 'norse_activity_noDelay_noBias_subtract', 'lava_activity_noDelay_bias_zero'])).toEqual(['norse bias zero', 'norse noBias subtract', 'lava bias zero']);
  expect(shortNames(['lif_exact', 'lif_lava_cpu_float', 'lif_nengo'])).toEqual(['exact', 'lava cpu float', 'nengo']);
});

test('names stay where one would be empty, or nothing is shared', () => {
  expect(shortNames(['run', 'run b'])).toEqual(['run', 'run b']);
  expect(shortNames(['LIF, reset to zero', 'PSU'])).toEqual(['LIF, reset to zero', 'PSU']);
  expect(shortNames(['only_one'])).toEqual(['only_one']);
});

test('different names stay different', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[ab_]{1,6}$/), { minLength: 2, maxLength: 5 }), (names) => {
    expect(new Set(shortNames(names)).size).toBe(names.length);
  }));
});
