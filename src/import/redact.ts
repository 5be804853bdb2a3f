import { type PersonalKind, withoutPattern, withoutPersonalData } from '../core/personal-data.ts';
import type { Paper } from './paper.ts';

/** A paper's part with the texts of its cells free of what looks like personal data. */
export interface CleanPart {
  readonly name: string;
  readonly kind: 'table' | 'text';
  readonly rows: readonly CleanRow[];
  /** The first row is known to name the columns. */
  readonly isHeaded?: true;
}

export interface CleanRow {
  readonly place: string;
  readonly cells: readonly CleanCell[];
}

export interface CleanCell {
  readonly text: string;
  readonly found: readonly PersonalKind[];
  /** It is the next line of the cell above it. */
  readonly continues?: true;
}

// National ways of writing, which in a record would be taken for case numbers: a Czech account with its bank, 26 digits of
// a Polish one, what an IBAN with a slip looks like, and telephone numbers without their country.
const accountNumber =
  /(?<![\w./-])(?:\d{1,6}-)?\d{6,16}\/\d{4}(?![\p{L}\d/])|(?<![\w.-])(?:\d{26}|\d{2}(?: \d{4}){6})(?![\p{L}\d]|[.-][\p{L}\d])|(?<![\w.-])[A-Z]{2}\d{2}(?=(?:[A-Z ]*\d){8})(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![\p{L}\d]|[.-][\p{L}\d])/gu;
const digitsOnly =
  /(?<![\w./:+-])(?:00[1-9](?:[ ()/-]{0,2}\d){8,13}|\d{3}(?:[ \u00a0-]\d{3}){2,3}|\d{3}-\d{3}-\d{4}|\(?0\d{1,4}\)?(?:[ \u00a0]\d{2,4}){2,4})(?![\p{L}\d]|[.-][\p{L}\d])/gu;

/** The first thing that happens to a paper: what is taken out here can turn up nowhere later. */
export function withoutPersons(paper: Paper): readonly CleanPart[] {
  return paper.parts.map(({ name, kind, rows, isHeaded }) => ({
    name: cleanText(name).text,
    kind,
    ...(isHeaded && { isHeaded }),
    rows: rows.map(({ place, cells }) => ({
      place: cleanText(place).text,
      cells: cells.map(({ text, continues }) => ({ ...cleanText(text), ...(continues && { continues }) })),
    })),
  }));
}

export function cleanText(text: string): CleanCell {
  const found: PersonalKind[] = [];
  const steps: readonly ((text: string) => ReturnType<typeof withoutPersonalData>)[] = [
    withoutPersonalData,
    (from) => withoutPattern(from, accountNumber, 'bank account number'),
    (from) => withoutPattern(from, digitsOnly, 'telephone number'),
  ];
  let kept = text;
  for (const step of steps) {
    const result = step(kept);
    kept = result.text;
    found.push(...result.found);
  }
  return { text: kept, found };
}
