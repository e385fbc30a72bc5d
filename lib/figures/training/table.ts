/** The numbers of a figure of training: a table to read and a file to take along, from the same rows. */
import { csvCell } from '../../recording/csvCell';
import { inPieces, shortest } from '../csv';
import { evolutionFrames } from './evolutionFrames';
import { tally } from './confusionCounts';
import { placesAcross } from './curveValues';
import { printable } from './fit';
import { significant } from './numbers';
import type { TrainingSpec } from './spec';
import { totalOf } from './stacked';

type Field = string | number | null;

interface Rows {
  readonly columns: readonly string[];
  readonly rows: () => Iterable<readonly Field[]>;
  readonly length: number;
}

function curveRows(spec: Extract<TrainingSpec, { figure: 'curves' }>): Rows {
  const places = placesAcross(spec);
  const series = spec.series.map((one, k) => {
    const name = `${one.label || `series ${k}`}${one.style === 'thin' ? ` (${spec.styles?.thin ?? 'training'})` : ''}`;
    return { name, at: new Map(one.points.map((point) => [point[0], point])), banded: one.points.some(([, , lo]) => lo !== undefined) };
  });
  return {
    columns: [spec.xLabel, ...series.flatMap(({ name, banded }) => (banded ? [name, `${name} low`, `${name} high`] : [name]))],
    length: places.length,
    *rows() {
      for (const x of places) {
        yield [x, ...series.flatMap(({ at, banded }) => {
          const [, mean = null, lo = null, hi = null] = at.get(x) ?? [];
          return banded ? [mean, lo, hi] : [mean];
        })];
      }
    },
  };
}

function rowsOf(spec: TrainingSpec): Rows {
  switch (spec.figure) {
    case 'curves':
      return curveRows(spec);
    case 'confusion': {
      const { size, counts, rows: sums } = tally(spec);
      return {
        columns: ['true class', ...spec.labels.map((label) => `answered ${label}`), 'right'],
        length: size,
        *rows() {
          for (let row = 0; row < size; row++) yield [spec.labels[row], ...Array.from({ length: size }, (_, k) => counts[row * size + k]), sums[row] > 0 ? (counts[row * size + row] || 0) / sums[row] : null];
        },
      };
    }
    case 'density': {
      const bins = Math.max(0, spec.edges.length - 1);
      return {
        columns: ['from', 'to', ...spec.series.map(({ label }) => label)],
        length: bins,
        *rows() {
          for (let bin = 0; bin < bins; bin++) yield [spec.edges[bin], spec.edges[bin + 1], ...spec.series.map(({ counts }) => counts[bin])];
        },
      };
    }
    case 'evolution': {
      const frames = evolutionFrames(spec, spec.difference ?? false);
      return {
        columns: ['output step', 'input step', ...frames.map(({ label }) => label)],
        length: frames.length ? spec.size ** 2 : 0,
        *rows() {
          for (let k = 0; frames.length && k < spec.size ** 2; k++) yield [Math.floor(k / spec.size), k % spec.size, ...frames.map(({ values }) => values[k])];
        },
      };
    }
    case 'stacked':
      return {
        columns: ['', ...spec.parts.map((part) => `${part} (${spec.unit ?? 'ms'})`), `total (${spec.unit ?? 'ms'})`],
        length: spec.bars.length,
        *rows() {
          for (const bar of spec.bars) yield [bar.label, ...spec.parts.map((_, k) => bar.values[k] ?? null), totalOf(bar, spec.parts.length)];
        },
      };
    case 'sheet':
      return {
        columns: ['picture', 'class', 'caption', 'rows', 'columns', 'mistake'],
        length: spec.pictures.length,
        *rows() {
          for (const [k, { label, caption, rows, columns, wrong }] of spec.pictures.entries()) yield [k, label, caption ?? '', rows, columns, wrong ? 1 : 0];
        },
      };
  }
}

/** What is no finite number stays empty in a file. */
const inFile = (field: Field): string => (typeof field === 'string' ? csvCell(field) : field === null || !Number.isFinite(field) ? '' : shortest(field));

/** Comma-separated values, in pieces for a Blob. */
export function trainingCsv(spec: TrainingSpec): string[] {
  const { columns, rows } = rowsOf(spec);
  function* lines(): Generator<string> {
    yield columns.map(csvCell).join(',');
    for (const row of rows()) yield row.map(inFile).join(',');
  }
  return inPieces(lines());
}

/** More rows than this are for the file. */
export const MOST_ROWS = 500;

/** A table to read. Columns of one name are told apart by their place. */
export function trainingTable(spec: TrainingSpec): { readonly columns: string[]; readonly rows: string[][]; readonly note?: string } {
  const { columns, rows, length } = rowsOf(spec);
  const shown: string[][] = [];
  for (const row of rows()) {
    if (shown.length === MOST_ROWS) break;
    shown.push(row.map((field) => (typeof field === 'string' ? printable(field) : field === null ? '–' : Number.isInteger(field) ? String(field) : significant(field))));
  }
  const names = columns.map(printable);
  return {
    columns: names.map((name, k) => (names.indexOf(name) === k ? name : `${name} (${k})`)),
    rows: shown,
    ...(length > MOST_ROWS && { note: `The first ${MOST_ROWS} of ${length} rows; the CSV file holds all.` }),
  };
}
