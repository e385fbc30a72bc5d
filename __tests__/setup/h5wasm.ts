import vm from 'node:vm';

/**
 * Jest loads CommonJS, and h5wasm has only ES modules of several MB: Node itself imports it, outside Jest's
 * context. For `jest.mock('h5wasm', () => jest.requireActual('…/setup/h5wasm'), { virtual: true })`.
 */
const importOutside = vm.runInThisContext('(name) => import(name)', {
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}) as (name: string) => Promise<H5wasm>;

/** The part of the library's upper level with which tests write files. */
export interface H5wasm {
  readonly ready: Promise<{ readonly FS: { readFile(path: string): Uint8Array; unlink(path: string): void } }>;
  readonly File: new (path: string, mode: 'w') => {
    create_dataset(options: { name: string; data: ArrayLike<number>; shape: number[]; dtype?: string; chunks?: number[]; compression?: number }): unknown;
    create_attribute(name: string, data: string | number): void;
    close(): unknown;
  };
}

// The library's memory is of Node's own kind: only then is it the one whose growth is limited.
Object.defineProperty(globalThis, 'WebAssembly', { value: vm.runInThisContext('WebAssembly'), writable: true, configurable: true });

export const library = importOutside('h5wasm');
export const ready = library.then((loaded) => loaded.ready);
