/** @jest-environment node */
import { libraryValues } from '@/lib/notebook/library';
import { HELP } from '@/lib/notebook/library/help';

test('completion knows every name of the library, and no other', () => {
  const own = ['display', 'view', 'd3', 'Plot'];
  expect(HELP.map(({ name }) => name).filter((name) => !own.includes(name)).sort()).toEqual(Object.keys(libraryValues()).sort());
});

test('every name has a signature with the name in it and a sentence', () => {
  for (const { name, signature, help } of HELP) {
    expect(signature).toContain(name);
    expect(help).toMatch(/.{8,}\.|null/);
  }
});
