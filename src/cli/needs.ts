import { codes } from '../core/codes.ts';
import { byText, type Diagnostic } from '../core/diagnostic.ts';
import type { Status } from '../generated/status.ts';

type Need = Status['needs'][number];

/** Errors and warnings by kind, each with its first place: errors before warnings, frequent ones before rare ones. */
export function needsOf(diagnostics: readonly Diagnostic[]): Need[] {
  const needs = new Map<string, Need>();
  for (const { code, severity, place } of diagnostics) {
    if (severity === 'note') continue;
    const known = needs.get(code);
    if (known) known.count += 1;
    else {
      const first = place && { file: place.file, line: place.line };
      needs.set(code, { code, severity, title: codes[code].title, count: 1, ...first });
    }
  }
  return [...needs.values()].sort(
    (a, b) => byText(a.severity, b.severity) || b.count - a.count || byText(a.code, b.code),
  );
}
