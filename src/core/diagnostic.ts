import { type Code, codes, type Severity } from './codes.ts';

/** One stretch of one line of input. Lines and columns count from 1, columns in UTF-16 code units, the end exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The line itself, as it stands in the file, without its line end. Hostile until a reporter has escaped it. */
  readonly text: string;
}

/** One finding: what and why in `message`, what next in `help`. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly place?: Place;
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}

export interface Finding {
  readonly message: string;
  /** Only where the code's own advice does not fit. */
  readonly help?: string;
  readonly place?: Place | undefined;
  readonly related?: Diagnostic['related'];
}

export function diagnostic(code: Code, finding: Finding): Diagnostic {
  const { severity, next } = codes[code];
  return {
    code,
    severity,
    message: finding.message,
    help: finding.help ?? next,
    ...(finding.place && { place: finding.place }),
    ...(finding.related && finding.related.length > 0 && { related: finding.related }),
  };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((found) => found.severity === 'error');
}

/** By file, line and column, then by code: the order in which a reader works through them. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      byText(a.place?.file ?? '', b.place?.file ?? '') ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      byText(a.code, b.code),
  );
}

/** Code unit order: the same on every machine, where localeCompare is not. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
