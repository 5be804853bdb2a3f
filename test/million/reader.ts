import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import { parse } from 'yaml';

// What the orders in a folder ask for, worked out a second time and in the plainest way, to hold the program against: it
// takes nothing from src/, has one case for each rule of README.md, and may be slow.

type Scope = 'subtree' | 'exact' | 'subdomains';

interface Target {
  readonly name: string;
  readonly scope?: Scope;
  readonly from?: string;
  readonly until?: string;
}

interface Paper {
  readonly id: string;
  readonly scope?: Scope;
  readonly publication: string;
  readonly events: readonly { readonly type: string; readonly date: string }[];
  readonly targets?: readonly (string | Target)[];
  readonly annex?: { readonly file: string };
}

export function papersIn(folder: string): readonly Paper[] {
  const files = readdirSync(join(folder, 'orders')).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => parse(readFileSync(join(folder, 'orders', file), 'utf8')));
}

export function isInForce({ events }: Paper, day: string): boolean {
  const dateOf = (type: string) => events.find((event) => event.type === type)?.date;
  return (dateOf('effective') ?? '9') <= day && day <= (dateOf('expires') ?? '9');
}

/** Two bits a paper, of fifteen at most, in their order: it holds the name itself, it holds all names below it. */
type Holds = number;

const selfBits = 0x15555555;
const belowBits = 0x2aaaaaaa;

/** Every name that the papers list for the day, whether or not they are in force, and what they make of it. */
export function listedOn(day: string, folder: string, papers: readonly Paper[]): ReadonlyMap<string, Holds> {
  const names = new Map<string, Holds>();
  for (const [number, paper] of papers.entries()) {
    const { scope: general = 'subtree' } = paper;
    for (const target of targetsOf(folder, paper)) {
      const {
        name: text,
        scope = general,
        from = '',
        until = '9',
      } = typeof target === 'string' ? { name: target } : target;
      if (day < from || until < day) continue;
      const { name, isMask } = readName(text);
      const meant = isMask ? 'subdomains' : scope;
      const holds = (meant === 'subdomains' ? 0 : 1) | (meant === 'exact' ? 0 : 2);
      names.set(name, (names.get(name) ?? 0) | (holds << (2 * number)));
    }
  }
  return names;
}

function targetsOf(folder: string, { targets = [], annex }: Paper): readonly (string | Target)[] {
  const text = annex === undefined ? '' : readFileSync(join(folder, 'orders', annex.file), 'utf8');
  const lines = text.split('\n').map((line) => line.trim());
  return [...targets, ...lines.filter((line) => line !== '' && !line.startsWith('#'))];
}

function readName(text: string): { readonly name: string; readonly isMask: boolean } {
  const host = text.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  const whole = host.replace(/\.$/, '');
  const isMask = whole.startsWith('*.');
  const bare = isMask ? whole.slice(2) : whole;
  return { name: /^[!-~]+$/.test(bare) ? bare.toLowerCase() : domainToASCII(bare), isMask };
}

/** What some of the papers ask for together. */
export class View {
  readonly names: readonly string[];
  readonly #listed: ReadonlyMap<string, Holds>;
  readonly #papers: readonly Paper[];
  #taken: Holds = 0;

  constructor(listed: ReadonlyMap<string, Holds>, papers: readonly Paper[], takes: (paper: Paper) => boolean) {
    this.#listed = listed;
    this.#papers = papers;
    for (const [number, paper] of papers.entries()) if (takes(paper)) this.#taken |= 3 << (2 * number);
    this.names = [...listed.keys()].filter((name) => this.#holds(name) !== 0);
  }

  #holds(name: string): Holds {
    return (this.#listed.get(name) ?? 0) & this.#taken;
  }

  holdsSelf(name: string): boolean {
    return (this.#holds(name) & selfBits) !== 0;
  }

  holdsBelow(name: string): boolean {
    return (this.#holds(name) & belowBits) !== 0;
  }

  ordersOf(name: string): readonly string[] {
    const holds = this.#holds(name);
    return this.#papers.filter((_, number) => ((holds >> (2 * number)) & 3) !== 0).map(({ id }) => id);
  }

  /** The shortest name above that has all names below it blocked. */
  coverOf(name: string): string | undefined {
    let cover: string | undefined;
    for (const above of upwards(name)) if (above !== name && this.holdsBelow(above)) cover = above;
    return cover;
  }
}

/** The name and those above it, the longest first. */
function* upwards(name: string): Generator<string> {
  yield name;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) yield name.slice(dot + 1);
}

/** RFC 4034 6.1: label by label from the right, by their octets; a name comes before all below it. */
export function inCanonicalOrder(names: Iterable<string>): string[] {
  const split = Array.from(names, (name) => ({ name, labels: name.split('.').reverse() }));
  return split.sort((a, b) => compareLabels(a.labels, b.labels)).map(({ name }) => name);
}

function compareLabels(left: readonly string[], right: readonly string[]): number {
  for (let at = 0; at < left.length && at < right.length; at++) {
    const [one, other] = [left[at] ?? '', right[at] ?? ''];
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

/** A zone as a resolver knows it: what has records, and what is there because something below it has. */
export interface Zone {
  readonly owners: ReadonlySet<string>;
  readonly existing: ReadonlySet<string>;
}

export function zoneOf(owners: readonly string[]): Zone {
  const existing = new Set<string>();
  for (const owner of owners) {
    for (const name of upwards(owner)) {
      if (existing.has(name)) break;
      existing.add(name);
    }
  }
  return { owners: new Set(owners), existing };
}

/** RFC 1034 4.3.2 and 4.3.3: the name itself, or the wildcard at the closest name that exists. */
export function isBlocked(name: string, { owners, existing }: Zone): boolean {
  if (existing.has(name)) return owners.has(name);
  for (const above of upwards(name)) if (existing.has(above)) return owners.has(`*.${above}`);
  return false;
}
