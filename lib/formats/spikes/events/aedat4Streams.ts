/** One stream of an AEDAT 4 recording: events, frames, … */
export interface Aedat4Stream {
  readonly id: number;
  /** `EVTS`, `FRME`, `IMUS`, `TRIG`, …; empty where it is not said. */
  readonly type: string;
  /** Pixels, where they are said. */
  readonly width: number | null;
  readonly height: number | null;
}

// Every repetition is bounded, so that no text keeps the search busy.
const tags = /<node\s[^>]{0,50}name="([^"]{0,200})"[^>]{0,1000}>|<\/node>|<attr\s[^>]{0,50}key="([^"]{0,200})"[^>]{0,200}>([^<]{0,200})<\/attr>/g;
const mostStreams = 1000;

const pixels = (text: string | undefined): number | null => (text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null);

/** The streams that the header of a recording names, a node of `outInfo` each; what is not understood is passed over. */
export function streamsIn(xml: string): Aedat4Stream[] {
  const path: string[] = [];
  const found = new Map<string, Map<string, string>>();
  for (const [tag, node, key, value] of xml.matchAll(tags)) {
    if (tag === '</node>') path.pop();
    else if (node !== undefined) {
      if (!tag.endsWith('/>')) path.push(node);
    } else {
      const [id, info] = path.slice(path.indexOf('outInfo') + 1);
      if (!path.includes('outInfo') || id === undefined || !(info === undefined || info === 'info')) continue;
      if (!found.has(id) && found.size < mostStreams) found.set(id, new Map());
      found.get(id)?.set(key, value.trim());
    }
  }
  return [...found]
    .filter(([id]) => /^\d{1,9}$/.test(id))
    .map(([id, attributes]) => ({
      id: Number(id),
      type: attributes.get('typeIdentifier') ?? '',
      width: pixels(attributes.get('sizeX')),
      height: pixels(attributes.get('sizeY')),
    }));
}
