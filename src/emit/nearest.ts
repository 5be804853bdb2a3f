import { type Answers, type Blocklist, lineName, sameAction, type Zone, type ZoneAction } from '../core/blocklist.ts';
import { type DomainName, isBelow } from '../core/name.ts';
import type { Action } from '../core/order.ts';
import { encoded, isRowBelow, type NameTable, positionOf, type Row, type Writer } from '../names/index.ts';

// For formats in which the nearest name above that is said decides, whatever lies between: local zones, servers files and
// their like. There the exceptions stand in one file with the blocked names, and what the format cannot say of a name must
// not be lost for the names below it. So this goes through all names that are held, covered ones too, and through those
// left free; finds what all orders together want there; and asks the format what it can say of that.

/** What was said for the names below the nearest name above. */
export interface Above {
  /** undefined: they are free. */
  readonly below: Action | undefined;
  /** Whether they are free although a name further above is blocked: an exception. */
  readonly isFreed: boolean;
}

/** What a format can say at a name where `wanted` is to hold; undefined answers stand for free. */
export type Say = (wanted: Answers, above: Above) => Answers;

export interface NearestLine {
  readonly table: NameTable;
  /** -1 where no row has the name. */
  readonly row: Row;
  readonly text: DomainName | undefined;
  readonly wanted: Answers;
  readonly said: Answers;
  readonly above: Above;
}

export interface Walk {
  readonly say: Say;
  /** Is called for each name, in canonical order (RFC 4034 6.1). A line is valid until the next. */
  readonly visit: (line: NearestLine) => void;
}

/** Goes through the names of one part. */
export function walkNearest({ names, allowZone }: Blocklist, part: number, walk: Walk): void {
  const { table, rows, rule } = names.at(part);
  const freed = freedLines(allowZone, table, rows);
  const path = new Path(table, walk);
  let next = 0;
  for (let place = 0; place <= rows.length; place++) {
    for (let line = freed[next]; line?.place === place && !line.isRow; line = freed[next]) {
      path.pass({ row: -1, text: line.name }, undefined, line.answers);
      next += 1;
    }
    if (place === rows.length) return;
    const own = freed[next]?.place === place ? freed[next++] : undefined;
    path.pass({ row: rows[place] as Row, text: undefined }, names.rules[rule[place] as number], own?.answers);
  }
}

/** Whether a line says anything that the lines above it do not. */
export function isNeeded({ said, above }: NearestLine): boolean {
  return !sameAction(said.self, above.below) || !sameAction(said.below, above.below);
}

/** Whether a name and all below it get one answer, or all are free. */
export function isOne({ self, below }: Answers): boolean {
  return sameAction(self, below);
}

export function writeName(out: Writer, { table, row, text }: NearestLine): Writer {
  return text === undefined ? out.name(table, row) : out.fixed(encoded(text));
}

export function nearestName({ table, row, text }: Pick<NearestLine, 'table' | 'row' | 'text'>): DomainName {
  return text ?? (table.nameAt(row) as DomainName);
}

/** A line of the allow zone. */
interface FreedLine {
  readonly name: DomainName;
  readonly answers: Answers<ZoneAction>;
  /** On which of the rows it stands, or before which. */
  readonly place: number;
  readonly isRow: boolean;
}

function freedLines(allowZone: Zone, table: NameTable, rows: Uint32Array): readonly FreedLine[] {
  const lines: FreedLine[] = [];
  for (let part = 0; part < allowZone.parts; part++) {
    allowZone.walk(part, (line) => {
      const name = lineName(line);
      const place = positionOf(table, name, rows);
      const isRow = place < rows.length && table.nameAt(rows[place] as Row) === name;
      lines.push({ name, answers: { self: line.self, below: line.below }, place, isRow });
    });
  }
  return lines;
}

interface Spot {
  readonly row: Row;
  readonly text: DomainName | undefined;
}

/** What holds for the names below a name. */
interface Step extends Spot {
  readonly blocked: Action | undefined;
  readonly freed: ZoneAction | undefined;
  readonly above: Above;
}

const start: Omit<Step, keyof Spot> = {
  blocked: undefined,
  freed: undefined,
  above: { below: undefined, isFreed: false },
};

/** The names above the one that is looked at. */
class Path {
  readonly #table: NameTable;
  readonly #walk: Walk;
  readonly #steps: Step[] = [];

  constructor(table: NameTable, walk: Walk) {
    this.#table = table;
    this.#walk = walk;
  }

  pass(spot: Spot, rule: Answers | undefined, allowed: Answers<ZoneAction> | undefined): void {
    const steps = this.#steps;
    while (steps.length > 0 && !this.#liesBelow(spot, steps[steps.length - 1] as Step)) steps.pop();
    const upper = steps[steps.length - 1] ?? start;
    // An exception is in the part of the names that it frees; what it says nothing of is left to them.
    if (!rule && steps.length === 0) return;
    const blocked = rule?.below ?? upper.blocked;
    const freed = allowed?.below ?? upper.freed;
    const self = notFree(allowed?.self ?? upper.freed ?? rule?.self ?? upper.blocked);
    const wanted = { self, below: notFree(freed ?? blocked) };
    const { above } = upper;
    const said = this.#walk.say(wanted, above);
    this.#walk.visit({ table: this.#table, ...spot, wanted, said, above });
    const isFreed = said.below === undefined && (above.isFreed || above.below !== undefined);
    steps.push({ ...spot, blocked, freed, above: { below: said.below, isFreed } });
  }

  #liesBelow(spot: Spot, upper: Step): boolean {
    if (spot.text === undefined && upper.text === undefined) return isRowBelow(this.#table, spot.row, upper.row);
    return isBelow(this.#nameOf(spot), this.#nameOf(upper));
  }

  #nameOf({ row, text }: Spot): DomainName {
    return nearestName({ table: this.#table, row, text });
  }
}

function notFree(action: ZoneAction | undefined): Action | undefined {
  return action?.kind === 'passthru' ? undefined : action;
}
