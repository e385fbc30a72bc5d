import { LIMITS } from '@/lib/formats/limits';
import type { InputFile, ReadOptions } from '@/lib/formats/readInput';
import type { ReadReply, ReadRequest } from '@/lib/engine/reader.worker';
import { count } from '@/lib/numerics/words';

/**
 * Reads a file in a worker of its own, which is gone afterwards.
 * @throws Error with one sentence that names the file, the place and the limit
 */
export async function readFile(file: File, options?: ReadOptions): Promise<{ file: InputFile; fingerprint: number }> {
  if (file.size > LIMITS.fileBytes) {
    const mb = (bytes: number) => count(Math.round(bytes / 2 ** 20));
    throw new Error(`${file.name} has ${mb(file.size)} MiB; the Lab reads files up to ${mb(LIMITS.fileBytes)} MiB.`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const worker = new Worker(new URL('../../lib/engine/reader.worker.ts', import.meta.url), { type: 'module', name: 'reader' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<ReadReply>) => ('file' in data ? resolve(data) : reject(new Error(data.message)));
      worker.onerror = (event) => reject(new Error(`${file.name} could not be read: ${event.message || 'the reader did not start'}.`));
      const request: ReadRequest = { id: 1, name: file.name, bytes, options };
      worker.postMessage(request, [bytes.buffer]);
    });
  } finally {
    worker.terminate();
  }
}
