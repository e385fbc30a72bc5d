import { trainOf, type Raster } from '@/lib/recording/raster';

/** What `format` and `version` of a recording say; `docs/spike-files.md` tells the rest. */
export const RECORDING_FORMAT = 'parallel-spikes/recording';
export const RECORDING_VERSION = 1;

/** JSON knows −0 and reads 1e999 as infinity, but JSON.stringify writes neither. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return 'null';
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? String(value) : value > 0 ? '1e999' : '-1e999';
}

/** A float32 in the fewest digits that are sure to be read back as the same: nine. */
const singleText = (value: number): string => numberText(Number.isFinite(value) && value !== 0 ? Number(value.toPrecision(9)) : value);

const list = (values: Float64Array | Float32Array, text: (value: number) => string): string => `[${Array.from(values, text).join(',')}]`;

/**
 * Writes a raster as JSON, one train a line; `readRecordingSpikes` reads back exactly the same numbers.
 *
 * @throws {RangeError} a raster that makes more text than a string holds
 */
export function writeRecording(raster: Raster): string {
  const { name, neurons, start, end, unit, dt, traces } = raster;
  const head = { format: RECORDING_FORMAT, version: RECORDING_VERSION, name, neurons, start, end, unit, dt };
  const lines = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${typeof value === 'number' ? numberText(value) : JSON.stringify(value)}`);
  const trains = Array.from({ length: neurons }, (_, neuron) => `    ${list(trainOf(raster, neuron), numberText)}`);
  lines.push(`  "trains": [\n${trains.join(',\n')}\n  ]`);
  const written = traces.map(({ label, steps, values }) => `    {"label": ${JSON.stringify(label)}, "steps": ${steps}, "values": ${list(values, singleText)}}`);
  lines.push(`  "traces": [${written.length > 0 ? `\n${written.join(',\n')}\n  ` : ''}]`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
