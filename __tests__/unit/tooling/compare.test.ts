/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeNpy } from '@/lib/formats/writeNpy';

jest.setTimeout(60_000);

function compare(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/compare.mjs', ...args], { encoding: 'utf8' });
  expect(stderr).not.toMatch(/\n\s+at /);
  return { status, out: stdout, told: stderr };
}

describe('npm run compare', () => {
  let folder = '';
  const file = (name: string) => path.join(folder, name);
  /** An array of 12 steps of 3 neurons; `across` writes it neurons first. */
  function array(name: string, spikes: readonly (readonly [step: number, neuron: number, value?: number])[], across = false): string {
    const data = new Float32Array(36);
    for (const [t, n, value = 1] of spikes) data[across ? n * 12 + t : t * 3 + n] = value;
    writeFileSync(file(name), writeNpy(data, across ? [3, 12] : [12, 3]));
    return file(name);
  }

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'compare-'));
    array('a.npy', [[1, 0], [5, 0], [9, 0], [4, 1]]);
    array('b.npy', [[1, 0], [6, 0], [9, 0], [4, 1], [11, 2]]);
    array('across.npy', [[1, 0], [6, 0], [9, 0], [4, 1], [11, 2]], true);
    array('counts.npy', [[1, 0, 2], [6, 0], [9, 0, 3], [4, 1], [11, 2]]);
    writeFileSync(file('broken.npy'), writeNpy(new Float32Array(36), [12, 3]).subarray(0, 100));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a and b have, worked out by hand. */
  const expected = {
    agreement: 33 / 36, bothSpikes: 3, onlyA: 1, onlyB: 2, firstDivergenceStep: 5, precision: 3 / 5, recall: 3 / 4, f1: 6 / 9, jaccard: 3 / 6,
    mcc: (3 * 30 - 1 * 2) / Math.sqrt(4 * 5 * 32 * 31),
  };
  // Neuron 0: 5 moves to 6; neuron 1 is equal; neuron 2 gains a spike.
  const costs = [0.1, 0, 1];

  it('prints JSON, and nothing else, on stdout', () => {
    const { status, out, told } = compare(file('a.npy'), file('b.npy'), '--json');
    expect({ status, told }).toEqual({ status: 0, told: '' });
    const { pairs, ...rest } = JSON.parse(out);
    expect(rest).toEqual({});
    expect(pairs).toHaveLength(1);
    const [pair] = pairs;
    expect(Object.keys(pair)).toEqual(['a', 'b', ...Object.keys(expected), 'isi', 'spike', 'sync', 'victorPurpura', 'vanRossum', 'perNeuron']);
    expect([pair.a, pair.b]).toEqual(['a.npy', 'b.npy']);
    for (const [name, value] of Object.entries(expected)) expect(pair[name]).toBeCloseTo(value, 12);
    expect(pair.perNeuron.map((one: { victorPurpura: number }) => one.victorPurpura)).toEqual(costs.map((cost) => expect.closeTo(cost, 12)));
    expect(Object.keys(pair.perNeuron[0])).toEqual(['neuron', 'isi', 'spike', 'sync', 'victorPurpura', 'vanRossum']);
    expect(pair.victorPurpura).toBeCloseTo(1.1 / 3, 12);
    expect(pair.perNeuron[2].vanRossum).toBeCloseTo(1, 12);
    expect(pair.perNeuron[0].vanRossum).toBeCloseTo(Math.sqrt(2 - 2 * Math.exp(-1 / 5)), 12);
  });

  it('turns an array that lies across, takes counts as one spike, and says both on stderr', () => {
    const { status, out, told } = compare(file('a.npy'), file('across.npy'), file('counts.npy'), '--json');
    expect(status).toBe(0);
    expect(told).toContain('across.npy: its array of 3 × 12 is transposed, since time is the longer axis of the others.\n');
    expect(told).toContain('counts.npy: counts of several spikes in one step are taken as one spike.\n');
    const { pairs } = JSON.parse(out);
    expect(pairs.map(({ a, b }: { a: string; b: string }) => [a, b])).toEqual([['a.npy', 'across.npy'], ['a.npy', 'counts.npy'], ['across.npy', 'counts.npy']]);
    for (const name of Object.keys(expected) as (keyof typeof expected)[]) {
      expect(pairs[0][name]).toBeCloseTo(expected[name], 12);
      expect(pairs[1][name]).toBe(pairs[0][name]);
    }
    expect(pairs[2]).toMatchObject({ agreement: 1, firstDivergenceStep: null, victorPurpura: 0 });
  });

  it('takes q, τ, the length of a step and the reach of shifts', () => {
    const [first] = JSON.parse(compare(file('a.npy'), file('b.npy'), '--json', '--q', '0.5', '--tau=2', '--dt', '0.5').out).pairs;
    expect(first.perNeuron[0].victorPurpura).toBeCloseTo(0.25, 12);
    expect(first.perNeuron[0].vanRossum).toBeCloseTo(Math.sqrt(2 - 2 * Math.exp(-0.5 / 2)), 12);
    expect(first.firstDivergenceStep).toBe(5);
    expect(compare(file('a.npy'), file('b.npy'), '--within', '0').out).toMatch(/pairs shifted +0 \(up to 0 steps\)/);
  });

  it('prints a table for people', () => {
    const { out } = compare(file('a.npy'), file('b.npy'));
    expect(out).toContain('a = a.npy, b = b.npy: 3 neurons, 12 steps\n');
    expect(out).toMatch(/agreement +0\.916667\n/);
    expect(out).toMatch(/pairs shifted +1 \(up to 2 steps\)\n/);
    const lines = out.split('\n');
    const head = lines.findIndex((line) => line.includes('Victor–Purpura'));
    const table = lines.slice(head, head + 5);
    expect(new Set(table.map((line) => line.length)).size).toBe(1);
    expect(table[4].trim().split(/\s+/)).toEqual(['mean', '1.33333', '1.66667', expect.any(String), expect.any(String), expect.any(String), '0.366667', expect.any(String)]);
  });

  it('writes null for what is not defined', () => {
    array('silent.npy', []);
    array('quiet.npy', []);
    const [pair] = JSON.parse(compare(file('silent.npy'), file('quiet.npy'), '--json').out).pairs;
    expect(pair).toMatchObject({ agreement: 1, precision: null, recall: null, mcc: null, f1: 1, firstDivergenceStep: null, sync: 1 });
  });

  it('calls files with one name by their path', () => {
    mkdirSync(file('other'), { recursive: true });
    array('other/a.npy', [[1, 0]]);
    const [pair] = JSON.parse(compare(file('a.npy'), file('other/a.npy'), '--json').out).pairs;
    expect([pair.a, pair.b]).toEqual([file('a.npy'), file('other/a.npy')]);
  });

  it('goes on without a file that cannot be read, and fails', () => {
    const { status, out, told } = compare(file('a.npy'), file('broken.npy'), file('missing.npy'), folder, file('b.npy'), '--json');
    expect(status).toBe(1);
    expect(told).toMatch(/broken\.npy: .*\.\n/);
    expect(told).toContain(`${file('missing.npy')}: there is no such file.\n`);
    expect(told).toContain(`${folder}: this is no file.\n`);
    expect(JSON.parse(out).pairs).toHaveLength(1);
  });

  it('needs two files that can be read', () => {
    expect(compare(file('a.npy'), file('missing.npy'))).toMatchObject({ status: 2, out: '', told: expect.stringContaining('Two files of spikes are needed to compare; only one could be read.\n') });
  });

  it.each([[[]], [['a.npy']], [['a', 'b', '--q', '-1']], [['a', 'b', '--q=']], [['a', 'b', '--tau', 'x']], [['a', 'b', '--dt=0']], [['a', 'b', '--within', '1.5']], [['a', 'b', '--colour']]])('answers %j with its usage', (args) => {
    const { status, out, told } = compare(...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(told).toContain('Usage: npm run compare -- FILE FILE');
  });

  it('explains itself', () => {
    expect(compare('--help')).toMatchObject({ status: 0, told: '', out: expect.stringContaining('--within') });
  });
});
