import { encodeWire, MOST_NUMBERS } from '@/lib/notebook/kernel/wire';
import { readMessage, readSpec, readWire } from '@/lib/notebook/sandbox/messages';
import type { FigureSpec } from '@/lib/figures/spec';
import { SPECS } from './specs';

const received = (message: unknown) => readMessage(encodeWire(message));
const done = (value: unknown) => ({ type: 'done', id: 'c1', runs: 1, defines: [], needs: [], outputs: [{ label: '', value }] });
const text = { type: 'text', text: 'x', cut: false };

describe('what the sandbox says is taken', () => {
  test.each([
    { type: 'ready' }, { type: 'running', id: 'c1/0' }, done(text),
    { type: 'failed', id: 'c1', runs: 2, error: { message: 'no', line: 1, column: null } },
    { type: 'value', id: 'c1', name: 'g', value: { type: 'atom', text: '3' } },
    { type: 'verdict', request: 1, verdict: { right: false, message: 'Not yet.' } },
    { type: 'want', what: 'plots' }, { type: 'pong', n: 7 }, { type: 'killed', reason: 'it was too long' },
    done({ type: 'list', name: 'Array', length: 1e6, items: [text, { type: 'record', name: '', more: 0, entries: [['a', text]] }] }),
    done({ type: 'control', control: { control: true, kind: 'range', min: 0, max: 1, step: 0.1, value: 0.5, label: 'τ', key: 0 } }),
    done({ type: 'control', control: { control: true, kind: 'file', value: null, label: 'f', key: 1 } }),
  ])('%j', (message) => expect(received(message)).toEqual(message));

  test.each(Object.keys(SPECS) as FigureSpec['figure'][])('with a picture: %s', (kind) => {
    const message = done({ type: 'picture', specs: [SPECS[kind]] });
    expect(received(message)).toEqual(message);
  });

  test('without what is not in it', () => {
    expect(received({ ...done({ ...text, html: '<b>' }), extra: { a: 1 } })).toEqual(done(text));
    expect(readSpec({ ...SPECS.matrix, extra: 1 })).not.toHaveProperty('extra');
  });

  test('and words that are too long are cut', () => {
    expect(received({ type: 'killed', reason: 'x'.repeat(1e5) })).toEqual({ type: 'killed', reason: 'x'.repeat(400) });
  });
});

describe('what is none of its messages is dropped', () => {
  test.each([null, undefined, 7, {}, { type: 'ready' }, [], '', '{', 'null', '[]', '"ready"', '{"type":"toString"}', '{"type":"__proto__"}', `${'['.repeat(1e5)}`])('%p', (data) => {
    expect(readMessage(data)).toBeNull();
  });

  test.each([
    { type: 'running' }, { type: 'running', id: 3 }, { type: 'done', id: 'c' }, { ...done(text), runs: -1 }, { ...done(text), runs: 0.5 }, { ...done(text), outputs: 'x' },
    { ...done(text), outputs: Array.from({ length: 201 }, () => ({ label: '', value: text })) }, { ...done(text), needs: [1] }, done({ type: 'html', source: 'x' }), done(null),
    { type: 'failed', id: 'c', runs: 1, error: { message: 'x', line: 'one', column: null } }, { type: 'want', what: 'fetch' }, { type: 'pong', n: NaN }, { type: 'verdict', request: 1, verdict: null },
    done({ type: 'control', control: { control: true, kind: 'range', min: 0, max: 1, step: 1, value: 0, label: '' } }), done({ type: 'control', control: { kind: 'script', label: '', key: 0 } }),
    done({ type: 'record', name: '', more: 0, entries: [['a']] }), done({ type: 'record', name: '', more: 0, entries: [['a', text, text]] }),
  ])('%j', (message) => expect(received(message)).toBeNull());

  test('nesting without end', () => {
    let deep: unknown = text;
    for (let k = 0; k < 20; k++) deep = { type: 'list', name: 'Array', length: 1, items: [deep] };
    expect(() => readWire(deep)).toThrow();
  });
});

describe('a figure that does not agree with itself is refused', () => {
  const spec = (kind: FigureSpec['figure'], change: object) => () => readSpec({ ...SPECS[kind], ...change });
  const huge = new Float32Array(MOST_NUMBERS + 1);

  test.each<[string, () => unknown]>([
    ['more steps than numbers', spec('heatmap', { steps: 13 })],
    ['no steps', spec('heatmap', { steps: 0, values: new Float32Array(0) })],
    ['half a step', spec('raster', { steps: 1.5, channels: 40 })],
    ['too many numbers', spec('heatmap', { values: huge, steps: MOST_NUMBERS + 1, channels: 1 })],
    ['too many numbers in a line', spec('lines', { lines: [{ label: '', role: 'lif', values: huge }] })],
    ['numbers of another kind', spec('heatmap', { values: Array.from({ length: 60 }, () => 0) })],
    ['bytes for floats', spec('heatmap', { values: new Uint8Array(60) })],
    ['floats for bytes', spec('raster', { values: new Float32Array(60) })],
    ['a bound that is no number', spec('heatmap', { hi: null })],
    ['unknown colours', spec('heatmap', { colours: 'constructor' })],
    ['an unknown role', spec('lines', { lines: [{ label: '', role: '__proto__', values: new Float32Array(2) }] })],
    ['thirteen lines', spec('lines', { lines: Array.from({ length: 13 }, () => ({ label: '', role: 'lif', values: new Float32Array(2) })) })],
    ['a matrix that is not square', spec('matrix', { size: 7 })],
    ['a matrix that is too large', spec('matrix', { size: 513, values: new Float32Array(513 * 513) })],
    ['a row outside the matrix', spec('matrix', { row: 8 })],
    ['a divergence before the beginning', spec('raster', { divergence: { step: -1, neuron: 0 } })],
    ['seven series', spec('histogram', { series: Array.from({ length: 7 }, () => ({ label: '', role: 'lif', values: new Float32Array(2) })) })],
    ['a hundred and one bins', spec('calibration', { calibration: { n: 0, error: null, bins: Array.from({ length: 101 }, () => ({ lo: 0, hi: 1, count: 0, predicted: null, observed: null })) } })],
    ['an agreement that is no number', spec('sweeps', { agreement: [1, null] })],
    ['a figure that there is not', spec('sweeps', { figure: 'film' })],
    ['no label', spec('sweeps', { label: undefined })],
  ])('%s', (_what, read) => expect(read).toThrow());

  test('and a dash that is no dash is left out', () => {
    expect(JSON.stringify(readSpec({ ...SPECS.lines, lines: [{ label: '', role: 'lif', values: new Float32Array(2), dash: 'url(x)' }] }))).not.toContain('url');
  });
});
