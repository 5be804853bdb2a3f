import type { DomainName } from '../../core/name.ts';
import type { Order, OrderRecord } from '../../core/order.ts';
import { readTarget } from '../../core/target-text.ts';
import type { ListedEntry } from '../add/listed-names.ts';
import { readBytes } from '../disk.ts';

type TargetRecord = NonNullable<OrderRecord['targets']>[number];
type NamesRecord = NonNullable<NonNullable<OrderRecord['amendments']>[number]['add']>;

/** The words of every line of a record and its lists that may be no name: an address, a page of a site. */
export function knownTexts({ record, lists }: Order, cwd: string): ReadonlySet<string> {
  const inline = inlineTargets(record);
  const listed = lists.flatMap(({ path }) =>
    Buffer.from(readBytes(path, cwd) ?? [])
      .toString('utf8')
      .split(/\r?\n/),
  );
  return new Set([...inline.flatMap(textsOf), ...listed.map((line) => line.trim())]);
}

/** Entries with the reasons for which the record has let their names pass: what is listed anew needs them again. */
export function withAcceptances(entries: readonly ListedEntry[], record: OrderRecord): readonly ListedEntry[] {
  const accepted = new Map<DomainName, NonNullable<ListedEntry['accept']>>();
  for (const target of inlineTargets(record)) {
    if (typeof target === 'string' || target.name === undefined || target.overblock === undefined) continue;
    const read = readTarget(target.name);
    const { accept: codes, reason } = target.overblock;
    if (read.kind === 'name') accepted.set(read.name, { codes, reason });
  }
  return entries.map((entry) => {
    const known = entry.name === undefined ? undefined : accepted.get(entry.name);
    return known && entry.accept === undefined ? { ...entry, accept: known } : entry;
  });
}

function inlineTargets({ targets, amendments }: OrderRecord): readonly TargetRecord[] {
  const papers = (amendments ?? []).flatMap(({ add, snapshot }) => [namesIn(add), namesIn(snapshot)]);
  return [targets ?? [], ...papers].flat();
}

function namesIn(names: NamesRecord | undefined): readonly TargetRecord[] {
  return Array.isArray(names) ? names : [];
}

function textsOf(target: TargetRecord): readonly string[] {
  if (typeof target === 'string') return [target];
  return [target.name, target.raw, target.anyTldOf].filter((text) => text !== undefined);
}
