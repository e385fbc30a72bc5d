import { CellError } from './analyse';

/** What the runtime says about names, in words that help. */
export function explain(error: CellError, cause: unknown): CellError {
  const { message, line, column } = error;
  const input = (cause as { input?: string } | null)?.input;
  const say = (text: string) => new CellError(text, line, column);
  const missing = /^(?:RuntimeError: )?(\S+) is not defined$/.exec(message);
  if (missing) return say(`${missing[1]} is not defined: no cell defines it, and the app has no function of that name.`);
  const twice = /^(?:RuntimeError: )?(\S+) is defined more than once$/.exec(message);
  if (twice) return say(`${twice[1]} is defined by more than one cell. A name belongs to one cell; call one of them something else.`);
  if (/circular definition$/.test(message)) return say('This cell needs another that in turn needs this one: neither can run first. Break the circle.');
  if (input) return say(`Waits for ${input}, whose cell failed: ${message.replace(/^RuntimeError: /, '')}`);
  return error;
}
