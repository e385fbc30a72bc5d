/** The worker's side of a message: cut to what the page takes. Apart from messages.ts, so that no page loads what only the worker needs. */
import type { KernelEvent } from '../kernel/kernel';
import { toWire, type Wire } from '../kernel/wire';
import { MOST_MESSAGE, MOST_NAMES, MOST_OUTPUTS, readWire, type FromSandbox } from './messages';

/** A value as the page will take it: what it would refuse, such as a picture that a cell made by hand, is told as text. */
function takenWire(value: unknown): Wire {
  try {
    return readWire(toWire(value));
  } catch {
    return { type: 'atom', text: 'a value that cannot be shown' };
  }
}

/** What the kernel says of a cell, as the page will take it: a message that is refused would leave its cell running for ever. */
export function toMessage(event: KernelEvent): FromSandbox {
  switch (event.type) {
    case 'running':
      return event;
    case 'done':
      return {
        ...event, defines: event.defines.slice(0, MOST_NAMES), needs: event.needs.slice(0, MOST_NAMES),
        outputs: event.outputs.slice(0, MOST_OUTPUTS).map(({ label = '', value }) => ({ label: label.slice(0, 200), value: takenWire(value) })),
      };
    case 'failed': {
      const { message, line, column } = event.error;
      return { ...event, error: { message: String(message).slice(0, MOST_MESSAGE), line, column } };
    }
    case 'value':
      return { ...event, value: takenWire(event.value) };
  }
}
