/** Short tables of reports for people: Markdown and LaTeX, one row a pair. */
import type { PairReport } from '../compare/pair';
import { SHORT_COLUMNS } from './columns';
import { readable } from './words';

const MARKDOWN = /[\\`*_{}[\]<>|#~]/g;

/** A GitHub-flavoured Markdown table, numbers with a true minus. */
export function reportMarkdown(reports: readonly PairReport[]): string {
  const text = (value: string) => value.replace(/\s+/g, ' ').replace(MARKDOWN, '\\$&');
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    row(SHORT_COLUMNS.map(({ title }) => title)),
    row(SHORT_COLUMNS.map(({ key }) => (key === 'a' || key === 'b' ? '---' : '---:'))),
    ...reports.map((report) => row(SHORT_COLUMNS.map(({ of }) => {
      const value = of(report);
      return typeof value === 'string' ? text(value) : readable(value);
    }))),
  ].join('');
}

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', $: '\\$', '&': '\\&', '#': '\\#', _: '\\_', '%': '\\%',
  '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '<': '\\textless{}', '>': '\\textgreater{}', '|': '\\textbar{}', '"': '\\textquotedbl{}',
  '–': '--', '’': "'", µ: '\\textmu{}', τ: '$\\tau$',
};

/** Text as it stands in LaTeX. */
export const escapeLatex = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\{}$&#_%~^<>|"–’µτ]/g, (character) => LATEX[character]);

/** A number in mathematics, where a hyphen is set as a minus. */
function mathematics(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '--';
  if (!Number.isFinite(value)) return value > 0 ? '$\\infty$' : '$-\\infty$';
  const [digits, power] = String(Number.isInteger(value) ? value : Number(value.toPrecision(4))).split('e');
  return power === undefined ? `$${digits}$` : `$${digits}\\cdot 10^{${Number(power)}}$`;
}

/** A LaTeX table; it needs the package booktabs. */
export function reportLatex(reports: readonly PairReport[]): string {
  const row = (cells: readonly string[]) => `    ${cells.join(' & ')} \\\\`;
  return [
    '% \\usepackage{booktabs}',
    '\\begin{table}',
    '  \\centering',
    `  \\begin{tabular}{${SHORT_COLUMNS.map(({ key }) => (key === 'a' || key === 'b' ? 'l' : 'r')).join('')}}`,
    '    \\toprule',
    row(SHORT_COLUMNS.map(({ title }) => escapeLatex(title))),
    '    \\midrule',
    ...reports.map((report) => row(SHORT_COLUMNS.map(({ of }) => {
      const value = of(report);
      return typeof value === 'string' ? escapeLatex(value) : mathematics(value);
    }))),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}
