/** A small notebook as a link: its text, deflated, in the letters that an address may hold. */
import { deflateSync, Inflate, strToU8 } from 'fflate';
import { NOTEBOOK_LIMITS, NotebookError } from './document/types';

/** Longest link that is made, in characters: beyond, mail and chat programs cut it. */
export const MAX_SHARED = 16_000;

export function encodeShared(text: string): string {
  const packed = deflateSync(strToU8(text), { level: 9 });
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  const encoded = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  if (encoded.length > MAX_SHARED) {
    throw new NotebookError(`As a link this notebook would have ${encoded.length} characters; the limit is ${MAX_SHARED}. Save it as a file instead.`);
  }
  return encoded;
}

/** @throws NotebookError in one sentence, before more than the limit has been unpacked */
export function decodeShared(encoded: string): string {
  if (encoded.length > 4 * MAX_SHARED) throw new NotebookError(`The link has ${encoded.length} characters; the limit is ${4 * MAX_SHARED}.`);
  let packed: Uint8Array;
  try {
    packed = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  } catch {
    throw new NotebookError('The link is damaged: it holds letters that no notebook link has.');
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  try {
    const inflate = new Inflate((part, final) => {
      size += part.length;
      if (size > 4 * NOTEBOOK_LIMITS.characters) throw new NotebookError(`The link unpacks to more than ${4 * NOTEBOOK_LIMITS.characters} bytes.`);
      parts.push(part);
      ended ||= final;
    });
    // Piece by piece, so that a bomb is noticed early.
    for (let k = 0; k < packed.length; k += 1024) inflate.push(packed.subarray(k, k + 1024), k + 1024 >= packed.length);
  } catch (error) {
    if (error instanceof NotebookError) throw error;
    throw new NotebookError('The link is damaged: its end is missing, or a letter was changed.');
  }
  if (!ended) throw new NotebookError('The link is damaged: its end is missing.');
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(all);
  } catch {
    throw new NotebookError('The link is damaged: what it holds is not text.');
  }
}
