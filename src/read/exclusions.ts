import { type Diagnostic, diagnostic, type Place } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import type { Counting, ExcludedName, OrderRecord, Target } from '../core/order.ts';
import { readTarget } from '../core/target-text.ts';
import { type ListedTarget, nameTarget } from './target-lines.ts';
import { valuePlace, type YamlDocument } from './yaml.ts';

/** A line of the paper that the record leaves out, by its name or, where it is none, by its text. */
export interface Exclusion {
  readonly text: string;
  readonly name: DomainName | undefined;
  readonly by: ExcludedName['by'];
  readonly reason: string;
  readonly place: Place;
  used: boolean;
}

export function readExclusions(document: YamlDocument, record: OrderRecord): Exclusion[] {
  return (record.excluded ?? []).map(({ name: written, by, reason }, index) => {
    const text = written.trim();
    const read = readTarget(text);
    const name = read.kind === 'name' ? read.name : undefined;
    return { text, name, by, reason, place: valuePlace(document, `/excluded/${index}/name`), used: false };
  });
}

/** Counts and tells that a line is left out. */
export function leaveOut(
  { account, found }: { readonly account: Counting; readonly found: Diagnostic[] },
  exclusion: Exclusion,
  { text, place }: Pick<ListedTarget, 'text' | 'place'>,
): void {
  exclusion.used = true;
  account.excluded += 1;
  const { by, reason } = exclusion;
  found.push(
    by === 'court'
      ? diagnostic('order/excluded', { message: `${text.trim()} is left out by the court: ${reason}`, place })
      : diagnostic('order/held-back', { message: `${text.trim()} is ordered, and we hold it back: ${reason}`, place }),
  );
}

/** Exclusions of lines that the order does not have: the one that was meant is still blocked. */
export function absentExclusions(exclusions: readonly Exclusion[]): Diagnostic[] {
  return exclusions
    .filter(({ used }) => !used)
    .map(({ text, place }) =>
      diagnostic('order/excluded-absent', { message: `The order does not list ${text}.`, place }),
    );
}

export function excludedNames(exclusions: readonly Exclusion[]): ExcludedName[] {
  return exclusions.flatMap(({ name, by, reason, place }) => (name === undefined ? [] : [{ name, by, reason, place }]));
}

export function readExceptions(document: YamlDocument, record: OrderRecord, found: Diagnostic[]): Target[] {
  return (record.exceptions ?? []).flatMap((exception, index) => {
    const plain = typeof exception === 'string' ? { name: exception } : exception;
    const place = valuePlace(document, `/exceptions/${index}${typeof exception === 'string' ? '' : '/name'}`);
    const listed = { text: plain.name, place, scope: plain.scope ?? 'subtree', from: undefined, until: undefined };
    const unread: Diagnostic[] = [];
    const named = nameTarget({ ...listed, accepted: [] }, unread);
    if (named) return named;
    const message = `${plain.name} is no name that a resolver can leave free, so it stays blocked.`;
    found.push(diagnostic('order/exception-outside', { message, place }));
    return [];
  });
}
