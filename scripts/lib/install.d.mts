interface Lock {
  packages: Record<string, { version?: string; optional?: boolean; devOptional?: boolean }>;
}

export function checkNode(version?: string): void;
export function firstMissing(lock: Lock, installed: Lock): string | null;
export function install(): Promise<void>;
