import { FormatError } from '@/lib/formats/FormatError';
import { DATASET_LIMITS } from '@/lib/formats/limits';
import { shdUnits } from '@/lib/formats/hdf5Spikes';
import type { Source } from '@/lib/formats/source';
import { count } from '@/lib/numerics/words';
import { readArraySample, type ArraySample } from './arrays';
import { binStream, channelOf, type Camera } from './binStream';
import { listFolders } from './folders';
import { DEFAULTS } from './options';
import { PartsWriter } from './partsWriter';
import { LEFT_OUT, planParts } from './plan';
import type { Reading, SetReader } from './result';

/** What all samples of the set have in common. */
type Form =
  | { readonly kind: 'camera'; readonly frames: boolean; readonly camera: Camera; readonly events: number | null }
  | { readonly kind: 'row'; readonly frames: boolean; readonly steps: number; readonly width: number; readonly group: number; readonly events: number | null };

/** Sensors that recordings come from: the files do not say which, so the smallest that holds all events is taken. */
const sensors: readonly [width: number, height: number][] = [[34, 34], [128, 128], [240, 180], [304, 240], [346, 260], [640, 480], [1280, 720]];
const microseconds = 1e6;

function sensorFor(width: number, height: number, file: string): readonly [number, number] {
  if (width > DATASET_LIMITS.cameraSide || height > DATASET_LIMITS.cameraSide) {
    throw new FormatError(file, 'events', `its events lie on ${count(width)} × ${count(height)} pixels; the limit is ${count(DATASET_LIMITS.cameraSide)} a side.`);
  }
  return sensors.find(([columns, rows]) => width <= columns && height <= rows) ?? [width, height];
}

const highest = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < values.length; i += 1) if (values[i] > most) most = values[i];
  return most;
};

/** Looks through the samples for the size of the sensor; frames say it in the first. */
async function formOf(sources: readonly Source[], { options, meter }: Reading): Promise<Form> {
  let events = 0;
  let width = 0;
  let height = 0;
  let widest = sources[0];
  for (const source of sources) {
    const sample = await readArraySample(source, meter.pace);
    const group = (size: number) => Math.ceil(size / (options.channels ?? DEFAULTS.channels));
    if (sample.kind === 'frames') {
      const { shape } = sample;
      const steps = Math.min(shape[0], options.steps ?? DATASET_LIMITS.steps);
      if (shape.length === 2) {
        if (shape[1] > DATASET_LIMITS.cameraSide) throw new FormatError(source.path, 'shape', `its shape gives ${count(shape[1])} channels; the limit is ${count(DATASET_LIMITS.cameraSide)}.`);
        return { kind: 'row', frames: true, steps, width: shape[1], group: group(shape[1]), events: null };
      }
      const [, , rows, columns] = shape;
      const pixels = Math.min(rows, columns, options.pixels ?? (rows === 34 ? DEFAULTS.nmnistPixels : DEFAULTS.cameraPixels));
      sensorFor(columns, rows, source.path);
      return { kind: 'camera', frames: true, events: null, camera: { width: columns, height: rows, steps, pixels } };
    }
    events += sample.t.length;
    const right = highest(sample.x) + 1;
    if (right > width) widest = source;
    width = Math.max(width, right);
    if (sample.y) height = Math.max(height, highest(sample.y) + 1);
    else if (right > shdUnits) throw new FormatError(source.path, 'events', `its events have channel ${count(right - 1)}; without a field y they are read as sound, with ${shdUnits} channels.`);
    else if (source === sources[sources.length - 1] && height === 0) {
      return { kind: 'row', frames: false, steps: options.steps ?? DEFAULTS.spokenSteps, width: shdUnits, group: group(shdUnits), events };
    }
  }
  const [columns, rows] = sensorFor(width, height, widest.path);
  const pixels = Math.min(columns, rows, options.pixels ?? (columns === 34 ? DEFAULTS.nmnistPixels : DEFAULTS.cameraPixels));
  return { kind: 'camera', frames: false, events, camera: { width: columns, height: rows, steps: options.steps ?? DEFAULTS.cameraSteps, pixels } };
}

/** Adds frames: counts of neighbouring steps and pixels are summed. */
function addFrames({ shape, values }: Extract<ArraySample, { kind: 'frames' }>, form: Form, writer: PartsWriter, file: string): void {
  const [steps, ...rest] = shape;
  const [width, height] = form.kind === 'camera' ? [form.camera.width, form.camera.height] : [form.width, 1];
  const fits = form.kind === 'camera' ? rest.length === 3 && rest[1] === height && rest[2] === width : rest.length === 1 && rest[0] === width;
  if (!fits) throw new FormatError(file, 'shape', `its shape is [${shape.join(', ')}], but the first file has ${form.kind === 'camera' ? `[T, 2, ${height}, ${width}]` : `[T, ${width}]`}.`);
  const size = rest.reduce((a, b) => a * b, 1);
  const kept = form.kind === 'camera' ? form.camera.steps : form.steps;
  for (let i = 0; i < values.length; i += 1) {
    const times = values[i];
    if (times === 0) continue;
    if (!(times > 0 && Number.isInteger(times) && times <= 1e6)) throw new FormatError(file, `value ${i}`, `its value ${i} (from 0) is ${times}; frames hold whole numbers of events.`);
    const inFrame = i % size;
    const step = Math.floor((Math.floor(i / size) * kept) / steps);
    if (form.kind === 'row') writer.add(step, Math.floor(inFrame / form.group), times);
    else {
      const inHalf = inFrame % (width * height);
      writer.add(step, channelOf(inHalf % width, Math.floor(inHalf / width), inFrame >= width * height ? 1 : 0, form.camera), times);
    }
  }
}

/** Adds one sample; returns how many events lie beyond the duration of a sound. */
function addSample(sample: ArraySample, form: Form, duration: number, writer: PartsWriter, file: string): number {
  const same = form.frames === (sample.kind === 'frames') && (sample.kind === 'frames' || (sample.y !== null) === (form.kind === 'camera'));
  if (!same) throw new FormatError(file, 'file', 'the file holds another kind of sample than the first file does; events and frames, pictures and sound are not read together.');
  if (sample.kind === 'frames') {
    addFrames(sample, form, writer, file);
    return 0;
  }
  const { t, x, y, p } = sample;
  if (form.kind === 'camera') {
    const polarity = p ? Uint8Array.from({ length: t.length }, (_, i) => (p[i] > 0 ? 1 : 0)) : new Uint8Array(t.length).fill(1);
    binStream({ t: Float64Array.from(t), x: Uint16Array.from(x), y: Uint16Array.from(y!), p: polarity }, form.camera, writer);
    return 0;
  }
  let late = 0;
  for (let i = 0; i < t.length; i += 1) {
    const step = Math.max(0, Math.floor((t[i] / microseconds / duration) * form.steps));
    if (step < form.steps) writer.add(step, Math.floor(x[i] / form.group));
    else late += 1;
  }
  return late;
}

/** Events and frames in numpy files, one a sample, in the folder of its class. */
export const readArraysSet: SetReader = async (reading) => {
  const { sources, options, meter, name } = reading;
  const listing = listFolders(sources, 'a set of numpy files', null);
  const plan = planParts(listing, options.samples ?? DATASET_LIMITS.samples, name);
  const kept = sources.filter((_, sample) => plan.part[sample] !== LEFT_OUT);
  meter.expect(2 * kept.reduce((sum, { diskBytes }) => sum + diskBytes, 0));
  const form = await formOf(kept, reading);
  const duration = options.duration ?? DEFAULTS.duration;
  const shape = form.kind === 'camera' ? [form.camera.pixels, form.camera.pixels, 2] : [Math.ceil(form.width / form.group)];
  const steps = form.kind === 'camera' ? form.camera.steps : form.steps;
  const writer = new PartsWriter(plan, listing, { steps, size: shape.reduce((a, b) => a * b, 1), scale: 1 }, form.events, name);
  let late = 0;
  for (const [sample, source] of sources.entries()) {
    if (!writer.wants(sample)) continue;
    const read = await readArraySample(source, meter.pace);
    writer.open(sample);
    late += addSample(read, form, duration, writer, source.path);
  }
  const { parts, notes } = writer.finish();
  const form2 = form.kind === 'camera' ? `${form.camera.width} × ${form.camera.height} pixels, summed to ${shape[0]} × ${shape[1]}` : `${form.width} channels, summed to ${shape[0]}`;
  return {
    name,
    origin: 'file',
    sentence: `${form.kind === 'camera' ? 'What an event camera saw' : 'Spikes of a row of channels'}: which of ${listing.classes.length} classes is it?`,
    notes: [
      ...plan.notes,
      `Samples are ${form.frames ? 'frames' : 'events'} of ${form2}, in ${steps} steps.`,
      ...(late > 0 ? [`${count(late)} events after ${duration} s are left out.`] : []),
      ...notes,
    ],
    classes: listing.classes,
    content: 'series',
    steps,
    shape,
    parts,
  };
};
