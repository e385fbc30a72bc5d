/** The key of a file: its name and a fingerprint of its content. */
export const fileKey = (name: string, fingerprint: number): string => `${name.slice(0, 200).replace(/\p{Surrogate}/gu, '?')}#${fingerprint.toString(16).padStart(8, '0')}`;
