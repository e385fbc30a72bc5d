/** A seven, as shares of the pad from its top left corner. */
export const DIGIT_STROKE = [[0.25, 0.2], [0.75, 0.2], [0.6, 0.5], [0.45, 0.85]] as const;
