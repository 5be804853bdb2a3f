import type { Order, OrderRecord } from '../../core/order.ts';
import { readBytes } from '../disk.ts';

type TargetRecord = NonNullable<OrderRecord['targets']>[number];
type NamesRecord = NonNullable<NonNullable<OrderRecord['amendments']>[number]['add']>;

/** The words of every line of a record and its lists that may be no name: an address, a page of a site. */
export function knownTexts({ record, lists }: Order, cwd: string): ReadonlySet<string> {
  const inline = [record.targets ?? [], ...(record.amendments ?? []).flatMap(({ add }) => namesIn(add))].flat();
  const listed = lists.flatMap(({ path }) =>
    Buffer.from(readBytes(path, cwd) ?? [])
      .toString('utf8')
      .split(/\r?\n/),
  );
  return new Set([...inline.flatMap(textsOf), ...listed.map((line) => line.trim())]);
}

function namesIn(names: NamesRecord | undefined): readonly TargetRecord[] {
  return Array.isArray(names) ? names : [];
}

function textsOf(target: TargetRecord): readonly string[] {
  if (typeof target === 'string') return [target];
  return [target.name, target.raw, target.anyTldOf].filter((text) => text !== undefined);
}
