import { dvs128Pixels, gestureNames, readAedat3, readGestureSpans, type GestureSpan } from '@/lib/formats/aedat';
import { readWhole } from '@/lib/formats/byteQueue';
import { FormatError } from '@/lib/formats/FormatError';
import { DATASET_LIMITS } from '@/lib/formats/limits';
import { firstBytes, type Source } from '@/lib/formats/source';
import type { PartName } from '../types';
import { channelOf, type Camera } from './binStream';
import { fileName, partOfPath, stem } from './folders';
import { DEFAULTS } from './options';
import { PartsWriter } from './partsWriter';
import { placeOf, planParts } from './plan';
import type { Reading, SetReader } from './result';

const headerBytes = 64 * 1024;

interface Recorded {
  readonly source: Source;
  readonly spans: readonly GestureSpan[];
  readonly part: PartName | null;
  /** Place of its first gesture among all samples. */
  readonly first: number;
}

async function textOf(source: Source, { meter }: Reading): Promise<string> {
  meter.expect(source.diskBytes);
  return new TextDecoder().decode(await readWhole(source, DATASET_LIMITS.textBytes, meter.pace));
}

/** The part of each recording that the lists `trials_to_train.txt` and `trials_to_test.txt` name. */
async function listedParts(reading: Reading): Promise<Map<string, PartName>> {
  const parts = new Map<string, PartName>();
  for (const text of reading.texts) {
    const part = /^trials_to_(train|test)\.txt$/i.exec(fileName(text.path))?.[1].toLowerCase();
    if (!part) continue;
    for (const line of (await textOf(text, reading)).split(/\s+/)) if (line !== '') parts.set(line, part as PartName);
  }
  return parts;
}

async function recordings(reading: Reading): Promise<Recorded[]> {
  const parts = await listedParts(reading);
  const tables = new Map(reading.texts.map((text) => [text.path.toLowerCase(), text]));
  const found: Recorded[] = [];
  let first = 0;
  for (const source of reading.sources) {
    const table = tables.get(source.path.replace(/\.[^./]*$/, '_labels.csv').toLowerCase());
    if (!table) throw new FormatError(source.path, 'folder', `its table of gestures is missing; please choose ${stem(source.path)}_labels.csv from the same folder too.`);
    const spans = readGestureSpans(await textOf(table, reading), table.path);
    found.push({ source, spans, part: parts.get(fileName(source.path)) ?? partOfPath(source.path), first });
    first += spans.length;
  }
  return found;
}

/** DVS-Gesture as it is published: AEDAT 3.1 recordings with a table of gestures beside each. */
export const readGestureSet: SetReader = async (reading) => {
  const { options, meter, name } = reading;
  const found = await recordings(reading);
  const listing = {
    labels: Uint16Array.from(found.flatMap(({ spans }) => spans.map(({ label }) => label))),
    given: Uint8Array.from(found.flatMap(({ spans, part }) => spans.map(() => placeOf(part)))),
  };
  if (listing.labels.length > DATASET_LIMITS.samples) throw new FormatError(name, 'samples', `the tables name ${listing.labels.length} gestures; the limit is ${DATASET_LIMITS.samples}.`);
  const plan = planParts(listing, options.samples ?? DATASET_LIMITS.samples, name);
  const camera: Camera = {
    width: dvs128Pixels,
    height: dvs128Pixels,
    steps: options.steps ?? DEFAULTS.cameraSteps,
    pixels: Math.min(dvs128Pixels, options.pixels ?? DEFAULTS.cameraPixels),
  };
  // Gestures may overlap in a recording, so they are not written one after another.
  const writer = new PartsWriter(plan, listing, { steps: camera.steps, size: 2 * camera.pixels ** 2, scale: 1 }, null, name);
  const kept = found.filter(({ spans, first }) => spans.some((_, i) => writer.wants(first + i)));
  meter.expect(kept.reduce((sum, { source }) => sum + source.diskBytes, 0));
  for (const { source, spans, first } of kept) {
    const wanted = spans.map((span, i) => ({ ...span, sample: first + i, perStep: camera.steps / (span.to - span.from) })).filter(({ sample }) => writer.wants(sample));
    await readAedat3(source, await firstBytes(source, headerBytes), meter.pace, (x, y, t, p) => {
      for (const { from, to, sample, perStep } of wanted) {
        if (t < from || t >= to) continue;
        writer.open(sample);
        writer.add(Math.min(camera.steps - 1, Math.floor((t - from) * perStep)), channelOf(x, y, p, camera));
      }
    });
  }
  const { parts, notes } = writer.finish();
  return {
    name: 'DVS-Gesture',
    origin: 'file',
    sentence: 'An event camera looks at a person who makes a gesture with hands and arms: which one is it?',
    notes: [
      ...plan.notes,
      `Each gesture is counted in ${camera.steps} equal stretches of time, ${camera.pixels} × ${camera.pixels} pixels, darker and brighter events apart.`,
      ...notes,
    ],
    classes: gestureNames,
    content: 'series',
    steps: camera.steps,
    shape: [camera.pixels, camera.pixels, 2],
    parts,
  };
};
