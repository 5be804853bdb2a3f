import { changesAhead } from '../../compile/changes.ts';
import type { Moment } from '../../compile/compile.ts';
import { type BothRecords, type Cause, causesOf, type JudgedRecords } from '../../compile/difference/causes.ts';
import { type Blocking, compareNames, type NameChange, type NameChangeKind } from '../../compile/difference/names.ts';
import { recordsSide } from '../../compile/difference/records-side.ts';
import type { Side } from '../../compile/difference/side.ts';
import { zonesSide } from '../../compile/difference/zones-side.ts';
import { type AsOf, instantFor, showAsOf, showInstant } from '../../core/dates.ts';
import { byText } from '../../core/diagnostic.ts';
import { canonicalKey, type DomainName } from '../../core/name.ts';
import { showAction } from '../../core/order.ts';
import { counted } from '../../core/text.ts';
import type { Difference } from '../../generated/difference.ts';
import { changeAhead } from '../changes-ahead.ts';
import { recordChanges } from './record-changes.ts';
import { settingChanges } from './setting-changes.ts';
import type { ReadSide, RecordsRead } from './side.ts';

export interface Judging {
  readonly asOf: AsOf;
  readonly territory: readonly string[] | undefined;
  /** How far ahead events are told. */
  readonly days: number;
}

type NamesChange = Difference['changes'][number];

/** What becomes of names from the one side to the other. */
export function difference(base: ReadSide, head: ReadSide, judging: Judging): Difference {
  const { asOf, territory, days } = judging;
  const records: BothRecords = { base: judged(base, judging), head: judged(head, judging) };
  const { before, after, changes } = compareNames({
    base: sideOf(base, records.base),
    head: sideOf(head, records.head),
    more: exceptionsOf([base, head]),
  });
  const merged = mergeAlike(changes.map((change) => changeData(change, records)));
  const count = (kind: NameChangeKind) => merged.reduce((sum, one) => sum + (one.kind === kind ? one.count : 0), 0);
  const both = base.kind === 'records' && head.kind === 'records' ? ([base, head] as const) : undefined;
  return {
    version: 1,
    asOf: showAsOf(asOf),
    ...(territory && { territory: [...territory] }),
    base: sideData(base),
    head: sideData(head),
    names: { before, after, freed: count('freed'), added: count('added') },
    changes: merged,
    orders: both ? [...recordChanges(...both)] : [],
    settings: both ? [...settingChanges(both[0].settings, both[1].settings)] : [],
    ahead: { days, events: aheadOf(records, days) },
    missing: [base, head].flatMap(missingFrom),
  };
}

function judged(side: ReadSide, { asOf, territory }: Judging): JudgedRecords | undefined {
  if (side.kind === 'build') return undefined;
  const { corpus, orders, judged: all, settings, records } = side;
  const understood = new Set(all.map(({ file }) => file));
  const unread = new Set(records.filter((file) => !understood.has(file)));
  const moment: Moment = { asOf, settings, territory };
  return { corpus, orders, judged: all, moment, byId: new Map(orders.map((order) => [order.id, order])), unread };
}

function sideOf(side: ReadSide, records: JudgedRecords | undefined): Side {
  if (side.kind === 'build') return zonesSide(side.zones);
  if (!records) throw new Error('Records were not judged.');
  return recordsSide(records);
}

/** Names that orders leave free stand in no list. */
function exceptionsOf(sides: readonly ReadSide[]): ReadonlySet<DomainName> {
  return new Set(
    sides.flatMap((side) =>
      side.kind === 'build'
        ? side.zones.allowed.map(({ name }) => name)
        : side.orders.flatMap(({ exceptions }) => exceptions.map(({ name }) => name)),
    ),
  );
}

function sideData(side: ReadSide): Difference['base'] {
  const { kind, label } = side.named;
  const commit = side.named.kind === 'revision' ? { commit: side.named.revision.commit } : {};
  if (side.kind === 'build') return { kind, label, asOf: side.manifest.asOf, records: side.manifest.orders, errors: 0 };
  return { kind, label, ...commit, records: side.records.length, errors: errorsOf(side).length };
}

function errorsOf({ findings }: RecordsRead): RecordsRead['findings'] {
  return findings.filter(({ severity }) => severity === 'error');
}

function missingFrom(side: ReadSide): string[] {
  if (side.kind === 'build') return [];
  const errors = errorsOf(side);
  const files = [...new Set(errors.flatMap(({ place }) => (place ? [place.file] : [])))];
  const told =
    files.slice(0, mostFiles).join(', ') + (files.length > mostFiles ? ` and ${files.length - mostFiles} more` : '');
  const faulty =
    errors.length === 0
      ? []
      : [
          `${counted(errors.length, 'error')} in ${side.named.label}, in ${told}: what they are about may be missing here, and no build works.`,
        ];
  return [...faulty, ...side.missing];
}

const mostFiles = 10;

function changeData(change: NameChange, records: BothRecords): NamesChange {
  const { kind, names, before, after } = change;
  return {
    kind,
    count: names.length,
    names,
    ...(before && { before: blockingData(before) }),
    ...(after && { after: blockingData(after) }),
    causes: causesOf(change, records).map(causeData),
  };
}

function blockingData({ scope, action, holders, until }: Blocking): NonNullable<NamesChange['before']> {
  return {
    scope,
    answer: showAction(action),
    ...(until !== undefined && { until: showInstant(until) }),
    orders: holders.map(({ order }) => order).sort(byText),
  };
}

function causeData({ order, what, reason, place, side }: Cause): NamesChange['causes'][number] {
  return {
    order,
    what,
    ...(reason !== undefined && { reason }),
    ...(place && { place: { file: place.file, line: place.line } }),
    side,
  };
}

const kinds: readonly NameChangeKind[] = [
  'freed',
  'narrowed',
  'shortened',
  'added',
  'extended',
  'answer',
  'kept',
  'joined',
];

/** What differs in nothing but the place of a line is told together. */
function mergeAlike(changes: readonly NamesChange[]): NamesChange[] {
  const alike = new Map<string, NamesChange[]>();
  for (const change of changes) {
    const key = keyOf(change);
    const others = alike.get(key);
    if (others) others.push(change);
    else alike.set(key, [change]);
  }
  const merged = [...alike.values()].map((group) => together(group));
  return merged
    .sort(
      (a, b) =>
        kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
        byText(a.causes[0]?.order ?? '', b.causes[0]?.order ?? '') ||
        byText(a.sort, b.sort),
    )
    .map(({ sort: _, ...change }) => change);
}

function keyOf({ kind, before, after, causes }: NamesChange): string {
  return JSON.stringify([kind, before, after, causes.map(({ place: _, ...cause }) => cause)]);
}

function together(group: readonly NamesChange[]): NamesChange & { readonly sort: string } {
  const keyed = group.flatMap((change) =>
    change.names.map((name) => ({ name, change, key: canonicalKey(name as DomainName) })),
  );
  if (group.length > 1) keyed.sort((a, b) => byText(a.key, b.key));
  const [first] = keyed;
  if (!first) throw new Error('There is no change without a name.');
  return { ...first.change, count: keyed.length, names: keyed.map(({ name }) => name), sort: first.key };
}

const day = 86_400_000;

function aheadOf({ base, head }: BothRecords, days: number): Difference['ahead']['events'] {
  if (!head) return [];
  const known = (records: JudgedRecords) =>
    changesAhead(records.corpus, records.orders, records.moment)
      .filter(({ order, at }) => at <= instantFor(records.moment.asOf, order.timeZone) + days * day)
      .map(changeAhead);
  const same = ({ order, at, kind }: ReturnType<typeof changeAhead>) => `${order} ${at} ${kind}`;
  const [before, after] = [base && known(base), known(head)];
  const [wasKnown, isKnown] = [new Set(before?.map(same)), new Set(after.map(same))];
  const events = [
    ...after.map((one) => ({
      ...one,
      state: !before || wasKnown.has(same(one)) ? ('same' as const) : ('new' as const),
    })),
    ...(before ?? []).filter((one) => !isKnown.has(same(one))).map((one) => ({ ...one, state: 'gone' as const })),
  ];
  return events.sort((a, b) => byText(a.at, b.at) || byText(a.order, b.order) || byText(a.kind, b.kind));
}
