/** Reads a dropped file away from the page's own thread; one file a message. */
import { FormatError } from '../formats/FormatError';
import { readInput, type InputFile, type ReadOptions } from '../formats/readInput';

export interface ReadRequest {
  readonly id: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly options?: ReadOptions;
}

export type ReadReply =
  | { readonly id: number; readonly file: InputFile; readonly fingerprint: number }
  | { readonly id: number; readonly message: string };

/** FNV-1a over the file's bytes and how they were read. */
function fingerprintOf(bytes: Uint8Array, options: ReadOptions = {}): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(JSON.stringify(options))) hash = Math.imul(hash ^ byte, 0x01000193);
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const post = (reply: ReadReply) => self.postMessage(reply);

self.onmessage = async ({ data: { id, name, bytes, options } }: MessageEvent<ReadRequest>) => {
  try {
    const fingerprint = fingerprintOf(bytes, options);
    post({ id, file: await readInput(bytes, name, options), fingerprint });
  } catch (error) {
    post({ id, message: error instanceof FormatError ? error.message : `${name} could not be read: ${String(error)}` });
  }
};
