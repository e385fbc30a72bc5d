/**
 * Marks: a figure's vector layer as plain data. Pure functions make them from data;
 * `applyMarks` writes them into a living SVG, `marksToString` into a standalone one.
 */

export interface Mark {
  readonly tag: 'g' | 'line' | 'path' | 'rect' | 'circle' | 'text';
  readonly attributes: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children?: readonly Mark[];
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Two decimals are below what a screen shows and keep files small. */
const written = (value: string | number): string =>
  typeof value === 'string' ? value : String(Math.round(value * 100) / 100 || 0);

function settle(attributes: Attributes): Record<string, string> {
  const settled: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) settled[name] = written(value);
  }
  return settled;
}

export const mark = (tag: Mark['tag'], attributes: Attributes): Mark => ({ tag, attributes: settle(attributes) });

export const group = (className: string, children: readonly Mark[]): Mark => ({
  tag: 'g',
  attributes: { class: className },
  children,
});

export const line = (x1: number, y1: number, x2: number, y2: number, stroke: string, rest: Attributes = {}): Mark =>
  mark('line', { x1, y1, x2, y2, stroke, ...rest });

export interface TextStyle {
  readonly fill: string;
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly className?: string;
  readonly weight?: number;
  /** Degrees about the text's own anchor. */
  readonly rotate?: number;
  /** Colour of a halo that keeps text legible over lines. */
  readonly halo?: string;
}

/** Text with its baseline at y. */
export function text(x: number, y: number, content: string, style: TextStyle): Mark {
  const { fill, size = FONT_SIZE, anchor = 'start', className = 'figure-text', weight, rotate, halo } = style;
  return {
    tag: 'text',
    attributes: settle({
      class: className,
      x,
      y,
      fill,
      'font-size': size,
      'text-anchor': anchor,
      'font-weight': weight,
      transform: rotate === undefined ? undefined : `rotate(${rotate} ${written(x)} ${written(y)})`,
      stroke: halo,
      'stroke-width': halo && 3,
      'stroke-linejoin': halo && 'round',
      'paint-order': halo && 'stroke',
    }),
    text: content,
  };
}

/** Size of all labels in px. */
export const FONT_SIZE = 12;

/** A safe estimate of a text's width in px, without asking a layout engine. */
export const textWidth = (content: string, size = FONT_SIZE): number => content.length * size * 0.54;

const NAMESPACE = 'http://www.w3.org/2000/svg';

function applyMark(element: Element, next: Mark): void {
  for (const name of element.getAttributeNames()) {
    if (!(name in next.attributes)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(next.attributes)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  if (next.text === undefined) applyMarks(element, next.children ?? []);
  else if (element.textContent !== next.text) element.textContent = next.text;
}

/** Makes the children of `parent` equal to `marks`, reusing elements in order and touching only what differs. */
export function applyMarks(parent: Element, marks: readonly Mark[]): void {
  marks.forEach((next, place) => {
    const present = parent.children[place];
    if (present?.tagName === next.tag) return applyMark(present, next);
    const created = parent.ownerDocument.createElementNS(NAMESPACE, next.tag);
    applyMark(created, next);
    if (present) present.replaceWith(created);
    else parent.append(created);
  });
  while (parent.children.length > marks.length) parent.lastElementChild?.remove();
}

export const escapeXml = (content: string): string =>
  content.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '');

/** SVG source of marks, one element a line. */
export function marksToString(marks: readonly Mark[], indent = ''): string {
  return marks
    .map(({ tag, attributes, text: content, children = [] }) => {
      const open = Object.entries(attributes).reduce<string>((head, [name, value]) => `${head} ${name}="${escapeXml(value)}"`, tag);
      if (content !== undefined) return `${indent}<${open}>${escapeXml(content)}</${tag}>`;
      if (children.length === 0) return `${indent}<${open}/>`;
      return `${indent}<${open}>\n${marksToString(children, `${indent}  `)}\n${indent}</${tag}>`;
    })
    .join('\n');
}
