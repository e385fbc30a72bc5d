/** @jest-environment node */
import { whole } from '@/lib/numerics/pieces';
import { comparePair, type PairOptions } from '@/lib/spiketrains/compare/pair';
import { methodsParagraph, neuronsCsv, reportCsv, reportJson, reportLatex, reportMarkdown } from '@/lib/spiketrains/report';
import { readable } from '@/lib/spiketrains/report/words';
import { count, listed, plural } from '@/lib/numerics/words';
import { rasterOf } from './rasters';

const trains = [[1, 3, 9], [4]];
const others = [[1, 2, 9], []];
const report = (a: string, b: string, options?: PairOptions) => whole(comparePair(rasterOf(trains, { name: a, end: 10 }), rasterOf(others, { name: b, end: 10 }), options));
const silent = whole(comparePair(rasterOf([[]], { name: 'x' }), rasterOf([[]], { name: 'y' })));

/** A table of RFC 4180, read back. */
function readCsv(text: string): Record<string, string>[] {
  const rows = text.trimEnd().split('\r\n').map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, inQuotes, bare]) => inQuotes?.replaceAll('""', '"') ?? bare));
  return rows.slice(1).map((row) => Object.fromEntries(rows[0].map((head, k) => [head, row[k]])));
}

describe('CSV', () => {
  it('holds every value in full', () => {
    const own = report('a.npy', 'b.npy');
    const [row] = readCsv(reportCsv([own]));
    expect(row).toMatchObject({ a: 'a.npy', b: 'b.npy', bothSpikes: '2', onlyA: '2', onlyB: '1', meanShift: '-1', unit: 'step', firstDivergenceStep: '2', crossCorrelationLag: String(own.crossCorrelation.lag) });
    for (const key of ['agreement', 'mcc', 'isi', 'vanRossum', 'countCorrelation'] as const) expect(Number(row[key])).toBe(own[key]);
  });

  it('leaves empty what is not defined', () => {
    expect(readCsv(reportCsv([silent]))[0]).toMatchObject({ precision: '', mcc: '', meanShift: '', firstDivergenceStep: '', f1: '1' });
  });

  it.each([['=1+1', "'=1+1"], ['+a', "'+a"], ['-a', "'-a"], ['@sum', "'@sum"], ['\ta', "'\ta"], ['a=b', 'a=b']])('takes the name %j for no formula', (name, safe) => {
    expect(readCsv(reportCsv([report(name, 'b')]))[0].a).toBe(safe);
    expect(readCsv(neuronsCsv([report(name, 'b')]))[0].a).toBe(safe);
  });

  it('quotes names', () => {
    expect(readCsv(reportCsv([report('a,"b"', 'c')]))[0].a).toBe('a,"b"');
  });

  it('holds the neurons of each pair', () => {
    const own = report('a', 'b');
    const rows = readCsv(neuronsCsv([own, silent]));
    expect(rows.map(({ neuron, na, nb }) => [neuron, na, nb])).toEqual([['0', '3', '3'], ['1', '1', '0'], ['0', '0', '0']]);
    expect(Number(rows[0].spike)).toBe(own.perNeuron[0].spike);
  });
});

describe('JSON', () => {
  it('is the reports, null where nothing is defined', () => {
    const own = report('a', 'b', { tau: Infinity });
    const { pairs } = JSON.parse(reportJson([own, silent]));
    expect(pairs[0]).toEqual({ ...own, tau: 'Infinity' });
    expect(pairs[1]).toMatchObject({ a: 'x', mcc: null, precision: null, firstDivergenceStep: null, agreement: 1 });
  });
});

describe('tables for people', () => {
  it('in Markdown have a true minus and escape names', () => {
    const table = reportMarkdown([report('a|b', '<i>*c*')]).split('\n');
    const cells = (line: string) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim());
    expect(cells(table[0])).toHaveLength(cells(table[2]).length);
    expect(cells(table[1])).toHaveLength(cells(table[2]).length);
    expect(cells(table[2]).slice(0, 4)).toEqual(['a\\|b', '\\<i\\>\\*c\\*', '0.85', '0.74']);
    expect(reportMarkdown([report('a', 'b')])).not.toMatch(/ -\d/);
  });

  it('in LaTeX use booktabs, mathematics and escapes', () => {
    const lines = reportLatex([report('a_1 & 50%', '\\b{$}#^~')]).split('\n');
    const row = lines.find((line) => line.includes('a\\_1'))!;
    expect(row).toContain('a\\_1 \\& 50\\% & \\textbackslash{}b\\{\\$\\}\\#\\textasciicircum{}\\textasciitilde{} & $0.85$');
    expect(row.endsWith(' \\\\')).toBe(true);
    const heads = lines[lines.indexOf('    \\toprule') + 1];
    const columns = (line: string) => line.split(/(?<!\\)&/).length;
    expect(columns(row)).toBe(columns(heads));
    expect(lines[3]).toBe(`  \\begin{tabular}{ll${'r'.repeat(columns(heads) - 2)}}`);
    expect(reportLatex([silent])).toContain(' & -- & ');
    expect(lines.join('\n')).not.toMatch(/[–−’]/);
  });
});

describe('the methods', () => {
  const pair = report('a.npy', 'b.npy', { q: 0.2, tau: 4 });

  it('say what was compared, how, and whom to cite', () => {
    const text = methodsParagraph([pair], { version: '1.2.3', bootstrap: { resamples: 2000, level: 0.95, seed: 7 } });
    expect(text).toContain('compared with Parallel Spikes, version 1.2.3: “a.npy” with “b.npy” (2 neurons, 0 to 10 steps, 10 grid cells of 1 step).');
    expect(text).toContain('Victor–Purpura distance (q = 0.2 per step) [');
    expect(text).toContain('van Rossum distance (τ = 4 steps, scaled so that one spike against none is 1) [');
    expect(text).toContain('95 % percentile intervals of the mean over neurons by the bootstrap (2,000 resamples, seed 7) [');
    expect(text).toContain('doi:10.1152/jn.1996.76.2.1310');
    expect(text).toContain('precision and recall are those of the second raster with the first as the reference');
  });

  it('number each work once, and list all that are cited, and no other', () => {
    const text = methodsParagraph([pair], { version: '1', bootstrap: { resamples: 10, level: 0.9, seed: 1 } });
    const [prose, list] = text.split('\n\n');
    const listedNumbers = [...list.matchAll(/^\[(\d+)\]/gm)].map(([, number]) => Number(number));
    expect(listedNumbers).toEqual(listedNumbers.map((_, k) => k + 1));
    expect([...new Set([...prose.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number)))].sort((p, q) => p - q)).toEqual(listedNumbers);
    expect(new Set(list.trim().split('\n').map((line) => line.replace(/^\[\d+\] /, ''))).size).toBe(listedNumbers.length);
    // Precision and recall share a work.
    expect(prose).toMatch(/Precision \[2\], Recall \[2\]/);
  });

  it('name only the measures that were used', () => {
    const text = methodsParagraph([pair], { version: '1', measures: ['isi'] });
    expect(text).toContain('Measures: ISI-distance [1].');
    expect(text).not.toMatch(/Purpura|precision|bootstrap|\[2\]/);
  });

  it('gather pairs on one grid, and say what differs', () => {
    const third = whole(comparePair(rasterOf([[1]], { name: 'c', unit: 'ms' }), rasterOf([[1], [2]], { name: 'd', unit: 'ms' })));
    const text = methodsParagraph([pair, report('a.npy', 'e.npy'), third], { version: '1' });
    expect(text).toContain('2 pairs of “a.npy”, “b.npy” and “e.npy” (2 neurons, 0 to 10 steps, 10 grid cells of 1 step); “c” with “d” (1 neuron, 0 to 20 ms, 20 grid cells of 1 ms).');
    expect(text).toContain('The numbers of neurons differ: “c” has 1 and “d” has 2. The first is compared.');
    expect(text).toContain('q = 0.2 per step, 0.1 per step and 0.1 per ms');
  });

  it('need a comparison', () => {
    expect(() => methodsParagraph([], { version: '1' })).toThrow('There is no comparison to describe.');
  });
});

it('writes numbers and words', () => {
  expect(readable(-0.12345)).toBe('−0.1235');
  expect(readable(-1.5e-9)).toBe('−1.5e−9');
  expect(readable(1234567)).toBe('1,234,567');
  expect([readable(null), readable(Number.NaN)]).toEqual(['–', '–']);
  expect([count(1e6), plural(1, 'pair'), plural(1200, 'pair')]).toEqual(['1,000,000', '1 pair', '1,200 pairs']);
  expect([listed([]), listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
});
