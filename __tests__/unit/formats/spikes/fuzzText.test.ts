/** @jest-environment node */
import { gzipSync } from 'fflate';

import { realFile, whenPresent } from '../whenPresent';
import { readOrRefuse } from './checkReading';
import { fuzzRuns, mutations } from './mutate';
import { read, samples } from './samples';

const encode = (content: Uint8Array | string): Uint8Array => (typeof content === 'string' ? new TextEncoder().encode(content) : content);
const files = Object.entries(samples).map(([name, content]) => [name, encode(content)] as const);
const others = files.map(([, bytes]) => bytes);

/** Reads every mutation; how many of them were read, and how many refused. */
async function readAll(name: string, bytes: Uint8Array, runs: number): Promise<{ done: number; refused: number }> {
  let [done, refused] = [0, 0];
  for (const mutated of mutations(bytes, others, runs)) {
    if (await readOrRefuse(() => read(mutated, name))) done++;
    else refused++;
  }
  return { done, refused };
}

describe('arrays, text and recordings, given anything', () => {
  it.each(files)('reads or refuses %s after some changes', async (name, bytes) => {
    expect(await readOrRefuse(() => read(bytes, name))).not.toBeNull();
    const { done, refused } = await readAll(name, bytes, fuzzRuns(2000));
    // A mutator that never leaves a file whole, or never breaks one, would test nothing.
    expect(done).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });

  it.each(files)('reads or refuses %s after an end at any byte', async (name, bytes) => {
    for (let end = 0; end < bytes.length; end++) await readOrRefuse(() => read(bytes.slice(0, end), name));
    expect(bytes.length).toBeGreaterThan(20);
  });

  it('reads or refuses a packed file after some changes', async () => {
    const { refused } = await readAll('pairs.csv.gz', gzipSync(encode(samples['pairs.csv'])), fuzzRuns(300));
    expect(refused).toBeGreaterThan(0);
  });
});

whenPresent('real files, given changes', () => {
  it.each(['nir/braille/rockpool_activity_noDelay_noBias_subtract.npy', 'nir/braille/lava_activity_noDelay_bias_zero.npy', 'nir/lif/lif_spyx.csv'])('reads or refuses %s', async (path) => {
    const { done, refused } = await readAll(path, realFile(path), fuzzRuns(200));
    expect(done + refused).toBe(fuzzRuns(200));
    expect(refused).toBeGreaterThan(0);
  });
});
