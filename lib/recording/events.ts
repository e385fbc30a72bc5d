/** What an event camera recorded: one entry an event in each of the four arrays, in order of time. */
export interface EventStream {
  /** Pixels of the sensor. */
  readonly width: number;
  readonly height: number;
  readonly events: {
    /** Column and row of the pixel, from the top left. */
    readonly x: Uint16Array;
    readonly y: Uint16Array;
    /** Time in µs. */
    readonly t: Float64Array;
    /** Polarity: 1 the pixel became brighter, 0 darker. */
    readonly p: Uint8Array;
  };
}
