import type { Browser } from 'playwright-core';

export function installedBrowser(): string | null;
export function findBrowser(): string;
export function launchArgs(options?: { webgpu?: boolean }): string[];
export function launch(options?: { webgpu?: boolean; args?: string[] }): Promise<Browser>;
