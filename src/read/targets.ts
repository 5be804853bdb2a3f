import { coversBelow } from '../core/blocklist.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { type DomainName, isBelow } from '../core/name.ts';
import type { ExcludedName, LineAccount, OrderRecord, Scope, Target } from '../core/order.ts';
import { readTarget } from '../core/target-text.ts';
import type { Calendar } from './events.ts';
import { type Files, readList } from './list-file.ts';
import { type ListedTarget, type NamedTarget, nameTarget } from './target-lines.ts';
import { applyEditions, type Counting, type Edition } from './timeline.ts';
import { valuePlace, type YamlDocument, yamlFinding } from './yaml.ts';

type TargetRecord = NonNullable<OrderRecord['targets']>[number];
type NamesRecord = NonNullable<NonNullable<OrderRecord['amendments']>[number]['add']>;

export interface RecordReader {
  readonly document: YamlDocument;
  readonly record: OrderRecord;
  readonly calendar: Calendar;
  readonly files: Files;
  readonly found: Diagnostic[];
}

export interface RecordTargets {
  readonly targets: readonly Target[];
  readonly exceptions: readonly Target[];
  readonly excluded: readonly ExcludedName[];
  readonly account: LineAccount;
}

/** Every name of a record with the time that its papers give it. No line is lost: each is a target or a diagnostic. */
export function readTargets(reader: RecordReader): RecordTargets {
  const excluded = readExclusions(reader);
  const account = { lines: 0, targets: 0, merged: 0, removals: 0, excluded: 0, reported: 0 };
  const editions = readEditions(reader, excluded, account);
  for (const one of excluded) {
    if (one.used) continue;
    reader.found.push(
      diagnostic('order/excluded-absent', { message: `The order does not list ${one.text}.`, place: one.place }),
    );
  }
  const targets = applyEditions(editions, reader.found, account);
  return {
    account,
    targets,
    exceptions: readExceptions(reader, targets),
    excluded: excluded.flatMap(({ name, by, reason, place }) =>
      name === undefined ? [] : [{ name, by, reason, place }],
    ),
  };
}

interface Exclusion {
  readonly text: string;
  readonly name: DomainName | undefined;
  readonly by: ExcludedName['by'];
  readonly reason: string;
  readonly place: Target['place'];
  used: boolean;
}

function readExclusions({ document, record }: RecordReader): Exclusion[] {
  return (record.excluded ?? []).map(({ name: written, by, reason }, index) => {
    const text = written.trim();
    const read = readTarget(text);
    const name = read.kind === 'name' ? read.name : undefined;
    return { text, name, by, reason, place: valuePlace(document, `/excluded/${index}/name`), used: false };
  });
}

function readEditions(reader: RecordReader, excluded: readonly Exclusion[], account: Counting): Edition[] {
  const { record, calendar, found } = reader;
  const named = (listed: readonly ListedTarget[]) =>
    listed.flatMap((one) => compiled(one, excluded, { found, account }));
  const first: Edition = {
    at: undefined,
    add: named([...inlineTargets(reader, record.targets ?? [], '/targets'), ...annexTargets(reader)]),
    remove: [],
    snapshot: false,
  };
  const editions = [first];
  for (const [index, amendment] of (record.amendments ?? []).entries()) {
    const pointer = `/amendments/${index}`;
    const at = calendar.span(amendment.date, `${pointer}/date`)?.start;
    if (at === undefined) continue;
    if (at < (editions.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) {
      const message = `This amendment (${amendment.date}) stands after a later one.`;
      found.push(yamlFinding(reader.document, 'order/amendment-order', `${pointer}/date`, message));
    }
    const { snapshot } = amendment;
    editions.push({
      at,
      add: named(
        snapshot
          ? listTargets(reader, snapshot, `${pointer}/snapshot`)
          : amendedNames(reader, amendment.add ?? [], `${pointer}/add`),
      ),
      remove: named(amendedNames(reader, amendment.remove ?? [], `${pointer}/remove`)),
      snapshot: snapshot !== undefined,
    });
  }
  return editions;
}

function compiled(
  listed: ListedTarget,
  excluded: readonly Exclusion[],
  { found, account }: { readonly found: Diagnostic[]; readonly account: Counting },
): NamedTarget[] {
  account.lines += 1;
  const byText = excluded.find((one) => one.text === listed.text.trim());
  const target = byText ? undefined : nameTarget(listed, found);
  const exclusion = byText ?? excluded.find((one) => target !== undefined && one.name === target.name);
  if (exclusion) {
    exclusion.used = true;
    account.excluded += 1;
    found.push(leftOut(listed, exclusion));
    return [];
  }
  if (!target) account.reported += 1;
  return target ? [target] : [];
}

function leftOut({ text, place }: ListedTarget, { by, reason }: Exclusion): Diagnostic {
  return by === 'court'
    ? diagnostic('order/excluded', { message: `${text.trim()} is left out by the court: ${reason}`, place })
    : diagnostic('order/held-back', { message: `${text.trim()} is ordered, and we hold it back: ${reason}`, place });
}

function inlineTargets(reader: RecordReader, targets: readonly TargetRecord[], pointer: string): ListedTarget[] {
  return targets.map((target, index) => inlineTarget(reader, target, `${pointer}/${index}`));
}

function inlineTarget(reader: RecordReader, target: TargetRecord, pointer: string): ListedTarget {
  const { document, record, calendar, found } = reader;
  const plain = typeof target === 'string' ? { name: target } : target;
  const place = typeof target === 'string' ? '' : plain.anyTldOf === undefined ? '/name' : '/anyTldOf';
  const from = plain.from === undefined ? undefined : calendar.span(plain.from, `${pointer}/from`)?.start;
  const until = plain.until === undefined ? undefined : calendar.span(plain.until, `${pointer}/until`)?.end;
  if (from !== undefined && until !== undefined && until <= from) {
    const message = `until (${plain.until}) is not after from (${plain.from}).`;
    found.push(yamlFinding(document, 'order/target-window', `${pointer}/until`, message));
  }
  return {
    text: plain.name ?? `${plain.anyTldOf}.*`,
    place: valuePlace(document, `${pointer}${place}`),
    scope: plain.scope ?? record.scope ?? 'subtree',
    from,
    until,
    accepted: plain.overblock?.accept ?? [],
  };
}

function annexTargets(reader: RecordReader): ListedTarget[] {
  const { annex } = reader.record;
  return annex ? listTargets(reader, annex, '/annex') : [];
}

function amendedNames(reader: RecordReader, names: NamesRecord, pointer: string): ListedTarget[] {
  if (Array.isArray(names)) return inlineTargets(reader, names, pointer);
  const { file, sha256, count } = names;
  return file === undefined || sha256 === undefined ? [] : listTargets(reader, { file, sha256, count }, pointer);
}

function listTargets(
  { document, record, files, found }: RecordReader,
  list: { readonly file: string; readonly sha256: string; readonly count?: number | undefined },
  pointer: string,
): ListedTarget[] {
  const place = valuePlace(document, `${pointer}/file`);
  const { lines, diagnostics } = readList(files, { ...list, record: document.source.file, place });
  found.push(...diagnostics);
  const scope: Scope = record.scope ?? 'subtree';
  return lines.map((line) => ({ ...line, scope, from: undefined, until: undefined, accepted: [] }));
}

function readExceptions({ document, record, found }: RecordReader, targets: readonly Target[]): Target[] {
  return (record.exceptions ?? []).flatMap((exception, index) => {
    const plain = typeof exception === 'string' ? { name: exception } : exception;
    const place = valuePlace(document, `/exceptions/${index}${typeof exception === 'string' ? '' : '/name'}`);
    const listed = { text: plain.name, place, scope: plain.scope ?? 'subtree', from: undefined, until: undefined };
    const named = nameTarget({ ...listed, accepted: [] }, found);
    if (!named) return [];
    if (!targets.some((target) => coversBelow(target.scope) && isBelow(named.name, target.name))) {
      const message = `${named.name} does not lie below a name that this order blocks.`;
      found.push(diagnostic('order/exception-outside', { message, place }));
    }
    return [named];
  });
}
