import type { Wire } from './kernel/wire';

/** A value in a line of text, as a console would show it. */
export function wireText(wire: Wire, depth = 0): string {
  switch (wire.type) {
    case 'atom':
      return wire.text;
    case 'text':
      return depth === 0 ? wire.text + (wire.cut ? '…' : '') : JSON.stringify(wire.text) + (wire.cut ? '…' : '');
    case 'list': {
      const more = wire.length - wire.items.length;
      const name = wire.name === 'Array' ? '' : `${wire.name}(${wire.length}) `;
      return `${name}[${wire.items.map((item) => wireText(item, depth + 1)).join(', ')}${more > 0 ? `, … ${more} more` : ''}]`;
    }
    case 'record': {
      const name = wire.name === 'Object' || wire.name === '' ? '' : `${wire.name} `;
      return `${name}{ ${wire.entries.map(([key, value]) => `${key}: ${wireText(value, depth + 1)}`).join(', ')}${wire.more > 0 ? ', …' : ''} }`;
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
