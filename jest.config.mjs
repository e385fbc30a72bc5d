import nextJest from 'next/jest.js';

const create = nextJest({ dir: './' });

/** Packages that ship only ES modules, or whose ES modules must be the ones tested: SWC turns them into what Jest loads. */
const esModules = [
  '@tensorflow',
  'd3',
  'd3-[a-z-]+',
  'internmap',
  'delaunator',
  'robust-predicates',
  'zustand',
  'fflate',
  '@observablehq',
  'acorn',
  'acorn-walk',
  'markdown-it',
  'linkify-it',
  'mdurl',
  'uc.micro',
  'entities',
  'punycode.js',
  'linkedom',
  'htmlparser2',
  'css-select',
  'interval-tree-1d',
  'isoformat',
  'idb',
  'zstddec',
].join('|');

const shared = {
  moduleNameMapper: {
    '^@/(.*)$': '<rootDir>/$1',
    // It is offered to `import` alone, and Jest asks by `require`.
    '^linkedom/worker$': '<rootDir>/node_modules/linkedom/worker.js',
    // The bundler takes the ES modules of tfjs. Jest would take the CommonJS bundle,
    // and `…/dist/…` imports would then load a second copy of its classes beside it.
    '^@tensorflow/(tfjs-core|tfjs-backend-cpu)$': '<rootDir>/node_modules/@tensorflow/$1/dist/index.js',
  },
  modulePathIgnorePatterns: ['<rootDir>/.next/', '<rootDir>/out/', '<rootDir>/.cache/'],
  restoreMocks: true,
};

/** next/jest puts its own patterns first, so ours must replace them, not join them. */
async function project(config) {
  return {
    ...(await create({ ...shared, ...config })()),
    transformIgnorePatterns: [`/node_modules/(?!(${esModules})/)`],
  };
}

export default async function config() {
  return {
    projects: [
      await project({
        displayName: 'unit',
        testEnvironment: '<rootDir>/__tests__/setup/jsdom-environment.mjs',
        setupFiles: ['<rootDir>/__tests__/setup/realm.ts', '<rootDir>/__tests__/setup/dom.ts'],
        setupFilesAfterEnv: ['<rootDir>/__tests__/setup/console-guard.ts'],
        testMatch: [
          '<rootDir>/__tests__/unit/**/*.test.{ts,tsx}',
          '<rootDir>/__tests__/reference/**/*.test.{ts,tsx}',
        ],
      }),
      await project({
        displayName: 'browser',
        testEnvironment: 'node',
        testMatch: ['<rootDir>/__tests__/browser/**/*.test.ts'],
      }),
    ],
  };
}
