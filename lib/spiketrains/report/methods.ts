/** A paragraph for a paper: what was compared, how, and whom to cite. */
import { count, listed, plural } from '../../numerics/words';
import type { Citation, MeasureId } from '../catalogue';
import type { Interval } from '../compare/bootstrap';
import { measureOf } from '../compare/measures';
import { TRAIN_VALUES, type PairReport } from '../compare/pair';
import { timeText, quoted, readable } from './words';

const EFRON: Citation = { text: 'Efron B (1979). Bootstrap methods: another look at the jackknife. The Annals of Statistics 7:1–26.', doi: '10.1214/aos/1176344552' };

/** The measures of a report, those of cells first. */
const REPORTED: readonly MeasureId[] = ['agreement', 'precision', 'recall', 'f1', 'jaccard', 'mcc', 'hamming', ...TRAIN_VALUES, 'countCorrelation'];

export interface MethodsOptions {
  /** Of the app. */
  readonly version: string;
  /** Those that were used; default all of a report. */
  readonly measures?: readonly MeasureId[];
  /** How intervals were made, where there are any. */
  readonly bootstrap?: Pick<Interval, 'resamples' | 'level' | 'seed'> | null;
}

/** Numbers works in the order in which they are first cited. */
class Citations {
  readonly #works: Citation[] = [];

  cite(work: Citation): string {
    let place = this.#works.findIndex(({ text }) => text === work.text);
    if (place < 0) place = this.#works.push(work) - 1;
    return `[${place + 1}]`;
  }

  list(): string[] {
    return this.#works.map(({ text, doi }, k) => `[${k + 1}] ${text}${doi === null ? '' : ` doi:${doi}`}`);
  }
}

/** The grid on which pairs were compared. */
function gridOf({ neurons, steps, dt, unit, edges }: PairReport): string {
  const span = `${readable(edges[0], 10)} to ${timeText(edges[1], unit)}`;
  return `${plural(neurons, 'neuron')}, ${span}, ${count(steps)} grid ${steps === 1 ? 'cell' : 'cells'} of ${timeText(dt, unit)}`;
}

/** The pairs that share a grid, by the names of their rasters. */
function pairsOf(reports: readonly PairReport[]): string {
  const groups = new Map<string, PairReport[]>();
  for (const report of reports) {
    const grid = gridOf(report);
    groups.set(grid, [...(groups.get(grid) ?? []), report]);
  }
  return [...groups]
    .map(([grid, group]) => {
      const names = listed([...new Set(group.flatMap(({ a, b }) => [a, b]))].map(quoted));
      return group.length === 1 ? `${quoted(group[0].a)} with ${quoted(group[0].b)} (${grid})` : `${plural(group.length, 'pair')} of ${names} (${grid})`;
    })
    .join('; ');
}

/** Reports whose notes are told one by one; of more, what they have in common. */
const MOST_NOTED = 3;

function notesOf(reports: readonly PairReport[]): readonly string[] {
  const notes = [...new Set(reports.flatMap((report) => report.notes))];
  if (reports.length <= MOST_NOTED || notes.length <= MOST_NOTED) return notes;
  return ['Where two rasters differ in their number of neurons, those that both have were compared; where they differ in span, what was not observed counts as silent; several spikes in one cell count once cell by cell.'];
}

/** Values of a setting, each once. */
const settings = (reports: readonly PairReport[], write: (report: PairReport) => string): string => listed([...new Set(reports.map(write))]);

function parametersOf(id: MeasureId, reports: readonly PairReport[]): string {
  switch (id) {
    case 'victorPurpura':
      return ` (q = ${settings(reports, ({ q, unit }) => `${q === Infinity ? '∞' : readable(q)} per ${unit}`)})`;
    case 'vanRossum':
    case 'vanRossumPaper': {
      const tau = settings(reports, ({ tau: value, unit }) => (value === Infinity ? '∞' : timeText(value, unit)));
      return ` (τ = ${tau}, scaled so that one spike against none is ${id === 'vanRossum' ? '1' : '1/√2'})`;
    }
    case 'countCorrelation':
      return ` (of all neurons together, bins of ${settings(reports, ({ populationBin, unit }) => timeText(populationBin, unit))})`;
    default:
      return '';
  }
}

/**
 * Plain text: what was compared, by which measures with which parameters, in which version of the app, and a numbered list
 * of the works to cite.
 *
 * @throws {RangeError} no reports
 */
export function methodsParagraph(reports: readonly PairReport[], { version, measures = REPORTED, bootstrap = null }: MethodsOptions): string {
  if (reports.length === 0) throw new RangeError('There is no comparison to describe.');
  const citations = new Citations();
  const used = measures.map((id) => {
    const { name, citation } = measureOf(id);
    return `${name}${parametersOf(id, reports)} ${citations.cite(citation)}`;
  });
  const kinds = new Set(measures.map((id) => measureOf(id).kind));
  const sentences = [
    `Spike rasters were compared with Parallel Spikes, version ${version}: ${pairsOf(reports)}.`,
    ...notesOf(reports),
    `Measures: ${listed(used)}.`,
    kinds.has('grid') ? 'A grid cell of a neuron with at least one spike counts as one; precision and recall are those of the second raster with the first as the reference.' : '',
    kinds.has('train') ? 'Measures of trains are means over neurons.' : '',
    bootstrap ? `Intervals are ${readable(100 * bootstrap.level)} % percentile intervals of the mean over neurons by the bootstrap (${plural(bootstrap.resamples, 'resample')}, seed ${bootstrap.seed}) ${citations.cite(EFRON)}.` : '',
  ];
  return `${sentences.filter((sentence) => sentence !== '').join(' ')}\n\n${citations.list().join('\n')}\n`;
}
