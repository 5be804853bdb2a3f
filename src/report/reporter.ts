import type { Diagnostic } from '../core/diagnostic.ts';

export interface ReportContext {
  readonly colour: boolean;
  /** The program's version, for reports that name their maker. */
  readonly version: string;
}

/** One way to show findings. A new one is a file in this folder and a line in `registry.ts`. */
export interface Reporter {
  /** As `--report` takes it. */
  readonly id: string;
  readonly render: (diagnostics: readonly Diagnostic[], context: ReportContext) => string;
}

export interface Tally {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

export function tally(diagnostics: readonly Diagnostic[]): Tally {
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((one) => one.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note') };
}
