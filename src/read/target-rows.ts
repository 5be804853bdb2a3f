import type { Claim, ListText } from '../core/corpus.ts';
import type { Diagnostic, Place } from '../core/diagnostic.ts';
import type { DomainName } from '../core/name.ts';
import type { Counting, ListSource, OrderRecord } from '../core/order.ts';
import { type Alarm, type Collection, HashSet, ListScanner, raisesAlarm, type ScanTarget } from '../names/index.ts';
import type { Calendar } from './events.ts';
import { type Exclusion, leaveOut } from './exclusions.ts';
import {
  checkCount,
  checkUnchanged,
  type Files,
  type ListReference,
  linePlaces,
  listPath,
  listPieces,
  openList,
} from './list-file.ts';
import { linesOf, namePlaces, reopenedLines } from './record-lines.ts';
import { type ListedTarget, nameTarget } from './target-lines.ts';
import type { NameRun, YamlDocument } from './yaml.ts';

/** Where the names of all orders go. */
export interface NameBook {
  readonly names: Collection;
  /** By number; 0 is taken. */
  readonly claims: (Claim | undefined)[];
  readonly alarm: Alarm;
}

export interface RecordReader {
  readonly document: YamlDocument;
  /** The record's file, where the document's runs stand. */
  readonly bytes: Uint8Array;
  readonly record: OrderRecord;
  /** The order's number. */
  readonly index: number;
  readonly calendar: Calendar;
  readonly files: Files;
  readonly book: NameBook;
  readonly found: Diagnostic[];
}

/** A record while its lists are being read. */
export interface Reading extends RecordReader {
  readonly exclusions: readonly Exclusion[];
  readonly account: Counting;
  readonly lists: ListSource[];
  /** Claims of lines in the record itself, by what they say. */
  readonly inline: Map<string, InlineClaim>;
  /** Claims of runs in the record, by what they say. */
  readonly runClaims: Map<string, number>;
}

interface InlineClaim {
  readonly claim: number;
  /** Its lines' places: the rows bear their numbers. */
  readonly places: Place[];
}

/** One paper of the order, while its lines are read. */
export interface Paper {
  readonly edition: number;
  readonly kind: Claim['kind'];
  readonly at: number | undefined;
}

/** What a line says that holds nothing but a name. */
function toldByName({ record }: Reading, { kind }: Paper): Omit<ListedTarget, 'text' | 'place'> {
  const scope = kind === 'remove' ? 'subtree' : (record.scope ?? 'subtree');
  return { scope, from: undefined, until: undefined, accepted: [] };
}

interface PlainLines {
  readonly claim: number;
  /** Reads a line as text: one that holds no plain name, or a name that the record leaves out. */
  readonly readAsText: (line: number) => void;
}

/** Where the plain names of lines go: into the table, marked where guards must look at them. */
function plainNames({ book, exclusions }: Reading, { claim, readAsText }: PlainLines): Omit<ScanTarget, 'onOther'> {
  const { names, alarm } = book;
  const { table } = names;
  const excluded = new Set(exclusions.flatMap(({ name }) => name ?? []));
  return {
    table,
    claim,
    alarm: excluded.size === 0 ? alarm : { ...alarm, also: new HashSet(excluded) },
    onAlarm: (row) => {
      if (excluded.has(table.nameAt(row) as DomainName)) {
        const line = table.lineOf(row);
        table.truncate(row);
        readAsText(line);
      } else if (excluded.size === 0 || raisesAlarm(table, row, alarm)) table.mark(row);
    },
  };
}

/** Reads plain names, each on a line of its own, without making a text of each. */
export function readRun(reading: Reading, run: NameRun, paper: Paper): void {
  const { bytes, account, document } = reading;
  const { indent, firstLine } = run;
  const told = toldByName(reading, paper);
  const places = namePlaces(document.source.file, indent, linesOf(bytes));
  const readAsText = (line: number) => {
    const place = places(line);
    readInline(reading, { ...told, text: place.text.slice(indent), place }, paper);
  };
  const claim = runClaim(reading, { ...told, indent }, paper);
  const plain = plainNames(reading, { claim, readAsText });
  const scanner = new ListScanner({ ...plain, firstLine, indent, onOther: readAsText });
  scanner.push(bytes.subarray(...run.bytes));
  scanner.end();
  account.lines += scanner.lines;
}

/** The claim of the rows of runs: they bear the numbers of their lines. */
function runClaim(
  reading: Reading,
  { indent, ...told }: Pick<Claim, 'scope' | 'from' | 'until' | 'accepted'> & Pick<NameRun, 'indent'>,
  paper: Paper,
): number {
  const key = `${paper.edition} ${paper.kind} ${indent}`;
  const known = reading.runClaims.get(key);
  if (known !== undefined) return known;
  const { file } = reading.document.source;
  const placeOf = namePlaces(file, indent, reopenedLines(reading.files, file));
  const claim = addClaim(reading, { ...told, placeOf }, paper);
  reading.runClaims.set(key, claim);
  return claim;
}

type Put = (listed: ListedTarget, name: DomainName) => void;

/** Reads one line as text and puts its name, unless the record leaves it out or it holds none. */
function readLine(reading: Reading, listed: ListedTarget, put: Put): void {
  const { account, exclusions, found } = reading;
  const byText = exclusions.find((one) => one.text === listed.text.trim());
  const target = byText ? undefined : nameTarget(listed, found);
  const exclusion = byText ?? exclusions.find((one) => target !== undefined && one.name === target.name);
  if (exclusion) leaveOut(reading, exclusion, listed);
  else if (target) put(target, target.name);
  else account.reported += 1;
}

export function readInline(reading: Reading, listed: ListedTarget, paper: Paper): void {
  readLine(reading, listed, (one, name) => addInline(reading, { ...one, name }, paper));
}

function addInline(reading: Reading, target: ListedTarget & { readonly name: DomainName }, paper: Paper): void {
  const { scope, from, until, accepted, place, name } = target;
  const key = `${paper.edition} ${paper.kind} ${scope} ${from} ${until} ${accepted.join()}`;
  let known = reading.inline.get(key);
  if (!known) {
    const places: Place[] = [];
    const placeOf = (line: number) => places[line] ?? place;
    known = { claim: addClaim(reading, { ...target, placeOf }, paper), places };
    reading.inline.set(key, known);
  }
  const { names, alarm } = reading.book;
  const row = names.table.add(name, { line: known.places.push(place) - 1, claim: known.claim });
  // An internationalised name can look like another one, and an acceptance may be for nothing: that is for eyes.
  const isSuspect = accepted.length > 0 || /(^|\.)xn--/.test(name) || raisesAlarm(names.table, row, alarm);
  if (isSuspect) names.table.mark(row);
}

type Told = Pick<Claim, 'scope' | 'from' | 'until' | 'accepted' | 'placeOf'> & { readonly list?: ListText };

function addClaim(
  { book, index }: Reading,
  { scope, from, until, accepted, placeOf, list }: Told,
  { edition, kind, at }: Paper,
): number {
  const claim: Claim = { order: index, edition, kind, scope, from: from ?? at, until, accepted, placeOf, list };
  return book.claims.push(claim) - 1;
}

export function readListFile(reading: Reading, reference: ListReference, paper: Paper): void {
  const { book, files, found, account } = reading;
  const list = openList(files, reference, found);
  const path = listPath(reference);
  if (path !== undefined) reading.lists.push({ path, sha256: list?.sha256 ?? '' });
  if (!list) return;
  const told = toldByName(reading, paper);
  const placeOf: Claim['placeOf'] = (line) => linePlaces(files, list, scanner.marks)(line);
  const readText = (text: string, place: Place) => readInline(reading, { ...told, text, place }, paper);
  const claim = addClaim(reading, { ...told, placeOf, list: { path: list.path, mark: list.mark } }, paper);
  const readAsText = (line: number) => {
    const place = placeOf(line);
    readText(place.text, place);
  };
  const scanner: ListScanner = new ListScanner({
    ...plainNames(reading, { claim, readAsText }),
    onOther: (line, bytes) => {
      const text = Buffer.from(bytes).toString('utf8');
      readText(text, { file: list.path, line, column: 1, endColumn: text.length + 1, text });
    },
  });
  book.names.expect(list.octets);
  for (const piece of listPieces(files, list.path, list.mark)) {
    scanner.push(piece);
    book.names.rest();
  }
  scanner.end();
  account.lines += scanner.lines;
  checkCount(reference, scanner.lines, found);
  found.push(...checkUnchanged(files, list, reference));
}
