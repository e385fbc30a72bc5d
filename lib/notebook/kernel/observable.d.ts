/** The part of Observable's runtime that the kernel uses; the package brings no types. */
declare module '@observablehq/runtime' {
  export interface Observer {
    pending?(): void;
    fulfilled?(value: unknown): void;
    rejected?(error: unknown): void;
  }
  export interface Variable {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a definition takes whatever its inputs are
    define(name: string | null, inputs: readonly string[], definition: (...values: any[]) => unknown): Variable;
    delete(): void;
  }
  export interface Module {
    variable(observer?: Observer): Variable;
  }
  export class Runtime {
    constructor(builtins?: Record<string, unknown>, global?: (name: string) => unknown);
    module(): Module;
    dispose(): void;
  }
}
