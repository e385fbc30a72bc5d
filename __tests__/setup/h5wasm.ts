import vm from 'node:vm';

/**
 * Jest loads CommonJS, and h5wasm has only ES modules of several MB: Node itself imports it, outside Jest's
 * context. For `jest.mock('h5wasm', () => jest.requireActual('…/setup/h5wasm'), { virtual: true })`.
 */
const importOutside = vm.runInThisContext('(name) => import(name)', {
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}) as (name: string) => Promise<{ ready: Promise<unknown> }>;

export const ready = importOutside('h5wasm').then((library) => library.ready);
