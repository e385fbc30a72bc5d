/** Why a camera or microphone cannot be used, in a sentence that says how to go on. */

export type Device = 'camera' | 'microphone';

const INSTEAD: Readonly<Record<Device, string>> = { camera: 'or drag a shape instead', microphone: 'or let the page say a word instead' };
const USE: Readonly<Record<Device, string>> = { camera: '“Use the camera”', microphone: '“Use the microphone”' };

/** Where devices are not lent at all; null where they are. */
export function notLent(device: Device, { secure, offered }: { secure: boolean; offered: boolean }): string | null {
  if (!secure) return `Browsers lend the ${device} only to pages that come over https or from this machine itself. Open this page that way, ${INSTEAD[device]}.`;
  if (!offered) return `This browser does not lend its ${device} to pages. Try another browser, ${INSTEAD[device]}.`;
  return null;
}

/** @param name of the error that getUserMedia gave */
export function deviceSentence(device: Device, name: string): string {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return `The ${device} was refused. Allow it with the sign beside the page’s address and press ${USE[device]} again, ${INSTEAD[device]}.`;
    case 'NotFoundError':
    case 'OverconstrainedError':
      return `No ${device} was found. Connect one and press ${USE[device]} again, ${INSTEAD[device]}.`;
    case 'NotReadableError':
    case 'AbortError':
      return `The ${device} is there but gives nothing; another program may be using it. Close that and press ${USE[device]} again, ${INSTEAD[device]}.`;
    default:
      return `The ${device} could not be started (${name || 'no reason given'}). Press ${USE[device]} to try again, ${INSTEAD[device]}.`;
  }
}

export const lostSentence = (device: Device): string => `The ${device} went away. Connect it and press ${USE[device]} again, ${INSTEAD[device]}.`;

export const hiddenSentence = (device: Device): string => `The ${device} was let go because this page was hidden. Press ${USE[device]} to go on.`;
