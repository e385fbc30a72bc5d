/** Spreadsheets take a text that begins with one of = + - @ as a formula to run; a ' before it stops that. */
export const noFormula = (text: string): string => (/^[=+@\t\r-]/.test(text) ? `'${text}` : text);

/** A text as a cell of comma-separated values after RFC 4180: never a formula, in quotes where it needs them. */
export function csvCell(text: string): string {
  const safe = noFormula(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
