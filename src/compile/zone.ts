import {
  type Answers,
  lineName,
  sameAction,
  uncovered,
  type Zone,
  type ZoneAction,
  type ZoneLine,
} from '../core/blocklist.ts';
import type { DomainName } from '../core/name.ts';
import { isRowBelow, lendColumn, type NameTable, type Row } from '../names/index.ts';

/** Names of a zone before holes are closed, by place, in canonical order (RFC 4034 6.1). */
export interface WantedNames {
  readonly table: NameTable;
  readonly rows: Uint32Array;
  readonly answersAt: (place: number) => Answers<ZoneAction>;
}

/**
 * The shortest name above each that already says all that this one says, so that it need not be said: its place, or
 * `uncovered`. The answer is a column to be returned.
 */
export function coverings({ table, rows, answersAt }: WantedNames): Uint32Array {
  const coveredBy = lendColumn(rows.length).fill(uncovered);
  const above: number[] = [];
  for (let place = 1; place < rows.length; place++) {
    const row = rows[place] as Row;
    // Whatever has names below it has the next one below it.
    if (isRowBelow(table, row, rows[place - 1] as Row)) above.push(place - 1);
    let depth = above.length;
    while (depth > 0 && !isRowBelow(table, row, rows[above[depth - 1] as number] as Row)) depth--;
    above.length = depth;
    while (depth > 0 && answersAt(above[depth - 1] as number).below === undefined) depth--;
    if (depth === 0) continue;
    const nearest = above[depth - 1] as number;
    const upper = coveredBy[nearest] as number;
    if (saysNoMore(answersAt(place), answersAt(nearest).below))
      coveredBy[place] = upper === uncovered ? nearest : upper;
  }
  return coveredBy;
}

function saysNoMore({ self, below }: Answers<ZoneAction>, action: ZoneAction | undefined): boolean {
  return (self === undefined || sameAction(self, action)) && (below === undefined || sameAction(below, action));
}

/** Wanted names with what covers each. */
export interface FoldedNames extends WantedNames {
  readonly coveredBy: Uint32Array;
}

/**
 * The zone that answers just what is wanted, in canonical order. No name of one part lies below one of another.
 *
 * A resolver that looks for a wildcard stops at the closest name that exists in the zone (RFC 1034 4.3.3, RFC 4592
 * 2.2.1): with `*.e.com` there, adding `deep.a.e.com` alone would free `x.deep.a.e.com` and all of `a.e.com`. So every
 * name between the two is said with the upper one's action, and the lower one says what holds for itself and below.
 */
export function zoneOf(parts: number, at: (part: number) => FoldedNames): Zone {
  return {
    parts,
    walk: (part, visit) => {
      if (part < parts) walk(at(part), visit);
    },
  };
}

function walk({ table, rows, answersAt, coveredBy }: FoldedNames, visit: (line: ZoneLine) => void): void {
  const above: ZoneLine[] = [];
  // One line for all that have no names below them: hardly any have.
  const line: Writable<ZoneLine> = { table, row: -1, text: undefined, self: undefined, below: undefined };
  for (let place = 0; place < rows.length; place++) {
    if (coveredBy[place] !== uncovered) continue;
    const row = rows[place] as Row;
    while (above.length > 0 && !liesBelow(table, row, above[above.length - 1] as ZoneLine)) above.pop();
    const upper = above[above.length - 1];
    const inherited = upper?.below;
    if (upper && inherited) {
      for (const text of namesBetween(lineName(upper), table.nameAt(row))) {
        const between = { table, row: -1, text, self: inherited, below: inherited };
        visit(between);
        above.push(between);
      }
    }
    const { self, below } = answersAt(place);
    line.row = row;
    line.self = self ?? inherited;
    line.below = below ?? inherited;
    visit(line);
    if (place + 1 < rows.length && isRowBelow(table, rows[place + 1] as Row, row)) above.push({ ...line });
  }
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

function liesBelow(table: NameTable, row: Row, { row: upper, text }: ZoneLine): boolean {
  return text === undefined ? isRowBelow(table, row, upper) : table.nameAt(row).endsWith(`.${text}`);
}

/** The names strictly between an ancestor and a name below it, the shortest first. */
function* namesBetween(upper: string, lower: string): Generator<DomainName> {
  const labels = lower.slice(0, lower.length - upper.length - 1).split('.');
  for (let from = labels.length - 1; from > 0; from--) {
    yield `${labels.slice(from).join('.')}.${upper}` as DomainName;
  }
}
