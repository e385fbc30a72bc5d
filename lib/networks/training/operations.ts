/** Synaptic operations of one answer, from what was measured to arrive at each linear map. */
import { sizeOf, type Architecture } from './architecture';

/** Shares of the values that a linear map is fed: exactly one, and neither zero nor one. */
export interface Arrivals {
  readonly ones: number;
  readonly others: number;
}

export interface Operations {
  /** A spike arrives: a weight is added. */
  readonly additions: number;
  /** Any other value arrives, such as a pixel or a pooled spike: it is multiplied and added. */
  readonly multiplications: number;
}

/**
 * Operations of one sample. A value that is zero costs nothing; any other reaches as many neurons as its map connects it to,
 * fewer at the edges of a picture. A frame that repeats is multiplied once. The neurons themselves are not counted.
 * @param shown steps of the input: 1 where the same frame is shown at every step
 * @param arrivals of each block, and of the last linear map
 */
export function operationsOf(plan: Architecture, shown: number, arrivals: readonly Arrivals[]): Operations {
  const { blocks, classes, network: { steps }, input } = plan;
  const last = blocks[blocks.length - 1];
  const maps = [...blocks.map((block) => ({ inputs: sizeOf(block.input), fanOut: block.fanOut })), { inputs: sizeOf(last?.pooled ?? input), fanOut: classes }];
  let [additions, multiplications] = [0, 0];
  maps.forEach(({ inputs, fanOut }, k) => {
    const connections = inputs * fanOut * (k === 0 ? shown : steps);
    additions += arrivals[k].ones * connections;
    multiplications += arrivals[k].others * connections;
  });
  return { additions, multiplications };
}
