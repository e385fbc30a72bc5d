/**
 * d3 and Observable Plot for cells, with a document of their own to draw into: a page without a page, which knows no
 * network, no storage and no reader. Loaded when a cell first asks for it.
 */
import * as Plot from '@observablehq/plot';
import * as d3 from 'd3';
import { parseHTML } from 'linkedom/worker';

const { document, window } = parseHTML('<!doctype html><html><head></head><body></body></html>');
// d3 and Plot ask for these by name.
Object.assign(globalThis, { document, window });

export const plots: Readonly<Record<string, unknown>> = { d3, Plot };
