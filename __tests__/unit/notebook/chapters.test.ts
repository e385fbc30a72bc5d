/**
 * Every cell of every chapter runs, every step can be shown, every computed number has a value, every exercise accepts
 * its key and refuses its known mistakes.
 * @jest-environment node
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkNotebook } from '@/lib/notebook/check';
import { parseNotebook } from '@/lib/notebook/document/parse';
import { serialiseNotebook } from '@/lib/notebook/document/serialise';
import type { FencedCell } from '@/lib/notebook/document/types';
import { plots } from '@/lib/notebook/library/plots';
import { createProse } from '@/lib/notebook/prose';
import { markdownOf } from '@/lib/notebook/sources';
import { readHeading } from '@/lib/notebook/title';

const FOLDER = path.resolve('public/chapters');
const names = readdirSync(FOLDER).filter((file) => file.endsWith('.md'));
const textOf = (name: string) => readFileSync(path.join(FOLDER, name), 'utf8');
const chapters = names.filter((name) => /^\d/.test(name));
const prose = createProse();

/** Headings of each file, as fragments. */
const anchors = new Map(names.map((name) => [name, new Set(parseNotebook(textOf(name)).cells.flatMap((cell) => (cell.kind === 'prose' ? prose.headings(cell.text) : [])).map(({ id }) => id))]));

test('there are twelve chapters, a glossary and a bibliography', () => {
  expect(chapters).toHaveLength(12);
  expect(names).toEqual(expect.arrayContaining(['glossary.md', 'bibliography.md']));
});

describe.each(names)('%s', (name) => {
  const text = textOf(name);
  const notebook = parseNotebook(text);

  test('runs without a problem', async () => {
    const { problems } = await checkNotebook(text, plots);
    expect(problems).toEqual([]);
  }, 60_000);

  test('comes back as it was written', () => expect(serialiseNotebook(notebook)).toBe(text));

  test('links to what is there', () => {
    const links = notebook.cells.flatMap(markdownOf).flatMap((markdown) => [...markdown.matchAll(/\]\(([\w-]+\.md)(?:#([\w-]+))?\)/g)]);
    const broken = links.filter(([, file, anchor]) => !anchors.has(file) || (anchor !== undefined && !anchors.get(file)?.has(anchor)));
    expect(broken.map(([all]) => all)).toEqual([]);
  });
});

describe.each(chapters)('%s, as a chapter,', (name) => {
  const { front, cells } = parseNotebook(textOf(name));
  const of = (kind: string) => cells.filter((cell): cell is FencedCell => cell.kind === kind);
  const written = cells.flatMap((cell) => (cell.kind === 'prose' ? [cell.text] : [])).join('\n');

  test('says what it is for and how long it takes', () => {
    const { goals, minutes, title } = readHeading(front, cells);
    expect(title.length).toBeGreaterThan(2);
    expect(goals.length).toBeGreaterThanOrEqual(3);
    expect(minutes).toBeGreaterThanOrEqual(10);
    expect(minutes).toBeLessThanOrEqual(15);
  });

  test('has three figures that the text drives, the arithmetic of a cell, code, exercises, an equation, a summary and sources', () => {
    const figures = of('figure');
    expect(figures.length).toBeGreaterThanOrEqual(3);
    const driven = new Set(prose.steps(cells.flatMap(markdownOf).join('\n\n')).map(({ figure }) => figure));
    expect(driven.size).toBeGreaterThanOrEqual(3);
    // In the figure itself, or in a step that brings it.
    expect(figures.some(({ body }) => /^cell: \d/m.test(body)) || prose.steps(written).some(({ query }) => /(^|&)cell=\d/.test(query))).toBe(true);
    expect(of('js').length).toBeGreaterThanOrEqual(1);
    expect(of('exercise').length).toBeGreaterThanOrEqual(2);
    expect(of('exercise').length).toBeLessThanOrEqual(4);
    expect(written).toMatch(/\$\$/);
    expect(written).toMatch(/^## Summary/m);
    expect(written).toMatch(/^## Sources/m);
  });
});
