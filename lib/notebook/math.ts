import katex from 'katex';

/** Mathematics as HTML with MathML. An error shows the source in the error's colour, never an exception. */
export const renderMath = (source: string, display: boolean): string =>
  katex.renderToString(source, { displayMode: display, output: 'htmlAndMathml', throwOnError: false, strict: false, trust: false, maxExpand: 200, maxSize: 20 });
