/** @jest-environment node */
import { checkNode, firstMissing } from '@/scripts/lib/install.mjs';

describe('checkNode', () => {
  it.each(['20.9.0', '20.20.2', '22.0.0', '26.1.0'])('accepts Node %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.8.1'])('refuses Node %s in one sentence', (version) => {
    expect(() => checkNode(version)).toThrow(`needs Node.js 20.9 or newer, and this is ${version}`);
  });
});

describe('firstMissing', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0' },
      'node_modules/b-darwin': { version: '2.0.0', optional: true },
    },
  };
  const a = { 'node_modules/a': { version: '1.0.0' } };

  it('is null when all but optional packages are there', () => {
    expect(firstMissing(lock, { packages: { ...a, 'node_modules/b': { version: '2.0.0' } } })).toBeNull();
  });

  it('names a package that is absent', () => {
    expect(firstMissing(lock, { packages: a })).toBe('b@2.0.0');
  });

  it('names a package of another version', () => {
    expect(firstMissing(lock, { packages: { ...a, 'node_modules/b': { version: '1.9.0' } } })).toBe('b@2.0.0');
  });
});
