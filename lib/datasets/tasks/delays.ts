/** Delayed recall: steps from the cue's first step to "go". */
export const RECALL_DELAY = { min: 8, max: 200, default: 20 } as const;

/** Temporal XOR: steps from the beginning of the first pulse to that of the second. */
export const XOR_GAP = { min: 4, max: 200, default: 10 } as const;
