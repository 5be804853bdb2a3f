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
      path.pass(-1, line.name, { rule: undefined, allowed: line.answers });
      next += 1;
    }
    if (place === rows.length) return;
    const own = freed[next]?.place === place ? freed[next++] : undefined;
    path.pass(rows[place] as Row, undefined, { rule: names.rules[rule[place] as number], allowed: own?.answers });
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

/** A name with what holds for the names below it. */
interface Step {
  readonly row: Row;
  readonly text: DomainName | undefined;
  readonly blocked: Action | undefined;
  readonly freed: ZoneAction | undefined;
  readonly above: Above;
}

const nothing: Answers = { self: undefined, below: undefined };

const start: Omit<Step, 'row' | 'text'> = {
  blocked: undefined,
  freed: undefined,
  above: { below: undefined, isFreed: false },
};

/** The names above the one that is looked at. */
class Path {
  readonly #walk: Walk;
  readonly #steps: Step[] = [];
  // One object for all lines, and one for all names that say the same: there are millions.
  readonly #line: Writable<NearestLine>;
  #lastAbove: Above = start.above;

  constructor(table: NameTable, walk: Walk) {
    this.#walk = walk;
    this.#line = { table, row: -1, text: undefined, wanted: nothing, said: nothing, above: start.above };
  }

  pass(row: Row, text: DomainName | undefined, { rule, allowed }: Says): void {
    const upper = this.#upperOf(row, text);
    // An exception is in the part of the names that it frees; what it says nothing of is left to them.
    if (!upper && !rule) return;
    const step = upper ?? start;
    const { blocked, freed, above } = step;
    const line = this.#line;
    line.row = row;
    line.text = text;
    line.above = above;
    line.wanted = rule && !upper && !allowed ? rule : wantedOf({ rule, allowed }, step);
    line.said = this.#walk.say(line.wanted, above);
    this.#walk.visit(line);
    this.#steps.push({
      row,
      text,
      blocked: rule?.below ?? blocked,
      freed: allowed?.below ?? freed,
      above: this.#aboveOf(line),
    });
  }

  /** The nearest name above; those that are not above are done with. */
  #upperOf(row: Row, text: DomainName | undefined): Step | undefined {
    const steps = this.#steps;
    for (let upper = steps.at(-1); upper; upper = steps.at(-1)) {
      if (this.#liesBelow(row, text, upper)) return upper;
      steps.pop();
    }
    return undefined;
  }

  #liesBelow(row: Row, text: DomainName | undefined, upper: Step): boolean {
    const { table } = this.#line;
    if (text === undefined && upper.text === undefined) return isRowBelow(table, row, upper.row);
    return isBelow(nearestName({ table, row, text }), nearestName({ table, row: upper.row, text: upper.text }));
  }

  #aboveOf({ said: { below }, above }: NearestLine): Above {
    const isFreed = below === undefined && (above.isFreed || above.below !== undefined);
    const last = this.#lastAbove;
    if (last.below !== below || last.isFreed !== isFreed) this.#lastAbove = { below, isFreed };
    return this.#lastAbove;
  }
}

interface Says {
  readonly rule: Answers | undefined;
  readonly allowed: Answers<ZoneAction> | undefined;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

/** Exceptions are asked first; what neither they nor the rules say comes from above. */
function wantedOf({ rule, allowed }: Says, { blocked, freed }: Pick<Step, 'blocked' | 'freed'>): Answers {
  return {
    self: notFree(allowed?.self ?? freed ?? rule?.self ?? blocked),
    below: notFree(allowed?.below ?? freed ?? rule?.below ?? blocked),
  };
}

function notFree(action: ZoneAction | undefined): Action | undefined {
  return action?.kind === 'passthru' ? undefined : action;
}
