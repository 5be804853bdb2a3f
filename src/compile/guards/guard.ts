import type { Code } from '../../core/codes.ts';
import type { Target } from '../../core/order.ts';
import type { Settings } from '../../core/settings.ts';

/** What a guard has against a target: the code that the record may accept, and the sentence for people. */
export interface Objection {
  readonly code: Code;
  readonly message: string;
}

export type Guard = (target: Target, settings: Settings) => Objection | undefined;
