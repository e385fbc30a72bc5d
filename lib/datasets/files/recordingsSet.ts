import { dvs128Pixels, readAedat2 } from '@/lib/formats/aedat';
import { readWhole } from '@/lib/formats/byteQueue';
import { LIMITS, DATASET_LIMITS } from '@/lib/formats/limits';
import { nmnistEventBytes, nmnistPixels, readNmnist } from '@/lib/formats/nmnist';
import type { EventStream } from '@/lib/recording/events';
import { binStream, type Camera } from './binStream';
import { cifar10Names } from './cifarSet';
import { listFolders } from './folders';
import { DEFAULTS } from './options';
import { PartsWriter } from './partsWriter';
import { planParts } from './plan';
import type { Reading, SetReader } from './result';

/** A kind of recording of which each file is one sample, in the folder of its class. */
interface Recordings {
  readonly what: string;
  readonly sensor: number;
  readonly pixels: number;
  readonly eventBytes: number;
  /** Classes named by their numbers. */
  readonly whole: number | null;
  read(bytes: Uint8Array, file: string): EventStream | Promise<EventStream>;
  describe(classes: readonly string[]): { readonly name: string; readonly sentence: string };
}

async function readRecordings({ sources, options, meter, name }: Reading, kind: Recordings): ReturnType<SetReader> {
  const listing = listFolders(sources, kind.what, kind.whole);
  const plan = planParts(listing, options.samples ?? DATASET_LIMITS.samples, name);
  const pixels = Math.min(kind.sensor, options.pixels ?? kind.pixels);
  const camera: Camera = { width: kind.sensor, height: kind.sensor, steps: options.steps ?? DEFAULTS.cameraSteps, pixels };
  const kept = sources.filter((_, sample) => plan.part[sample] < 3);
  meter.expect(kept.reduce((sum, { diskBytes }) => sum + diskBytes, 0));
  const events = kept.reduce((sum, { size }) => sum + size / kind.eventBytes, 0);
  const writer = new PartsWriter(plan, listing, { steps: camera.steps, size: 2 * pixels * pixels, scale: 1 }, events, name);
  for (const [sample, source] of sources.entries()) {
    if (!writer.wants(sample)) continue;
    const bytes = await readWhole(source, LIMITS.fileBytes, meter.pace);
    const stream = await kind.read(bytes, source.path);
    writer.open(sample);
    binStream(stream.events, camera, writer);
  }
  const { parts, notes } = writer.finish();
  return {
    ...kind.describe(listing.classes),
    origin: 'file',
    notes: [
      ...plan.notes,
      `Each recording is counted in ${camera.steps} equal stretches of time, ${pixels} × ${pixels} pixels, darker and brighter events apart.`,
      ...notes,
    ],
    classes: listing.classes,
    content: 'series',
    steps: camera.steps,
    shape: [pixels, pixels, 2],
    parts,
  };
}

/** N-MNIST: one .bin file a sample, in folders or in zips. */
export const readNmnistSet: SetReader = (reading) =>
  readRecordings(reading, {
    what: 'N-MNIST',
    sensor: nmnistPixels,
    pixels: DEFAULTS.nmnistPixels,
    eventBytes: nmnistEventBytes,
    whole: 10,
    read: readNmnist,
    describe: () => ({ name: 'N-MNIST', sentence: 'An event camera looks at a handwritten digit with three quick turns: which digit is it?' }),
  });

/** The camera of CIFAR10-DVS stood so that its addresses count from the lower right, and brighter is 0. */
async function uprightDvs128(bytes: Uint8Array, file: string): Promise<EventStream> {
  const stream = await readAedat2(bytes, file);
  const { x, y, p } = stream.events;
  for (let i = 0; i < x.length; i += 1) {
    x[i] = dvs128Pixels - 1 - x[i];
    y[i] = dvs128Pixels - 1 - y[i];
    p[i] = 1 - p[i];
  }
  return stream;
}

/** CIFAR10-DVS and other folders of AEDAT 2 from a DVS128: one file a sample. */
export const readAedat2Set: SetReader = (reading) =>
  readRecordings(reading, {
    what: 'a set of AEDAT 2 recordings',
    sensor: dvs128Pixels,
    pixels: DEFAULTS.cameraPixels,
    eventBytes: 8,
    whole: null,
    read: uprightDvs128,
    describe: (classes) => ({
      name: classes.every((one) => cifar10Names.includes(one)) ? 'CIFAR10-DVS' : 'Recordings of a DVS128',
      sentence: `An event camera looks at a moving picture: which of ${classes.length} kinds of thing does it show?`,
    }),
  });
