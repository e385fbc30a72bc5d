import { base } from './base';

/** Pages are plain documents here: there is no router to ask. */
export function visit(path: string): void {
  window.location.assign(new URL(`${base}${path}`, window.location.origin));
}
