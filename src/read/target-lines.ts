import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import type { Scope } from '../core/order.ts';
import { refusal } from '../core/target-refusal.ts';
import { readTarget } from '../core/target-text.ts';

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
  const { code, reason } = refusal(read, listed.text);
  const kept = read.kind === 'address' || read.kind === 'partial' ? '; it stays in the record and is not blocked' : '';
  const help = listed.text.includes(' - ')
    ? `Two lines were read as one: ${listed.text}. Lines of one list start with the same number of spaces.`
    : undefined;
  found.push(diagnostic(code, { message: `${reason}${kept}.`, place: listed.place, ...(help && { help }) }));
  return undefined;
}
