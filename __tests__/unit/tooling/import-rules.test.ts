/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const IMPORTS = 'rooms/room-imports';
const GLOBALS = 'no-restricted-globals';

interface Case {
  file: string;
  code: string;
  breaks: string[];
}

const uses = (specifier: string) => `import { part } from '${specifier}'; export const again = part;`;
const allowed = (file: string, specifier: string): Case => ({ file, code: uses(specifier), breaks: [] });
const refused = (file: string, specifier: string): Case => ({ file, code: uses(specifier), breaks: [IMPORTS] });
const touches = (file: string, name: string, breaks: string[]): Case => ({
  file,
  code: `export const found = ${name};`,
  breaks,
});

const cases: Case[] = [
  allowed('app/lab/page.tsx', '@/components/lab/Lab'),
  allowed('app/lab/page.tsx', '@/lib/experiment/schema'),
  allowed('components/lab/Lab.tsx', '@/lib/stores/lab'),
  refused('components/lab/Lab.tsx', '@/app/lab/page'),
  refused('components/lab/Lab.tsx', '../../app/lab/page'),

  allowed('lib/stores/lab.ts', '@/lib/engine/client'),
  refused('lib/stores/lab.ts', '@/components/lab/Lab'),
  refused('lib/stores/lab.ts', '@/app/layout'),

  allowed('lib/engine/worker.ts', '@/lib/networks/forward'),
  allowed('lib/engine/worker.ts', '@/lib/inputs/poisson'),
  refused('lib/engine/worker.ts', '@/lib/stores/lab'),
  refused('lib/engine/worker.ts', '@/lib/figures/raster'),

  allowed('lib/networks/forward.ts', '@/lib/neurons/psu'),
  refused('lib/networks/forward.ts', '@/lib/engine/client'),

  allowed('lib/neurons/psu.ts', '@/lib/numerics/operators'),
  allowed('lib/neurons/psu.ts', '../numerics/tensors'),
  allowed('lib/neurons/psu.ts', '@/lib/recording/types'),
  refused('lib/neurons/psu.ts', '../networks/forward'),
  refused('lib/neurons/psu.ts', '@/lib/experiment/schema'),

  allowed('lib/numerics/operators/dense.ts', './types'),
  refused('lib/numerics/operators/dense.ts', '../tensors/scan'),
  refused('lib/numerics/operators/dense.ts', '@/lib/recording/types'),
  refused('lib/recording/compare.ts', '@/lib/experiment/schema'),
  refused('lib/experiment/schema.ts', '@/lib/networks/plan'),

  allowed('lib/formats/csv.ts', '@/lib/recording/types'),
  refused('lib/formats/csv.ts', '@/lib/experiment/schema'),
  refused('lib/inputs/poisson.ts', '@/lib/networks/forward'),

  allowed('lib/figures/raster.ts', '@/lib/numerics/operators'),
  refused('lib/figures/raster.ts', '@/lib/numerics/tensors'),
  refused('lib/figures/raster.ts', '@/lib/stores/lab'),

  allowed('lib/networks/forward.ts', '@tensorflow/tfjs-core'),
  allowed('lib/numerics/tensors/scan.ts', '@tensorflow/tfjs-core'),
  refused('lib/numerics/scan.ts', '@tensorflow/tfjs-core'),
  refused('lib/stores/lab.ts', '@tensorflow/tfjs-core/dist/base'),
  refused('components/lab/Lab.tsx', '@tensorflow/tfjs-core'),
  allowed('components/lab/Lab.tsx', 'react'),
  refused('lib/stores/lab.ts', 'react'),
  refused('lib/figures/raster.ts', 'next/link'),
  allowed('lib/figures/raster.ts', 'd3'),
  refused('components/lab/Lab.tsx', 'd3-scale'),

  { file: 'lib/neurons/psu.ts', code: "export * from '@/lib/networks/forward';", breaks: [IMPORTS] },
  { file: 'lib/neurons/psu.ts', code: "export const later = () => import('../stores/lab');", breaks: [IMPORTS] },
  { file: 'lib/neurons/psu.ts', code: "export type Late = import('../stores/lab').Lab;", breaks: [IMPORTS] },
  {
    file: 'lib/figures/raster.ts',
    code: "export const url = new URL('../engine/x.worker.ts', import.meta.url);",
    breaks: [IMPORTS],
  },
  { file: 'lib/unheard/of.ts', code: 'export const one = 1;', breaks: [IMPORTS] },

  touches('lib/neurons/psu.ts', 'document', [GLOBALS]),
  touches('lib/formats/csv.ts', 'navigator', [GLOBALS]),
  touches('lib/engine/worker.ts', 'window', [GLOBALS]),
  touches('lib/stores/lab.ts', 'document', [GLOBALS]),
  touches('lib/stores/lab.ts', 'window', []),
  touches('lib/figures/raster.ts', 'document', []),
  touches('lib/engine/client.ts', 'window', []),

  { file: 'lib/neurons/psu.ts', code: 'export const loose = (x: any) => x;', breaks: ['@typescript-eslint/no-explicit-any'] },
  { file: 'lib/neurons/psu.ts', code: 'const idle = 1; export {};', breaks: ['@typescript-eslint/no-unused-vars'] },
  { file: 'lib/neurons/psu.ts', code: 'export const same = (a: number, b: number) => a == b;', breaks: ['eqeqeq'] },
];

describe('the import rules of the house', () => {
  const root = path.resolve(__dirname, '../../..');
  const broken = JSON.parse(
    execFileSync(process.execPath, [path.join(__dirname, 'lint-text.mjs')], {
      cwd: root,
      input: JSON.stringify(cases),
      encoding: 'utf8',
    }),
  ) as string[][];

  it.each(cases.map((one, index) => ({ ...one, index })))('$file: $code', ({ breaks, index }) => {
    expect(broken[index]).toEqual(breaks);
  });
});
