export type Waveform =
  | 'zero'
  | 'constant'
  | 'step'
  | 'ramp'
  | 'sine'
  | 'chirp'
  | 'pulse'
  | 'paired-pulse'
  | 'gaussian'
  | 'uniform'
  | 'bernoulli';

/** The numbers of a waveform. Values are dimensionless; one time step is the unit of time. */
export interface WaveformParams {
  /** Level around or above which the waveform moves; any finite number. */
  readonly mean: number;
  /** Height of the change, half-width of `uniform`, standard deviation of `gaussian`; any finite number. */
  readonly amplitude: number;
  /** Steps of one cycle, above 0; a chirp begins with it. */
  readonly period: number;
  /** First step of the change, from 0. */
  readonly onset: number;
  /** Steps a pulse lasts, from 1. */
  readonly width: number;
  /** Steps from the beginning of the first pulse to that of the second, from 1. */
  readonly gap: number;
  /** Probability of an event in a step, 0 to 1. */
  readonly rate: number;
  /** Standard deviation of normal noise added to a waveform that is not random itself, from 0. */
  readonly noise: number;
  /** How much neurons differ, 0 (not at all) to 1. */
  readonly spread: number;
}
