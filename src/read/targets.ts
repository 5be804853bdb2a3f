import { coversBelow } from '../core/blocklist.ts';
import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { type DomainName, isBelow } from '../core/name.ts';
import type { ExcludedName, LineAccount, OrderRecord, Scope, Target } from '../core/order.ts';
import { readTarget } from '../core/target-text.ts';
import type { Calendar } from './events.ts';
import { type Files, readList } from './list-file.ts';
import { type ListedTarget, type NamedTarget, nameTarget } from './target-lines.ts';
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

/** One paper's change to the list, from its date on. */
interface Edition {
  readonly at: number | undefined;
  readonly add: readonly NamedTarget[];
  readonly remove: readonly NamedTarget[];
  readonly snapshot: boolean;
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

type Counting = { -readonly [key in keyof LineAccount]: number };

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
  return targets.flatMap((target, index) => inlineTarget(reader, target, `${pointer}/${index}`));
}

function inlineTarget(reader: RecordReader, target: TargetRecord, pointer: string): ListedTarget[] {
  const { document, record, calendar, found } = reader;
  const plain = typeof target === 'string' ? { name: target } : target;
  if (plain.anyTldOf !== undefined) {
    const message = `"${plain.anyTldOf}" under every ending cannot be compiled.`;
    found.push(yamlFinding(document, 'domain/any-tld', `${pointer}/anyTldOf`, message));
    return [];
  }
  const from = plain.from === undefined ? undefined : calendar.span(plain.from, `${pointer}/from`)?.start;
  const until = plain.until === undefined ? undefined : calendar.span(plain.until, `${pointer}/until`)?.end;
  if (from !== undefined && until !== undefined && until <= from) {
    const message = `until (${plain.until}) is not after from (${plain.from}).`;
    found.push(yamlFinding(document, 'order/target-window', `${pointer}/until`, message));
  }
  return [
    {
      text: plain.name ?? '',
      place: valuePlace(document, typeof target === 'string' ? pointer : `${pointer}/name`),
      scope: plain.scope ?? record.scope ?? 'subtree',
      from,
      until,
      accepted: plain.overblock?.accept ?? [],
    },
  ];
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

/** A line that holds its name until a later paper ends it, and the last paper that listed it. */
interface Holding {
  readonly target: NamedTarget;
  listedIn: Edition;
}

interface Timeline {
  readonly open: Map<string, Holding>;
  readonly closed: NamedTarget[];
}

function applyEditions(editions: readonly Edition[], found: Diagnostic[], account: Counting): Target[] {
  const timeline: Timeline = { open: new Map(), closed: [] };
  for (const edition of editions) {
    if (edition.snapshot) endAbsent(timeline, edition);
    account.removals += edition.remove.length;
    for (const target of edition.remove) {
      if (endName(timeline, target.name, edition)) continue;
      const message = `${target.name} is not in the list at this date.`;
      found.push(diagnostic('order/removes-absent', { message, place: target.place }));
    }
    for (const target of edition.add) {
      const outcome = hold(timeline, target, edition);
      account[outcome.kind === 'new' ? 'targets' : 'merged'] += 1;
      if (outcome.kind === 'duplicate') found.push(duplicate(target, outcome.earlier));
    }
  }
  return [...timeline.closed, ...[...timeline.open.values()].map((one) => one.target)];
}

function endAbsent(timeline: Timeline, edition: Edition): void {
  const listed = new Set(edition.add.map(holdKey));
  for (const key of timeline.open.keys()) if (!listed.has(key)) end(timeline, key, edition);
}

function endName(timeline: Timeline, name: DomainName, edition: Edition): boolean {
  const keys = scopes.map((scope) => holdKey({ name, scope })).filter((key) => timeline.open.has(key));
  for (const key of keys) end(timeline, key, edition);
  return keys.length > 0;
}

function end({ open, closed }: Timeline, key: string, { at }: Edition): void {
  const held = open.get(key)?.target;
  open.delete(key);
  if (held && at !== undefined) closed.push({ ...held, until: Math.min(held.until ?? at, at) });
}

type Outcome = { readonly kind: 'new' | 'repeated' } | { readonly kind: 'duplicate'; readonly earlier: NamedTarget };

/** Holds the name from the edition on, unless an earlier line holds it. */
function hold({ open }: Timeline, target: NamedTarget, edition: Edition): Outcome {
  const key = holdKey(target);
  const earlier = open.get(key);
  if (!earlier) {
    open.set(key, { target: { ...target, from: target.from ?? edition.at }, listedIn: edition });
    return { kind: 'new' };
  }
  // A register's next edition repeats what still counts: that is no duplicate.
  const repeats = edition.snapshot && earlier.listedIn !== edition;
  earlier.listedIn = edition;
  return repeats ? { kind: 'repeated' } : { kind: 'duplicate', earlier: earlier.target };
}

const scopes: readonly Scope[] = ['subtree', 'exact', 'subdomains'];

function holdKey({ name, scope }: { readonly name: DomainName; readonly scope: Scope }): string {
  return `${name} ${scope}`;
}

function duplicate(target: NamedTarget, earlier: NamedTarget): Diagnostic {
  return diagnostic('order/duplicate-target', {
    message: `${target.name} stands on an earlier line already.`,
    place: target.place,
    related: [{ message: 'The earlier line', place: earlier.place }],
  });
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
