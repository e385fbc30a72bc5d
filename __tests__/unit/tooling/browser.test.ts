/** @jest-environment node */
import { findBrowser, launchArgs } from '@/scripts/lib/browser.mjs';

describe('findBrowser', () => {
  const before = process.env.CHROME_PATH;

  afterEach(() => {
    if (before === undefined) delete process.env.CHROME_PATH;
    else process.env.CHROME_PATH = before;
  });

  it('takes the program that CHROME_PATH names', () => {
    process.env.CHROME_PATH = process.execPath;
    expect(findBrowser()).toBe(process.execPath);
  });

  it('says so when CHROME_PATH names nothing that runs', () => {
    process.env.CHROME_PATH = '/nowhere/chrome';
    expect(() => findBrowser()).toThrow('CHROME_PATH names "/nowhere/chrome", which cannot be run.');
  });
});

describe('launchArgs', () => {
  it('draws in software, so that every machine draws alike', () => {
    expect(launchArgs()).toContain('--use-angle=swiftshader');
  });

  it('turns WebGPU on only when asked', () => {
    expect(launchArgs()).not.toContain('--enable-unsafe-webgpu');
    expect(launchArgs({ webgpu: true })).toContain('--enable-unsafe-webgpu');
  });
});
