import type { Severity } from '../core/codes.ts';
import type { Diagnostic } from '../core/diagnostic.ts';

const ranks = { error: 0, warning: 1, note: 2 } as const satisfies Record<Severity, number>;

/** Errors, then warnings, then notes, each in the order in which they came: for readers that take only so many. */
export function worstFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
}
