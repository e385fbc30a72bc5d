/** Labels of neurons, such as the class or the layer each belongs to, from a text. */
import { count, plural } from '../../numerics/words';

const PAIR = /^(\d+)\s*[,;\t]\s*(.*)$/;
const HEADER = /^[a-z_ ]+[,;\t][a-z_ ]+$/i;

/**
 * Reads `neuron,label` lines, with or without a line of names above them, or one label a line, the first for neuron 0. Lines
 * that are empty or begin with # are passed over.
 *
 * @returns `[neurons]`; null where a neuron has no label
 * @throws {RangeError} in one sentence with the line: a neuron that is not there or comes twice, an empty label, more labels than neurons
 */
export function parseLabels(text: string, neurons: number): readonly (string | null)[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .map((line, k) => ({ line: line.trim(), at: k + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
  const labels: (string | null)[] = Array.from({ length: neurons }, () => null);
  if (lines.length > 1 && HEADER.test(lines[0].line) && PAIR.test(lines[1].line)) lines.shift();
  if (lines.length === 0) throw new RangeError('The list of labels is empty.');

  if (!PAIR.test(lines[0].line)) {
    if (lines.length > neurons) throw new RangeError(`Line ${lines[neurons].at}: there are ${plural(lines.length, 'label')} for ${plural(neurons, 'neuron')}.`);
    for (const [n, { line }] of lines.entries()) labels[n] = line;
    return labels;
  }
  for (const { line, at } of lines) {
    const [, number, label] = PAIR.exec(line) ?? [];
    if (number === undefined) throw new RangeError(`Line ${at}: “${line.slice(0, 40)}” is not a neuron’s number, a comma and a label, as the lines before it are.`);
    const neuron = Number(number);
    if (neuron >= neurons) throw new RangeError(`Line ${at}: there is no neuron ${number}; there are ${count(neurons)}, counted from 0.`);
    if (label === '') throw new RangeError(`Line ${at}: neuron ${neuron} has an empty label.`);
    if (labels[neuron] !== null) throw new RangeError(`Line ${at}: neuron ${neuron} has a label already.`);
    labels[neuron] = label;
  }
  return labels;
}
