/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const usage = /Usage: npm run reference -- <folder> \[--backend cpu\|webgl\]/;

function reference(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/reference.mjs', ...args], { encoding: 'utf8' });
  expect(stderr).not.toMatch(/\n\s+at /);
  return { status, out: stdout, told: stderr };
}

describe('npm run reference', () => {
  it.each([[[]], [['a', 'b']], [['a', '--backend=wasm']], [['a', '--backends', 'cpu']], [['a', '--backend']], [['a', '-x']]])('answers %j with its usage', (args) => {
    const { status, told } = reference(...args);
    expect(status).toBe(2);
    expect(told).toMatch(usage);
  });

  it('says in a sentence that a folder is missing', () => {
    expect(reference('/no/such/folder', '--backend=cpu')).toMatchObject({ status: 1, told: 'There is no folder /no/such/folder.\n' });
  });

  describe('of a folder', () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'reference-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const matrices = (cases: unknown[]) => writeFileSync(path.join(folder, 'a.json'), JSON.stringify({ family: 'PSU matrices', cases }));
    const good = { id: 'one', T: 2, tau: 2, M1: { shape: [2, 2], data: [0.5, 0, 0.25, 0.5] } };

    it('passes what agrees', () => {
      matrices([good]);
      expect(reference(folder, '--backend=cpu')).toMatchObject({ status: 0, out: expect.stringContaining('1 families within tolerance.') });
    });

    it('goes on after a case that cannot be run, and fails', () => {
      matrices([null, good, { id: 'bare', T: 2, tau: 2 }]);
      writeFileSync(path.join(folder, 'b.json'), JSON.stringify({ family: 'PSU', cases: [] }));
      writeFileSync(path.join(folder, 'c.json'), '{');
      const { status, out } = reference(folder);
      expect(status).toBe(1);
      expect(out).toContain('case 1 of the file: could not be checked');
      expect(out).toContain('bare: there is nothing to compare with.');
      expect(out).toContain('The file holds no cases.');
      expect(out).toContain('c.json: skipped, not readable as JSON');
      expect(out).toContain('6 findings beyond tolerance.');
    }, 30_000);
  });
});
