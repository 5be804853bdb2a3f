import type { Diagnostic } from '../core/diagnostic.ts';
import { programVersion } from '../generated/version.ts';
import { reporters } from '../report/registry.ts';
import { text as textReporter } from '../report/text.ts';
import type { Io } from './io.ts';

export const reportIds: readonly string[] = reporters.map(({ id }) => id);

/** Findings as data on stdout, or as talk on stderr. */
export function showFindings(
  diagnostics: readonly Diagnostic[],
  { report, to }: { readonly report: string; readonly to: 'stdout' | 'stderr' },
  io: Io,
): void {
  io[to](renderedFindings(diagnostics, { report, colour: io.colour[to] }));
}

export function renderedFindings(
  diagnostics: readonly Diagnostic[],
  { report, colour }: { readonly report: string; readonly colour: boolean },
): string {
  const reporter = reporters.find(({ id }) => id === report);
  if (!reporter) throw new Error(`There is no reporter ${report}.`);
  return reporter.render(diagnostics, { colour, version: programVersion });
}

/** Findings for a person, without colours. */
export function findingsText(diagnostics: readonly Diagnostic[]): string {
  return textReporter.render(diagnostics, { colour: false, version: programVersion });
}
