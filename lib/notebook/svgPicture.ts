/** A cell's own SVG as an image address. An image runs no script and loads nothing, whatever its source says. */
export function svgAddress(source: string, ink: string): string {
  const named = /\sxmlns=/.test(source.slice(0, 2000)) ? source : source.replace(/<svg\b/, '<svg xmlns="http://www.w3.org/2000/svg"');
  const inked = named.replace(/<svg\b/, `<svg color="${ink}" fill="${/^<svg[^>]*\sfill=/.test(named) ? '' : 'currentColor'}"`).replace(' fill=""', '');
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(inked)}`;
}
