/** @jest-environment node */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { foreignHosts, missingOptionals, platformOf, portable, type Lock } from '@/scripts/lib/lock.mjs';

const committed = JSON.parse(readFileSync(path.resolve(__dirname, '../../../package-lock.json'), 'utf8')) as Lock;

describe('package-lock.json', () => {
  it('holds an entry for every optional dependency, so that npm ci works on every platform', () => {
    expect(missingOptionals(committed)).toEqual([]);
  });

  it('names no host but the public registry', () => {
    expect(foreignHosts(committed)).toEqual([]);
  });

  it('binds every such entry to its platform, so that npm installs one of them only', () => {
    const bound = Object.entries(committed.packages).filter(([folder]) => /\/(swc|resolver-binding)-/.test(folder));
    expect(bound.length).toBeGreaterThan(20);
    for (const [folder, entry] of bound) {
      expect([folder, entry.cpu]).toEqual([folder, platformOf(folder)?.cpu]);
    }
  });
});

describe('platformOf', () => {
  it.each([
    ['@next/swc-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@next/swc-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
    ['@next/swc-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@unrs/resolver-binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@unrs/resolver-binding-android-arm-eabi', { os: ['android'], cpu: ['arm'] }],
    ['@img/sharp-libvips-linuxmusl-arm64', { os: ['linux'], cpu: ['arm64'], libc: ['musl'] }],
    ['@img/sharp-wasm32', { cpu: ['wasm32'] }],
    ['@esbuild/linux-mips64el', { os: ['linux'], cpu: ['mips64el'] }],
    ['fsevents', { os: ['darwin'] }],
  ])('%s', (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });

  it('answers null for a package bound to no platform', () => {
    expect(platformOf('iconv-lite')).toBeNull();
  });
});

describe('portable', () => {
  const lock: Lock = {
    packages: {
      '': {},
      'node_modules/tool': { version: '1.0.0', dev: true, optionalDependencies: { '@tool/darwin-x64': '1.0.0', fsevents: '~2.3.2' } },
      'node_modules/old': { version: '1.0.0', resolved: 'https://mirror.example/old.tgz' },
      'node_modules/old/node_modules/inner': { version: '1.0.0', optionalDependencies: { '@tool/darwin-x64': '0.9.0' } },
      'node_modules/new': { version: '1.0.0', resolved: 'https://registry.npmjs.org/new.tgz' },
    },
  };
  const { packages } = portable(lock);

  it('adds a stub beside its parent, development packages as such', () => {
    expect(packages['node_modules/fsevents']).toEqual({ version: '2.3.2', dev: true, os: ['darwin'], optional: true });
    expect(packages['node_modules/@tool/darwin-x64']).toMatchObject({ version: '1.0.0', os: ['darwin'], cpu: ['x64'] });
  });

  it('nests a second version below the package that wants it', () => {
    expect(packages['node_modules/old/node_modules/inner/node_modules/@tool/darwin-x64']).toMatchObject({ version: '0.9.0' });
  });

  it('drops other hosts and keeps the public one', () => {
    expect(foreignHosts(lock)).toEqual(['mirror.example']);
    expect(packages['node_modules/old'].resolved).toBeUndefined();
    expect(packages['node_modules/new'].resolved).toBeDefined();
  });

  it('leaves nothing missing, and a second pass changes nothing', () => {
    expect(missingOptionals({ packages })).toEqual([]);
    expect(portable({ packages })).toEqual({ packages });
  });

  it('refuses to guess a platform', () => {
    const unclear: Lock = { packages: { 'node_modules/a': { optionalDependencies: { extras: '1.0.0' } } } };
    expect(() => portable(unclear)).toThrow('extras@1.0.0');
  });
});
