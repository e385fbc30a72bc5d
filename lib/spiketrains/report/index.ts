/** What is handed out of a comparison: tables for programs and for papers, and the methods in words. */
export { neuronsCsv, reportCsv } from './csv';
export { reportJson } from './json';
export { methodsParagraph } from './methods';
export { reportLatex, reportMarkdown } from './tables';
