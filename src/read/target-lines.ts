import type { Code } from '../core/codes.ts';
import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import type { Scope } from '../core/order.ts';
import { readTarget, type TargetText } from '../core/target-text.ts';

/** One line of an order's list before its name is read. */
export interface ListedTarget {
  readonly text: string;
  readonly place: Place;
  readonly scope: Scope;
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly accepted: readonly string[];
}

export interface NamedTarget extends ListedTarget {
  readonly name: DomainName;
}

/** Reads the name of a line; undefined, with the reason, where no resolver can be told what it says. */
export function nameTarget(listed: ListedTarget, found: Diagnostic[]): NamedTarget | undefined {
  const read = readTarget(listed.text);
  if (read.kind === 'name') {
    if (!read.wildcard) return { ...listed, name: read.name };
    found.push(
      diagnostic('domain/wildcard', {
        message: `Read as: the names below ${read.name}, but not ${read.name} itself.`,
        place: listed.place,
      }),
    );
    return { ...listed, name: read.name, scope: 'subdomains' };
  }
  const [code, message] = refusal(read, listed.text);
  found.push(diagnostic(code, { message, place: listed.place }));
  return undefined;
}

function refusal(read: Exclude<TargetText, { kind: 'name' }>, text: string): readonly [Code, string] {
  switch (read.kind) {
    case 'address':
      return ['domain/address', `${read.text} is an IP address; it is not compiled.`];
    case 'partial':
      return ['domain/url-part', `${partName(read.part)} of ${read.host} cannot be blocked alone; it is not compiled.`];
    case 'any-tld':
      return ['domain/any-tld', `"${read.label}" under every ending cannot be compiled.`];
    case 'placeholder':
      return ['domain/placeholder', `${text} is a redaction, not a name.`];
    case 'scheme':
      return ['domain/scheme', `${read.scheme}:// is not the start of a web address.`];
    case 'fault':
      return [read.fault.code, `This is not a domain name: ${read.fault.detail}.`];
  }
}

function partName(part: string): string {
  return part.startsWith(':') ? `The port ${part.slice(1)}` : `The part ${part}`;
}
