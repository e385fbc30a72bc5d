/**
 * d3 and Observable Plot for cells, with a document of their own to draw into: a page without a page, which knows no
 * network, no storage and no reader. Loaded when a cell first asks for it. No global is touched: where the site is
 * built, a global `window` would be taken for a browser.
 */
import * as Plot from '@observablehq/plot';
import * as d3 from 'd3';
import { parseHTML } from 'linkedom/worker';

const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>');

const create = (name: string) => d3.select(d3.creator(name).call(document.documentElement));
const plot = (options: Plot.PlotOptions = {}) => Plot.plot({ document, ...options });
const legend = (options: Plot.LegendOptions) => Plot.legend({ document, ...options } as Plot.LegendOptions);

// Plot.line(…).plot() goes the same way.
(Plot.Mark.prototype as { plot: unknown }).plot = function (this: Plot.Mark, { marks = [], ...options }: Plot.PlotOptions = {}) {
  return plot({ ...options, marks: [...marks, this] as Plot.Markish[] });
};

export const plots: Readonly<Record<string, unknown>> = { d3: { ...d3, create }, Plot: { ...Plot, plot, legend } };
