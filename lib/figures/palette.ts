/**
 * Colours with one meaning each. A colour that carries text reaches 4.5 : 1 on its paper;
 * the two sides (LIF, parallel) and "both" also differ in lightness, so a greyscale print tells them apart.
 */

export type Theme = 'light' | 'dark';

/** What a mark stands for; the same in every figure. */
export type Role = 'lif' | 'parallel' | 'input' | 'charge' | 'reset' | 'membrane' | 'spikes' | 'both';

export interface Palette {
  readonly paper: string;
  /** Text, spikes, the membrane potential as a line. */
  readonly ink: string;
  /** Quiet text: ticks, axis names. */
  readonly muted: string;
  /** Lines that carry no text. */
  readonly axis: string;
  readonly grid: string;
  /** Cells without a finite value. */
  readonly invalid: string;
  readonly lif: string;
  readonly parallel: string;
  /** Agreement of both sides; a mark colour, not for text. */
  readonly both: string;
  readonly charge: string;
  readonly reset: string;
  /** End colours of the colour scales; the middle or the low end is paper. What fires, and what is positive, is the louder end. */
  readonly ramps: {
    readonly chargeLow: string;
    readonly chargeHigh: string;
    readonly belowThreshold: string;
    readonly aboveThreshold: string;
    readonly resetHigh: string;
  };
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    paper: '#fbfaf6',
    ink: '#1c2025',
    muted: '#5c6470',
    axis: '#8a9099',
    grid: '#e4e3dc',
    invalid: '#d3d2cb',
    lif: '#1d4f8c',
    parallel: '#b8500f',
    both: '#a9aba8',
    charge: '#0e7361',
    reset: '#93286a',
    ramps: {
      chargeLow: '#8583b8',
      chargeHigh: '#0a6252',
      belowThreshold: '#4f82bf',
      aboveThreshold: '#a2420a',
      resetHigh: '#93286a',
    },
  },
  dark: {
    paper: '#14171b',
    ink: '#eceae4',
    muted: '#a0a7b1',
    axis: '#6f7680',
    grid: '#2b3037',
    invalid: '#3a4048',
    lif: '#9cc4f7',
    parallel: '#e07b35',
    both: '#646a72',
    charge: '#4cc2a8',
    reset: '#e07bb5',
    ramps: {
      chargeLow: '#7674b4',
      chargeHigh: '#5ad6ba',
      belowThreshold: '#3f74b5',
      aboveThreshold: '#ee8a45',
      resetHigh: '#ea7fbd',
    },
  },
};

/** The line or text colour of a role. Input and charge share teal, because charge is input seen through A. */
export function roleColour(theme: Theme, role: Role): string {
  const palette = palettes[theme];
  switch (role) {
    case 'input':
      return palette.charge;
    case 'membrane':
    case 'spikes':
      return palette.ink;
    default:
      return palette[role];
  }
}

/** The interface's sans; the shell may set `--font-sans`. */
export const FONT_STACK = "'Source Sans 3 Variable', 'Source Sans 3', sans-serif";
