import type { Code } from './codes.ts';
import type { TargetText } from './target-text.ts';

/** Why no resolver can be told what a line says: the code, and the reason in a sentence. */
export interface Refusal {
  readonly code: Code;
  readonly reason: string;
}

/** `text` is the line as it is written. */
export function refusal(read: Exclude<TargetText, { kind: 'name' }>, text: string): Refusal {
  switch (read.kind) {
    case 'address':
      return { code: 'domain/address', reason: `${read.text} is an IP address, not a name` };
    case 'partial':
      return { code: 'domain/url-part', reason: `${partName(read.part)} of ${read.host} cannot be blocked alone` };
    case 'any-tld':
      return { code: 'domain/any-tld', reason: `No resolver can block "${read.label}" under every ending` };
    case 'placeholder':
      return { code: 'domain/placeholder', reason: `${text} is a redaction, not a name` };
    case 'scheme':
      return { code: 'domain/scheme', reason: `${read.scheme}:// is not the start of a web address` };
    case 'fault':
      return { code: read.fault.code, reason: `This is not a domain name: ${read.fault.detail}` };
  }
}

function partName(part: string): string {
  return part.startsWith(':') ? `The port ${part.slice(1)}` : `The part ${part}`;
}
