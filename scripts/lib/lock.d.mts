interface LockEntry {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface Lock {
  packages: Record<string, LockEntry>;
}

export function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> | null;
export function missingOptionals(lock: Lock): { parent: string; name: string; version: string }[];
export function foreignHosts(lock: Lock): string[];
export function portable<T extends Lock>(lock: T): T;
