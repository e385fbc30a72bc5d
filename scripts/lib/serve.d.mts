export function serve(options: {
  root: string;
  port?: number;
  basePath?: string;
  host?: string;
}): Promise<{ url: string; close(): Promise<void> }>;
