/** The name of an axis of time: `time step`, `time (ms)`. */
export const axisOfTime = (unit: string): string => (unit === 'step' ? 'time step' : `time (${unit})`);

/** `steps`, `ms`: a unit after a number. */
export const unitsOf = (unit: string): string => (unit === 'step' ? 'steps' : unit);
