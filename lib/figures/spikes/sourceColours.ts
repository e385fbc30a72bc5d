import { legible } from '../neuronColours';
import { palettes, type Theme } from '../palette';

/**
 * Sources side by side. The first two wear the blue and the orange of the two sides everywhere else; the others were
 * searched for as far apart as eyes without one kind of cone allow, with a lightness each of their own.
 */
const COLOURS: Readonly<Record<Theme, readonly string[]>> = {
  light: [palettes.light.lif, palettes.light.parallel, '#aa6688', '#444400', '#3388ee', '#660055', '#6655cc', '#884455', '#221188', '#ee6611'],
  dark: [palettes.dark.lif, palettes.dark.parallel, '#aa77aa', '#eecc22', '#5577ee', '#aa4433', '#aaee99', '#11aaee', '#ee99aa', '#aa44aa'],
};

/** Further sources begin again with the first colour; their labels still tell them apart. */
export const SOURCE_COLOURS = COLOURS.light.length;

/** The mark colour of a source by its place. */
export const sourceColour = (theme: Theme, place: number): string => COLOURS[theme][place % SOURCE_COLOURS];

/** Its colour for text: 4.5 : 1 on paper. */
export const sourceInk = (theme: Theme, place: number): string => legible(theme, sourceColour(theme, place));
