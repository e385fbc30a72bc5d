/**
 * Compares files of spikes, each with each.
 *
 *   npm run compare -- a.npy b.npy … [--q 0.1] [--tau 5] [--dt 1] [--within 2] [--counts one|keep] [--json]
 *
 * Results go to stdout; what there is to know about the files, to stderr. It exits with 1 where a file or a pair failed, and with 2
 * where fewer than two files can be read or the arguments are wrong.
 */
import { parseArgs } from 'node:util';
import { bundle } from './lib/bundle.mjs';

const usage = `Usage: npm run compare -- FILE FILE [FILE …] [--q 0.1] [--tau 5] [--dt 1] [--within 2] [--counts one|keep] [--json]

  --q       cost of moving a spike by one unit of time, of the Victor–Purpura distance; 0.1 per step unless given
  --tau     time constant of the van Rossum distance; 5 steps unless given
  --dt      length of a step, for files that are counted in steps, in the unit of q and tau
  --within  the most steps between two spikes that count as shifted
  --counts  whether a value of 2 or more in a cell is one spike, as it is unless given, or so many
  --json    JSON on stdout in place of tables

Files: .npy, .npz, .csv, text with one train a line, HDF5, event cameras and recordings of this app.`;

/** Wrong arguments end in a sentence and the usage. */
function refuse(sentence) {
  console.error(`${sentence}\n${usage}`);
  process.exit(2);
}

function number(values, name, holds, wanted) {
  if (values[name] === undefined) return undefined;
  const value = values[name].trim() === '' ? Number.NaN : Number(values[name]);
  if (!holds(value)) refuse(`--${name} should be ${wanted}, not "${values[name]}".`);
  return value;
}

function readArguments() {
  try {
    const text = { type: 'string' };
    return parseArgs({ options: { q: text, tau: text, dt: text, within: text, counts: text, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  } catch (error) {
    return refuse(error.message);
  }
}

const { values, positionals: files } = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
if (files.length < 2) refuse('Two files or more are needed.');
const settings = {
  q: number(values, 'q', (q) => q >= 0, '0 or more'),
  tau: number(values, 'tau', (tau) => tau >= 0, '0 or more'),
  dt: number(values, 'dt', (dt) => dt > 0 && Number.isFinite(dt), 'a positive number'),
  within: number(values, 'within', (within) => Number.isInteger(within) && within >= 0, 'a whole number from 0'),
  keepCounts: values.counts === 'keep',
  json: values.json,
};
if (![undefined, 'one', 'keep'].includes(values.counts)) refuse(`--counts should be one or keep, not "${values.counts}".`);
// A reader that has seen enough, such as head, closes the pipe.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const { compareFiles } = await import(await bundle('scripts/compare/entry.ts', { platform: 'node' }));
process.exitCode = await compareFiles(files, settings, {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
