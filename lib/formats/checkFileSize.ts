import { count } from '../numerics/words';
import { FormatError } from './FormatError';
import { LIMITS } from './limits';

/** A size as people read it, in MiB once it has reached one. */
export function size(bytes: number): string {
  const mebi = bytes / (1024 * 1024);
  return mebi >= 1 ? `${count(Math.round(mebi * 10) / 10)} MiB` : `${count(bytes)} bytes`;
}

/**
 * Refuses empty files and files beyond the limit.
 * @param limit bytes of a file as it lies on disk
 * @throws {FormatError}
 */
export function checkFileSize(bytes: number, file: string, limit: number = LIMITS.fileBytes): void {
  if (bytes === 0) throw new FormatError(file, 'file', 'the file is empty.');
  if (bytes > limit) {
    throw new FormatError(
      file,
      'file',
      `the file has ${size(bytes)}; files up to ${size(limit)} are read.`,
    );
  }
}
