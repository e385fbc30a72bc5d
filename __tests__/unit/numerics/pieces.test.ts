/** @jest-environment node */
import { paced, part, PIECE, stretches, whole, type Pieces } from '@/lib/numerics/pieces';

function* counted(seen: number[]): Pieces<string> {
  for (let k = 1; k <= 4; k++) {
    seen.push(k);
    yield k / 4;
  }
  return 'done';
}

/** Lets the clock jump so far at each look. */
function clock(step: number) {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += step));
}

it('are done at one go', () => {
  const seen: number[] = [];
  expect(whole(counted(seen))).toBe('done');
  expect(seen).toEqual([1, 2, 3, 4]);
});

it('pause where 50 ms have passed, and not before', async () => {
  const shares: number[] = [];
  const pause = async (done: number) => void shares.push(done);
  clock(10);
  expect(await paced(counted([]), pause)).toBe('done');
  expect(shares).toEqual([]);
  clock(20);
  await paced(counted([]), pause);
  expect(shares).toEqual([0.75]);
  clock(60);
  await paced(counted([]), pause);
  expect(shares).toEqual([0.75, 0.25, 0.5, 0.75, 1]);
});

it('end where a pause throws', async () => {
  clock(60);
  const seen: number[] = [];
  await expect(paced(counted(seen), async () => { throw new Error('stop'); })).rejects.toThrow('stop');
  expect(seen).toEqual([1]);
});

it('say their share of a longer work', () => {
  expect(Array.from(part(counted([]), 0.5, 1))).toEqual([0.625, 0.75, 0.875, 1]);
});

it('cover every row once, as many at a time as make a piece', () => {
  for (const [rows, cost, heights] of [[5, 1, [5]], [5, PIECE / 2, [2, 2, 1]], [3, 9 * PIECE, [1, 1, 1]], [0, 1, []]] as const) {
    const seen: [number, number][] = [];
    whole(stretches(rows, cost, (from, to) => void seen.push([from, to])));
    expect(seen.map(([from, to]) => to - from)).toEqual(heights);
    expect(seen.flatMap(([from, to]) => Array.from({ length: to - from }, (_, k) => from + k))).toEqual(Array.from({ length: rows }, (_, k) => k));
  }
});
