import { closeSync, fstatSync, ftruncateSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Diagnostic } from '../core/diagnostic.ts';
import { ifAllowed, writeAll } from './durable.ts';
import type { InputFiles } from './input-files.ts';

// What a build leaves beside its files for the next one: what it was asked, what it read, and what it made of it. It is
// bound to the set of files that it lies with. Nothing in it is trusted that does not bear its check sum: a damaged or
// foreign index is as good as none.
//
//   magic; where the head is, its size and CRC-32 │ sections │ head (JSON) │ stamps, after their size and CRC-32
//
// The stamps stand at the end, because a checkout changes them and nothing else.

const magic = 'blocklist index1';
const indexName = '.index';

/** Where a section lies in the file. */
export interface Section {
  readonly at: number;
  readonly size: number;
  readonly crc32: number;
}

export interface IndexHead {
  /** Program, time zone data, and whatever else decides what is made of an input. */
  readonly key: string;
  /** The command line, without the program's name; none where it can be said only once. */
  readonly argv?: readonly string[];
  /** Milliseconds since 1970: the moment that was compiled for, where the command line names none. */
  readonly from?: number;
  /** Milliseconds since 1970: the next moment when an order or a name begins or ends. */
  readonly until?: number;
  /** Paths and ids of the command line, and what each was. */
  readonly inputs: InputFiles['asked'];
  readonly config: string;
  /** The file of the secret key that signed; undefined where none did. */
  readonly keyFile?: string;
  /** What the environment named as that file. */
  readonly keyAsked?: string;
  /** Lists that records name. */
  readonly lists: readonly string[];
  /** Of the manifest beside it. */
  readonly manifestCrc32: number;
  readonly said: Said;
  /** SHA-256 of the watched files, one after another. */
  readonly digests: Section;
  /** What was made of each record, a line of JSON each; none where it would not pay. */
  readonly records?: Section;
  /** Their names in canonical order, table by table. */
  readonly tables: readonly ShelvedStretch[];
}

export interface ShelvedStretch {
  readonly rows: number;
  readonly base: number;
  readonly cells: Section;
  readonly octets: Section;
}

/** What the build told, to be told again. */
export interface Said {
  readonly findings: readonly Diagnostic[];
  /** How they were shown. */
  readonly report: string;
  /** Whether the manifest was printed. */
  readonly json: boolean;
  readonly records: number;
  readonly foreign: readonly string[];
  readonly validUntil?: string | undefined;
  /** The id of the key that signed. */
  readonly signedBy?: string | undefined;
}

/** An index that lies open. */
export interface OpenIndex {
  readonly head: IndexHead;
  readonly stamps: string;
  /** Reads a section into as many octets; false where it is damaged. */
  readonly section: (section: Section, into: Uint8Array) => boolean;
  readonly replaceStamps: (stamps: string) => void;
  readonly close: () => void;
}

export function openIndex(set: string): OpenIndex | undefined {
  let file: number | undefined;
  try {
    file = openSync(join(set, indexName), 'r+');
    const index = readIndex(file);
    if (!index) letGo(file);
    return index;
  } catch {
    // Whatever is wrong with it, the build works without.
    if (file !== undefined) letGo(file);
    return undefined;
  }
}

/** Closes a file of which nothing is wanted any more, not even that it was closed well. */
function letGo(file: number): void {
  ifAllowed(() => closeSync(file));
}

function readIndex(file: number): OpenIndex | undefined {
  const start = bytesAt(file, 0, startSize);
  if (start.length !== startSize || start.toString('latin1', 0, magic.length) !== magic) return undefined;
  const [at, size, check] = [0, 4, 8].map((offset) => start.readUInt32LE(magic.length + offset)) as Numbers;
  const bytes = bytesAt(file, at, size);
  if (crc32(bytes) !== check) return undefined;
  const stampsAt = at + size;
  const stamps = stampsIn(file, stampsAt);
  if (stamps === undefined) return undefined;
  return {
    head: JSON.parse(bytes.toString('utf8')) as IndexHead,
    stamps,
    section: (section, into) => fill(file, section.at, into) === section.size && crc32(into) === section.crc32,
    replaceStamps: (text) => {
      ftruncateSync(file, stampsAt);
      writeAll(file, stampBytes(text), stampsAt);
    },
    close: () => letGo(file),
  };
}

type Numbers = [at: number, size: number, check: number];
const startSize = magic.length + 12;

function stampsIn(file: number, at: number): string | undefined {
  const start = bytesAt(file, at, 8);
  if (start.length !== 8) return undefined;
  const bytes = bytesAt(file, at + 8, start.readUInt32LE(0));
  return crc32(bytes) === start.readUInt32LE(4) ? bytes.toString('utf8') : undefined;
}

function stampBytes(stamps: string): Buffer {
  const text = Buffer.from(stamps);
  const start = Buffer.alloc(8);
  start.writeUInt32LE(text.length, 0);
  start.writeUInt32LE(crc32(text), 4);
  return Buffer.concat([start, text]);
}

function bytesAt(file: number, at: number, size: number): Buffer {
  // A damaged size could be more than fits into memory.
  const bytes = Buffer.alloc(Math.min(size, fstatSync(file).size));
  return bytes.subarray(0, fill(file, at, bytes));
}

function fill(file: number, at: number, into: Uint8Array): number {
  let size = 0;
  for (let read = -1; size < into.length && read !== 0; size += read)
    read = readSync(file, into, size, into.length - size, at + size);
  return size;
}

/** An index that is being written, beside the one that it will take the place of. */
export class IndexDraft {
  readonly #set: string;
  readonly #path: string;
  readonly #file: number;
  #end = startSize;

  constructor(set: string) {
    this.#set = set;
    this.#path = join(set, `${indexName}-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
    // It holds what records say of sealed orders as well, and an output folder may be for all to see.
    this.#file = openSync(this.#path, 'w', 0o600);
  }

  add(bytes: Uint8Array): Section {
    const section = { at: this.#end, size: bytes.length, crc32: crc32(bytes) };
    writeAll(this.#file, bytes, this.#end);
    this.#end += bytes.length;
    return section;
  }

  /** Puts it in its place. The disk need not have it for certain: a damaged one is as good as none. */
  finish(head: IndexHead, stamps: string): void {
    const { at, size, crc32: check } = this.add(Buffer.from(JSON.stringify(head)));
    this.add(stampBytes(stamps));
    const start = Buffer.alloc(startSize);
    start.write(magic, 'latin1');
    for (const [index, number] of [at, size, check].entries()) start.writeUInt32LE(number, magic.length + index * 4);
    writeAll(this.#file, start, 0);
    renameSync(this.#path, join(this.#set, indexName));
  }

  /** To be called at the end, whatever came before: an unfinished one goes. */
  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }
}
