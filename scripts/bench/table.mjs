/** The p-quantile (0 to 1) of some numbers, by linear interpolation. */
export function quantile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)];
  return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at));
}

export const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

/** A number with so many decimals for a table, `–` for what is absent. */
export const cell = (value, places = 1) => (typeof value === 'number' ? value.toFixed(places) : (value ?? '–'));

/** Prints a title, a header and rows; the first column reads from the left, the others from the right. */
export function printTable(title, header, rows) {
  const lines = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, k) => Math.max(...lines.map((line) => line[k].length)));
  console.log(`\n${title}`);
  for (const line of lines) {
    console.log(`  ${line.map((text, k) => (k === 0 ? text.padEnd(widths[k]) : text.padStart(widths[k]))).join('   ')}`);
  }
}
