/** Whatever the sandbox sends, reading it does not throw, and what is read can be drawn. */
import fc from 'fast-check';
import type { FigureSpec } from '@/lib/figures/spec';
import { encodeWire } from '@/lib/notebook/kernel/wire';
import { readMessage, readSpec } from '@/lib/notebook/sandbox/messages';
import { wireText } from '@/lib/notebook/wireText';
import { drawn, SPECS } from './specs';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const VALID: unknown[] = [
  { type: 'done', id: 'c1', runs: 3, defines: ['a'], needs: ['b'], outputs: [{ label: 'x', value: { type: 'picture', specs: Object.values(SPECS) } }, { label: '', value: { type: 'record', name: 'A', more: 1, entries: [['k', { type: 'list', name: 'Array', length: 2, items: [{ type: 'atom', text: '1' }] }]] } }] },
  { type: 'failed', id: 'c1', runs: 1, error: { message: 'x', line: 1, column: 2 } },
  { type: 'value', id: 'c1', name: 'g', value: { type: 'control', control: { control: true, kind: 'choice', label: '', options: ['a'], value: 'a', key: 0 } } },
  { type: 'verdict', request: 1, verdict: { right: true, message: '' } },
];

/** What hostile code might put in place of a part: most often something of its kind, so that it is not refused at once. */
const number = fc.oneof(fc.constantFrom(0, -1, 0.5, 1, 2, 7, 12, 59, 60, 61, 1e6, 1e308, -1e308, 5e-324, 2 ** 53), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.nat({ max: 100 }));
const word = fc.oneof(fc.constantFrom('', 'x', '__proto__', 'constructor', 'lif', 'both', 'input', 'probability', 'difference', 'reset', 'parallel', 'control', 'svg', '1 2'), fc.string({ maxLength: 5 }));
const any: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, [], {}, [[]]), number, word,
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 5 }),
  fc.float32Array({ maxLength: 9 }).map((a) => JSON.parse(encodeWire(a)) as Json),
  fc.uint8Array({ maxLength: 9 }).map((a) => JSON.parse(encodeWire(a)) as Json),
);
const odd = fc.record({ number, string: word, any, kept: fc.boolean() });
type Odd = { number: number; string: string; any: Json; kept: boolean };

/** Puts `by` in place of a part of the value, found by following `path`; or takes the part away. */
function changed(value: Json, [first, ...rest]: readonly number[], by: Odd | undefined): Json | undefined {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (first === undefined || keys.length === 0) return by && (by.kept && (typeof value === 'number' || typeof value === 'string') ? by[typeof value as 'number'] : by.any);
  const key = keys[first % keys.length];
  const part = changed((value as { [key: string]: Json })[key], rest, by);
  if (Array.isArray(value)) return value.flatMap((item, k) => (String(k) !== key ? [item] : part === undefined ? [] : [part]));
  const { [key]: _old, ...others } = value as { [key: string]: Json };
  return part === undefined ? others : { ...others, [key]: part };
}

const path = fc.array(fc.nat({ max: 12 }), { minLength: 3, maxLength: 9 });
const mutated = (start: fc.Arbitrary<unknown>) =>
  fc.tuple(start, fc.array(fc.tuple(path, fc.option(odd, { nil: undefined, freq: 8 })), { minLength: 1, maxLength: 2 })).map(([value, changes]) =>
    changes.reduce<Json | undefined>((v, [at, by]) => (v === undefined ? v : changed(v, at, by)), JSON.parse(encodeWire(value)) as Json),
  );

/** Shows a message as the page would. @returns whether it was taken */
function shown(text: string): boolean {
  const message = readMessage(text);
  if (message === null) return false;
  const values = message.type === 'done' ? message.outputs.map(({ value }) => value) : message.type === 'value' ? [message.value] : [];
  for (const value of values) {
    wireText(value);
    if (value.type === 'picture') value.specs.forEach((spec) => drawn(spec));
  }
  return true;
}

test('arbitrary text and JSON', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((v) => `{"type":"done","outputs":${v}}`)), (text) => void shown(text)), { numRuns: 1000 });
});

test('valid messages after some changes', () => {
  let taken = 0;
  fc.assert(fc.property(mutated(fc.constantFrom(...VALID)), (value) => void (taken += Number(shown(JSON.stringify(value ?? null))))), { numRuns: 1500 });
  expect(taken).toBeGreaterThan(50);
});

test('figures after some changes: refused, or drawn', () => {
  let taken = 0;
  fc.assert(
    fc.property(mutated(fc.constantFrom(...Object.values(SPECS))), (value) => {
      const message = readMessage(JSON.stringify({ type: 'value', id: 'c', name: 'x', value: { type: 'picture', specs: [value] } }));
      if (message?.type !== 'value' || message.value.type !== 'picture') return;
      taken++;
      drawn(message.value.specs[0]);
    }),
    { numRuns: 2500 },
  );
  expect(taken).toBeGreaterThan(300);
});

describe('figures at their limits can be drawn', () => {
  const extremes = fc.constantFrom(0, 1, -1, 1e308, -1e308, 5e-324, 1e-300, 0.1, 3);
  const floats = (length: number) => fc.array(fc.constantFrom(0, 1, NaN, Infinity, -Infinity, 3e38, -3e38, 1e-45, 0.5), { minLength: length, maxLength: length }).map((v) => Float32Array.from(v));
  const label = fc.string({ unit: 'binary', maxLength: 200 });
  const cursor = fc.option(fc.record({ step: fc.nat({ max: 9 }), neuron: fc.nat({ max: 9 }) }));
  const arbitrary: Record<FigureSpec['figure'], fc.Arbitrary<unknown>> = {
    heatmap: fc.record({ figure: fc.constant('heatmap'), label, values: floats(6), steps: fc.constant(2), channels: fc.constant(3), colours: fc.constantFrom('input', 'charge', 'reset', 'membrane', 'probability', 'difference'), lo: extremes, hi: extremes, threshold: extremes }),
    raster: fc.record({ figure: fc.constant('raster'), label, values: fc.uint8Array({ minLength: 6, maxLength: 6 }), steps: fc.constant(6), channels: fc.constant(1), difference: fc.boolean(), divergence: fc.option(fc.record({ step: fc.nat({ max: 1e6 }), neuron: fc.nat({ max: 1e6 }) })) }),
    lines: fc.record({ figure: fc.constant('lines'), label, threshold: fc.option(extremes), xLabel: label, yLabel: label, lines: fc.array(fc.record({ label, values: fc.nat({ max: 5 }).chain(floats), role: fc.constantFrom('lif', 'both', 'spikes'), step: fc.boolean(), dash: fc.constantFrom('1 2', ' ', '0'), spikes: fc.array(fc.nat({ max: 1e6 }), { maxLength: 3 }) }), { maxLength: 12 }) }),
    matrix: fc.record({ figure: fc.constant('matrix'), label, size: fc.constant(2), values: floats(4), colours: fc.constantFrom('charge', 'reset'), row: fc.option(fc.nat({ max: 1 })), column: fc.option(fc.nat({ max: 1 })) }),
    histogram: fc.record({ figure: fc.constant('histogram'), label, xLabel: label, series: fc.array(fc.record({ label, values: fc.nat({ max: 5 }).chain(floats), role: fc.constantFrom('lif', 'both') }), { maxLength: 6 }) }),
    calibration: fc.record({ figure: fc.constant('calibration'), label, calibration: fc.record({ n: fc.nat({ max: 1e9 }), error: fc.option(extremes), bins: fc.array(fc.record({ lo: extremes, hi: extremes, count: fc.nat({ max: 1e9 }), predicted: fc.option(extremes), observed: fc.option(extremes) }), { maxLength: 100 }) }) }),
    sweeps: fc.record({ figure: fc.constant('sweeps'), label, agreement: fc.array(extremes, { maxLength: 20 }), settled: fc.option(fc.nat({ max: 5000 })), current: fc.option(fc.nat({ max: 5000 })) }),
  };

  test.each(Object.keys(arbitrary) as FigureSpec['figure'][])('%s', (kind) => {
    fc.assert(fc.property(arbitrary[kind], cursor, fc.constantFrom(1, 40, 240), (spec, at, width) => void drawn(readSpec(spec), { width, cursor: at })), { numRuns: 250 });
  });
});
