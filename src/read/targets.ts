import type { Edition, ExcludedName, LineAccount, ListSource, OrderRecord, Target } from '../core/order.ts';
import { absentExclusions, excludedNames, readExceptions, readExclusions } from './exclusions.ts';
import type { ListedTarget } from './target-lines.ts';
import { type Paper, type Reading, type RecordReader, readInline, readListFile, readRun } from './target-rows.ts';
import { valuePlace, yamlFinding } from './yaml.ts';

type TargetRecord = NonNullable<OrderRecord['targets']>[number];
type AmendmentRecord = NonNullable<OrderRecord['amendments']>[number];
type NamesRecord = NonNullable<AmendmentRecord['add']>;

export interface RecordTargets {
  readonly editions: readonly Edition[];
  readonly lists: readonly ListSource[];
  readonly listed: number;
  readonly exceptions: readonly Target[];
  readonly excluded: readonly ExcludedName[];
  readonly account: LineAccount;
}

/** Puts every name of a record into the book. No line is lost: each is a row, an exclusion or a diagnostic. */
export function readTargets(reader: RecordReader): RecordTargets {
  const reading: Reading = {
    ...reader,
    exclusions: readExclusions(reader.document, reader.record),
    account: { lines: 0, targets: 0, merged: 0, removals: 0, excluded: 0, reported: 0 },
    lists: [],
    inline: new Map(),
    runClaims: new Map(),
  };
  const editions = readEditions(reading);
  reader.found.push(...absentExclusions(reading.exclusions));
  return {
    editions,
    lists: reading.lists,
    listed: reading.account.lines - reading.account.excluded - reading.account.reported,
    exceptions: readExceptions(reader.document, reader.record, reader.found),
    excluded: excludedNames(reading.exclusions),
    account: reading.account,
  };
}

function readEditions(reading: Reading): Edition[] {
  const { record, calendar, document, found } = reading;
  const editions: Edition[] = [{ at: undefined, snapshot: false }];
  const first: Paper = { edition: 0, kind: 'add', at: undefined };
  readNames(reading, record.targets ?? [], { paper: first, pointer: '/targets' });
  if (record.annex) readNames(reading, record.annex, { paper: first, pointer: '/annex' });
  for (const [index, amendment] of (record.amendments ?? []).entries()) {
    const pointer = `/amendments/${index}`;
    const at = calendar.span(amendment.date, `${pointer}/date`)?.start;
    if (at === undefined) continue;
    if (at < (editions.at(-1)?.at ?? Number.NEGATIVE_INFINITY)) {
      const message = `This amendment (${amendment.date}) stands after a later one.`;
      found.push(yamlFinding(document, 'order/amendment-order', `${pointer}/date`, message));
    }
    const { snapshot, add, remove } = amendment;
    const edition = editions.push({ at, snapshot: snapshot !== undefined }) - 1;
    if (remove) readNames(reading, remove, { paper: { edition, kind: 'remove', at }, pointer: `${pointer}/remove` });
    const paper: Paper = { edition, kind: 'add', at };
    if (add) readNames(reading, add, { paper, pointer: `${pointer}/add` });
    if (snapshot) readSnapshot(reading, snapshot, { paper, pointer: `${pointer}/snapshot` });
  }
  return editions;
}

function readSnapshot(reading: Reading, snapshot: NamesRecord, where: Where): void {
  const before = reading.account.lines;
  readNames(reading, snapshot, where);
  if (reading.account.lines > before) return;
  const message = 'This whole list has not one name: every name of the order would be freed.';
  reading.found.push(yamlFinding(reading.document, 'order/snapshot-empty', where.pointer, message));
}

interface Where {
  readonly paper: Paper;
  /** JSON Pointer (RFC 6901) of the list in the record. */
  readonly pointer: string;
}

function readNames(reading: Reading, names: NamesRecord, where: Where): void {
  if (Array.isArray(names)) {
    for (const [index, target] of names.entries()) {
      const item = { ...where, pointer: `${where.pointer}/${index}` };
      const run = reading.document.runs.get(item.pointer);
      if (run) readRun(reading, run, where.paper);
      else {
        reading.account.lines += 1;
        readInline(reading, inlineTarget(reading, target, item), where.paper);
      }
    }
  } else if (names.file !== undefined && names.sha256 !== undefined) {
    const place = valuePlace(reading.document, `${where.pointer}/file`);
    const record = reading.document.source.file;
    readListFile(reading, { file: names.file, sha256: names.sha256, count: names.count, record, place }, where.paper);
  }
}

function inlineTarget(
  { document, record, calendar, found }: Reading,
  target: TargetRecord,
  { paper, pointer }: Where,
): ListedTarget {
  const plain = typeof target === 'string' ? { name: target } : target;
  const place = typeof target === 'string' ? '' : plain.anyTldOf === undefined ? '/name' : '/anyTldOf';
  const from = plain.from === undefined ? undefined : calendar.span(plain.from, `${pointer}/from`)?.start;
  const until = plain.until === undefined ? undefined : calendar.span(plain.until, `${pointer}/until`)?.end;
  const removes = paper.kind === 'remove';
  if (removes && (plain.from !== undefined || plain.until !== undefined)) {
    const message = 'A name is taken off with its paper: it cannot have a time of its own here.';
    found.push(yamlFinding(document, 'order/target-window', pointer, message));
  }
  const begin = from ?? paper.at;
  if (!removes && begin !== undefined && until !== undefined && until <= begin) {
    const message = `until (${plain.until}) is not after its beginning.`;
    found.push(yamlFinding(document, 'order/target-window', `${pointer}/until`, message));
  }
  return {
    text: plain.name ?? `${plain.anyTldOf}.*`,
    place: valuePlace(document, `${pointer}${place}`),
    scope: plain.scope ?? (removes ? 'subtree' : (record.scope ?? 'subtree')),
    from,
    until,
    accepted: plain.overblock?.accept ?? [],
  };
}
