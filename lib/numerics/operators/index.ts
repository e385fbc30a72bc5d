export type { OperatorCost, TemporalOperator } from './types';
export { exponential, strictExponential } from './exponential';
export { banded, dense, lowerTriangular, type Band } from './banded';
export { toeplitz } from './toeplitz';
