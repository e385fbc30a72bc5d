/**
 * Writes the generated event-camera recordings and a README to public/recordings/, in the layout of N-MNIST.
 *
 *   node scripts/make-recordings.mjs
 *
 * A unit test holds the files equal to what the code makes: run this after a change to the scenes or the camera.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundle } from './lib/bundle.mjs';

const folder = new URL('../public/recordings/', import.meta.url);

const { GENERATED_RECORDINGS } = await import(await bundle('lib/inputs/generatedRecordings.ts', { platform: 'node' }));
const { writeNmnist } = await import(await bundle('lib/formats/nmnist.ts', { platform: 'node' }));

await mkdir(folder, { recursive: true });
const rows = [];
for (const { id, sentence, make } of GENERATED_RECORDINGS) {
  const stream = make();
  await writeFile(new URL(`${id}.bin`, folder), writeNmnist(stream));
  const line = `\`${id}.bin\`: ${stream.events.t.length} events. ${sentence}`;
  rows.push(`- ${line}`);
  console.log(line);
}

const readme = `# Recordings

${rows.join('\n')}

No camera took these: they are generated, always the same, by

    node scripts/make-recordings.mjs

Five bytes an event, as in N-MNIST: x; y; polarity (1 brighter, 0 darker) in the highest bit, then 23 bits of
time in µs, the most significant first. Events are in order of time.

Licence: MIT, like the rest of this project (see LICENSE).
`;
await writeFile(new URL('README.md', folder), readme);
console.log(`Written to ${fileURLToPath(folder)}`);
