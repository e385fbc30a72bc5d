/** `steps`, `ms`: a unit after a number. */
export const unitsOf = (unit: string): string => (unit === 'step' ? 'steps' : unit);
