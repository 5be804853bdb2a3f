import { harmless } from './text.ts';

/**
 * One cell of a CSV file (RFC 4180). Spreadsheets take a cell that begins like a formula for one (OWASP, CSV injection),
 * some past white space as well: an apostrophe marks it as text.
 */
export function csvCell(text: string): string {
  const safe = harmless(text).replace(/^(?=\s*[=+\-@\t|])/, "'");
  return /[",'\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
