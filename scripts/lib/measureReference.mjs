/** The part of `npm run reference` that checks measures between spike trains. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where rasters lie in the folder given by --data. */
const PLACES = ['.', 'braille', 'nir/braille'];

/** @returns the bytes of a raster by its file's name, or null; a name that leads elsewhere is none */
function finder(folder) {
  return (name) => {
    const file = PLACES.map((place) => path.join(folder, place, name)).find((each) => path.basename(name) === name && existsSync(each));
    return file ? new Uint8Array(readFileSync(file)) : null;
  };
}

const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/**
 * Prints a line a measure and what was found.
 *
 * @param core the bundle of lib/reference/node.ts
 * @param name the JSON file's
 * @param file what `core.measureFile` made of it
 * @param data the folder with the rasters, or undefined
 * @returns how many findings there are
 */
export function checkMeasures(core, name, file, data) {
  const verdict = core.emptyMeasures();
  core.verifyTrains(file, verdict);
  if (data !== undefined) core.verifyPairs(file, finder(data), verdict);
  else if (file.pairs.length > 0) console.log(`${name}: ${count(file.pairs.length, 'pair')} of rasters not checked: --data <folder> says where the rasters lie.`);
  if (file.trains.length + file.pairs.length === 0) verdict.failures.push('The file holds no cases.');

  console.log(`${name}, limit ${core.MEASURE_TOLERANCE} × max(1, |expected|)`);
  console.log(`${'measure'.padEnd(24)}${'cases'.padStart(6)}${'worst absolute error'.padStart(24)}`);
  for (const [measure, { cases, worst }] of verdict.measures) {
    console.log(`${measure.padEnd(24)}${String(cases).padStart(6)}${worst.toExponential(1).padStart(24)}`);
  }
  for (const failure of verdict.failures.slice(0, 5)) console.log(`    ${failure}`);
  if (verdict.failures.length > 5) console.log(`    and ${verdict.failures.length - 5} more.`);
  return verdict.failures.length;
}
