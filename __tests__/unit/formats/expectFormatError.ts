import { FormatError } from '@/lib/formats/FormatError';

/** Runs what should be refused and returns the FormatError; its sentence names file and place. */
export function formatErrorOf(run: () => unknown): FormatError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return error as FormatError;
  }
  throw new Error('A FormatError was expected, and nothing was thrown.');
}

/** What a reader gives, or null where it refuses with a well-formed FormatError; anything else thrown fails. */
export function readOrRefuse<R>(run: () => R): R | null {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    expect(error.message.startsWith(`${error.file}: `)).toBe(true);
    expect(error.message).toContain(error.place);
    expect(error.message).toMatch(/[.!]$/);
    expect(error.message.length).toBeLessThan(800);
    return null;
  }
}
