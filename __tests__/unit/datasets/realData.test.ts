/** @jest-environment node */
import { realFile, whenPresent } from '../formats/whenPresent';
import { read } from './samples';

whenPresent('real data sets', () => {
  it('reads the test files of MNIST', async () => {
    const names = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'];
    const { dataset, summary } = await read(Object.fromEntries(names.map((name) => [name, realFile(`mnist/${name}`)])));
    expect(dataset).toMatchObject({ name: 'MNIST', shape: [28, 28, 1] });
    const { parts } = dataset;
    expect([parts.train.labels.length, parts.validation.labels.length, parts.test.labels.length]).toEqual([8000, 1000, 1000]);
    expect(Array.from(parts.train.labels.subarray(0, 10))).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect(summary.sentences).toEqual([]);
    // The published counts of the test set.
    const sums = summary.counts.train.map((value, i) => value + summary.counts.validation[i] + summary.counts.test[i]);
    expect(Array.from(sums)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(summary.contactSheet.every(({ pictures }) => pictures.length === 4)).toBe(true);
  });

  it('reads a recording of N-MNIST', async () => {
    const bytes = realFile('events/sample_nmnist.bin');
    const { dataset } = await read({ 'Train/0/a.bin': bytes, 'Train/1/b.bin': bytes, 'Test/0/c.bin': bytes });
    const { store } = dataset.parts.test;
    if (store.kind !== 'events') throw new Error('Events were expected.');
    expect(dataset.shape).toEqual([34, 34, 2]);
    expect(store.step).toHaveLength(4325);
    expect(store.channel.filter((channel) => channel % 2 === 1)).toHaveLength(2145);
    expect([Math.min(...store.step), Math.max(...store.step)]).toEqual([0, 9]);
  });
});
