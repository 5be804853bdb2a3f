import type { Notice } from '../core/extra-text.ts';
import type { Evidence } from '../generated/evidence.ts';
import type { Subject } from './subject.ts';

export interface ExportContext {
  /** Who answers for the block, as the configuration says. */
  readonly notice: Notice;
  /** The day or the moment (RFC 3339) that the export describes. */
  readonly asOf: string;
  /** What `verify` proved; undefined: nothing was given. */
  readonly evidence: Evidence | undefined;
}

/** One kind of export. A new one is a file in this folder and a line in `registry.ts`. */
export interface ExportFormat {
  /** As `--format` takes it. */
  readonly id: string;
  readonly title: string;
  /** Who gets it: an authority knows its own restricted order, the public does not. */
  readonly reader: 'public' | 'authority';
  /** Whether it is about one order. */
  readonly single: boolean;
  readonly takesEvidence: boolean;
  /** Whether it says that somebody was ordered to do something: no export of papers that order nothing. */
  readonly ofOrders: boolean;
  /** The whole text. There is at least one subject, and exactly one where it is about one. */
  readonly render: (subjects: readonly [Subject, ...Subject[]], context: ExportContext) => string;
}
