/** @jest-environment node */
import { binEvents } from '@/lib/formats/events';
import { readNmnist, writeNmnist } from '@/lib/formats/nmnist';
import { readInput } from '@/lib/formats/readInput';
import { formatErrorOf } from './expectFormatError';
import { realFile, whenPresent } from './whenPresent';

whenPresent('real recordings', () => {
  it('reads an N-MNIST recording', () => {
    const bytes = realFile('events/sample_nmnist.bin');
    const input = readInput(bytes, 'sample_nmnist.bin');
    if (input.kind !== 'events') throw new Error('Events were expected.');
    const { x, y, t, p } = input.stream.events;
    expect(t).toHaveLength(4325);
    expect([t[0], t[t.length - 1]]).toEqual([654, 311175]);
    expect([Math.max(...x), Math.max(...y)]).toEqual([33, 33]);
    expect(p.reduce((sum, on) => sum + on, 0)).toBe(2145);
    expect(Buffer.from(writeNmnist(readNmnist(bytes, 'a.bin'))).equals(Buffer.from(bytes))).toBe(true);
    const frames = binEvents(input.stream, { steps: 100, columns: 34, rows: 34, polarity: 'separate', value: 'count' });
    expect([frames.steps, frames.channels]).toEqual([100, 2312]);
    expect(frames.data.reduce((sum, value) => sum + value, 0)).toBe(4325);
  });

  it.each([
    ['lava_activity_noDelay_bias_zero', 38, 256],
    ['nengo_activity_noDelay_noBias_subtract', 256, 40],
    ['norse_activity_noDelay_bias_zero', 256, 38],
    ['norse_activity_noDelay_noBias_subtract', 256, 40],
    ['rockpool_activity_noDelay_noBias_subtract', 256, 40],
    ['snntorch_activity_noDelay_bias_zero', 256, 38],
    ['snntorch_activity_noDelay_noBias_subtract', 256, 40],
  ])('reads the spikes of %s', (name, steps, channels) => {
    const input = readInput(realFile(`nir/braille/${name}.npy`), `${name}.npy`);
    if (input.kind !== 'array') throw new Error('An array was expected.');
    expect([input.matrix.steps, input.matrix.channels]).toEqual([steps, channels]);
    expect(input.notes).toHaveLength(channels > steps ? 1 : 0);
    expect(input.matrix.data.some((value) => value !== 0)).toBe(true);
  });

  it('turns the one raster that is stored the other way round', () => {
    const input = readInput(realFile('nir/braille/lava_activity_noDelay_bias_zero.npy'), 'lava.npy', { transpose: true });
    expect(input).toMatchObject({ matrix: { steps: 256, channels: 38 } });
  });

  it.each(['exact', 'lava_cpu_float', 'nengo', 'norse', 'rockpool', 'snntorch', 'spyx'])(
    'reads the neuron as %s ran it',
    (simulator) => {
      const input = readInput(realFile(`nir/lif/lif_${simulator}.csv`), `lif_${simulator}.csv`);
      if (input.kind !== 'array') throw new Error('An array was expected.');
      expect([input.matrix.steps, input.matrix.channels]).toEqual([1000, 3]);
      expect(input.channelNames).toBeUndefined();
      const spikes = input.matrix.data.filter((_, i) => i % 3 === 2);
      expect(spikes.some((value) => value > 0)).toBe(true);
    },
  );

  it.each([
    ['events/sample_ncars.dat', 'a Prophesee event recording'],
    ['events/evt2_sample.raw', 'a Prophesee event recording'],
    ['mnist/t10k-images-idx3-ubyte.gz', 'a gzip file'],
    ['nir/lif_norse.nir', 'an HDF5 file'],
  ])('names %s, which is not read yet', (path, words) => {
    expect(formatErrorOf(() => readInput(realFile(path), path)).message).toContain(words);
  });
});
