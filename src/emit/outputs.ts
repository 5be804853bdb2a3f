import { crc32 } from 'node:zlib';
import type { Blocklist } from '../core/blocklist.ts';
import { type Instant, instantFor, showAsOf, showInstant } from '../core/dates.ts';
import { dateSerial, serialAfter } from '../core/serial.ts';
import type { ZoneSettings } from '../core/settings.ts';
import type { Manifest } from '../generated/manifest.ts';
import { Writer } from '../names/index.ts';
import type { Format, FormatContext } from './format.ts';
import { zoneDigest } from './zone-digest.ts';

export interface OutputRequest {
  readonly formats: readonly Format[];
  readonly zone: ZoneSettings;
  readonly territory: readonly string[] | undefined;
  /** What an earlier build left; undefined where none is known. */
  readonly previous: Pick<Manifest, 'serial' | 'zoneDigest'> | undefined;
  /** A serial given by hand. */
  readonly serial: number | undefined;
  /** Milliseconds since 1970: the day of a first serial. */
  readonly today: number;
  /** SHA-256 of the orders that were compiled. */
  readonly ordersDigest?: string | undefined;
  /** For how many days the files are good at most. */
  readonly validDays?: number | undefined;
}

export type FileEntry = Manifest['files'][number];

/** What was written into a file. */
export interface Written {
  readonly bytes: number;
  /** Cheap to count beside the writing; a slip of the disk changes it. */
  readonly crc32: number;
}

/** Where the bytes of one file go. */
export interface Sink {
  readonly write: (chunk: Uint8Array) => void;
  /** The file is whole: the answer is the SHA-256 of what it holds now, if that is what was written. */
  readonly end: (written: Written) => Promise<string>;
}

/** A build's files, ready to be written, and the manifest that names them once they are. */
export interface Outputs {
  readonly files: readonly string[];
  readonly write: (open: (name: string) => Sink) => Promise<Manifest>;
}

/** The same blocklist and request give the same bytes. */
export function outputs(blocklist: Blocklist, request: OutputRequest): Outputs {
  const digest = zoneDigest(blocklist, request.zone);
  const serial = nextSerial(digest, request);
  const context = { serial, zone: request.zone };
  const validUntil = endOf(blocklist, request.validDays);
  return {
    files: request.formats.map(({ file }) => file),
    write: async (open) => ({
      version: 1,
      asOf: showAsOf(blocklist.asOf),
      validUntil: validUntil === undefined ? null : showInstant(validUntil),
      ...(request.territory && { territory: [...request.territory] }),
      serial,
      zoneDigest: digest,
      ...(request.ordersDigest !== undefined && { ordersDigest: request.ordersDigest }),
      orders: blocklist.orders.length,
      names: blocklist.names.size,
      files: await writeFiles(blocklist, request.formats, { context, open }),
    }),
  };
}

/** By the moment that was compiled for, not by the clock: the same request gives the same bytes. */
function endOf({ asOf, validUntil }: Blocklist, days: number | undefined): Instant | undefined {
  if (days === undefined) return validUntil;
  return Math.min(validUntil ?? Number.POSITIVE_INFINITY, instantFor(asOf, 'UTC') + days * day);
}

/** Milliseconds. */
const day = 24 * 3_600_000;

function nextSerial(digest: string, { previous, serial, today }: OutputRequest): number {
  if (serial !== undefined) return serial;
  if (!previous) return dateSerial(today);
  return previous.zoneDigest === digest ? previous.serial : serialAfter(previous.serial, dateSerial(today));
}

interface Writing {
  readonly context: FormatContext;
  readonly open: (name: string) => Sink;
}

/** Part by part, each to all files, so that only one part is in memory; a file ends as soon as its last part is written. */
function writeFiles(blocklist: Blocklist, formats: readonly Format[], writing: Writing): Promise<FileEntry[]> {
  const files = formats.map((format) => new FileInWriting(format, blocklist, writing));
  const last = blocklist.names.parts - 1;
  for (let part = 0; part < last; part++) for (const file of files) file.add(part);
  const entries = files.map((file) => {
    file.add(last);
    const entry = file.end();
    // If the next file fails before anybody waits for this one, its fault is the one to tell.
    entry.catch(() => {});
    return entry;
  });
  return Promise.all(entries);
}

class FileInWriting {
  readonly #format: Format;
  readonly #blocklist: Blocklist;
  readonly #sink: Sink;
  readonly #zone: ZoneSettings;
  readonly #out: Writer;
  #crc32 = 0;
  #bytes = 0;
  #count = 0;

  constructor(format: Format, blocklist: Blocklist, { context, open }: Writing) {
    this.#format = format;
    this.#blocklist = blocklist;
    this.#sink = open(format.file);
    this.#zone = context.zone;
    this.#out = new Writer((chunk) => {
      this.#crc32 = crc32(chunk, this.#crc32);
      this.#bytes += chunk.length;
      this.#sink.write(chunk);
    });
    this.#out.text(format.head(blocklist, context));
  }

  add(part: number): void {
    this.#count += this.#format.records(this.#blocklist, part, { out: this.#out, zone: this.#zone });
  }

  async end(): Promise<FileEntry> {
    const { id, file, tail, limits } = this.#format;
    this.#out.text(tail);
    this.#out.end();
    const [bytes, count] = [this.#bytes, this.#count];
    const ended = this.#sink.end({ bytes, crc32: this.#crc32 });
    const unsaid = limits(this.#blocklist);
    const said = unsaid.length > 0 && { limits: [...unsaid] };
    return { name: file, format: id, sha256: await ended, bytes, count, ...said };
  }
}
