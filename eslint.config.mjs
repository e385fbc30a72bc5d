import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';
import rooms from './scripts/lint/room-imports.mjs';
import { DOM_FREE_ROOMS } from './scripts/lint/rooms.mjs';

/** @param {string[]} names globals that the files may not touch @param {string} why ends the message */
const forbidGlobals = (names, why) => ({
  'no-restricted-globals': ['error', ...names.map((name) => ({ name, message: why }))],
});

const PAGE = ['document', 'window'];
const BROWSER = [
  ...PAGE,
  'self',
  'location',
  'history',
  'navigator',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'requestAnimationFrame',
  'HTMLElement',
  'HTMLCanvasElement',
  'Image',
];

const config = [
  { ignores: ['out/**', '.next/**', '.cache/**', 'node_modules/**', 'coverage/**', 'public/**', 'next-env.d.ts'] },
  ...nextVitals,
  ...nextTypescript,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unused-expressions': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,ts,tsx}'],
    plugins: { rooms },
    rules: {
      eqeqeq: ['error', 'always'],
      'prefer-const': 'error',
      'no-var': 'error',
      'rooms/room-imports': 'error',
    },
  },
  {
    files: ['scripts/**/*.mjs', '*.mjs', '*.js'],
    rules: { '@typescript-eslint/no-require-imports': 'off', 'import/no-anonymous-default-export': 'off' },
  },
  {
    // No React lives here, so a function named `use…` is no hook.
    files: ['lib/**/*.ts', 'scripts/**/*.mjs'],
    ignores: ['lib/stores/**'],
    rules: { 'react-hooks/rules-of-hooks': 'off' },
  },
  {
    files: DOM_FREE_ROOMS.map((room) => `${room}/**/*.ts`),
    rules: forbidGlobals(BROWSER, 'This room runs in Node with no DOM.'),
  },
  {
    files: ['lib/notebook/**/*.ts', 'lib/engine/**/*.ts'],
    ignores: ['lib/engine/client*.ts', 'lib/engine/client/**', 'lib/notebook/sandbox/frame.ts', 'lib/notebook/library/plots.ts'],
    rules: forbidGlobals(PAGE, 'Below components only figures, stores and the engine client touch the page.'),
  },
  {
    files: ['lib/stores/**/*.ts'],
    rules: forbidGlobals(['document'], 'A store may use the address bar and storage; the document belongs to components.'),
  },
];

export default config;
