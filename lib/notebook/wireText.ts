import type { Wire } from './kernel/wire';

/** Parts in one line while they fit, else one a line. */
function joined(open: string, parts: readonly string[], close: string, depth: number): string {
  const line = `${open}${parts.join(', ')}${close}`;
  if (line.length <= 72 || depth > 1 || parts.every((part) => part.length < 12)) return line;
  const indent = '  '.repeat(depth + 1);
  return `${open.trimEnd()}\n${parts.map((part) => `${indent}${part}`).join(',\n')}\n${'  '.repeat(depth)}${close.trim()}`;
}

/** A value as text, as a console would show it. */
export function wireText(wire: Wire, depth = 0): string {
  switch (wire.type) {
    case 'atom':
      return wire.text;
    case 'text':
      return depth === 0 ? wire.text + (wire.cut ? '…' : '') : JSON.stringify(wire.text) + (wire.cut ? '…' : '');
    case 'list': {
      const more = wire.length - wire.items.length;
      const name = wire.name === 'Array' ? '' : `${wire.name}(${wire.length}) `;
      return joined(`${name}[`, [...wire.items.map((item) => wireText(item, depth + 1)), ...(more > 0 ? [`… ${more} more`] : [])], ']', depth);
    }
    case 'record': {
      const name = wire.name === 'Object' || wire.name === '' ? '' : `${wire.name} `;
      return joined(`${name}{ `, [...wire.entries.map(([key, value]) => `${key}: ${wireText(value, depth + 1)}`), ...(wire.more > 0 ? ['…'] : [])], ' }', depth);
    }
    case 'picture':
      return wire.specs.map((spec) => spec.label).join(', ');
    case 'svg':
      return 'a drawing';
    case 'markdown':
      return wire.source;
    case 'control':
      return wire.control.label || wire.control.kind;
  }
}
