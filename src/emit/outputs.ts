import { crc32 } from 'node:zlib';
import type { Blocklist } from '../core/blocklist.ts';
import { type Instant, showAsOf, showInstant } from '../core/dates.ts';
import type { ZoneSettings } from '../core/settings.ts';
import type { Manifest } from '../generated/manifest.ts';
import { Writer } from '../names/index.ts';
import { type CutOutput, cutFiles, retiredZones } from './cut-files.ts';
import type { Format, FormatContext } from './format.ts';
import { nextSerial, type SerialRequest } from './next-serial.ts';
import { zoneDigest } from './zone-digest.ts';

export interface OutputRequest extends Pick<SerialRequest, 'serial' | 'today'> {
  readonly formats: readonly Format[];
  readonly zone: ZoneSettings;
  /** The zones that are cut out; written where the block zone is. */
  readonly cuts: readonly CutOutput[];
  readonly territory: readonly string[] | undefined;
  /** SHA-256 of the orders that were compiled. */
  readonly ordersDigest?: string | undefined;
  /** The instant from which the files are not to be relied on. */
  readonly validUntil: Instant | undefined;
  /** What an earlier build left; undefined where none is known. */
  readonly previous: Earlier | undefined;
}

type Earlier = Pick<Manifest, 'serial' | 'zoneDigest' | 'files' | 'retired'>;

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
  const { formats, zone, previous, territory, validUntil } = request;
  const digest = zoneDigest(blocklist, zone);
  const known = previous && { serial: previous.serial, digest: previous.zoneDigest };
  const serial = nextSerial(digest, { ...request, known });
  const cuts = formats.some((format) => format.zone === 'block') ? cutFiles(request) : [];
  const files = [...formats.map((format) => wholeFile(format, { blocklist, context: { serial, zone } })), ...cuts];
  const retired = retiredZones(previous, cuts);
  return {
    files: files.map(({ format }) => format.file),
    write: async (open) => ({
      version: 1,
      asOf: showAsOf(blocklist.asOf),
      validUntil: validUntil === undefined ? null : showInstant(validUntil),
      ...(territory && { territory: [...territory] }),
      serial,
      zoneDigest: digest,
      ...(request.ordersDigest !== undefined && { ordersDigest: request.ordersDigest }),
      orders: blocklist.orders.length,
      names: blocklist.names.size,
      files: await writeFiles(files, open),
      ...(retired.length > 0 && { retired: [...retired] }),
    }),
  };
}

/** A file with what it is made of. */
export interface PlannedFile {
  readonly format: Format;
  readonly blocklist: Blocklist;
  readonly context: FormatContext;
  /** What the manifest says of a policy zone. */
  readonly zone?: Pick<FileEntry, 'zone' | 'serial' | 'cut' | 'digest'>;
}

function wholeFile(format: Format, { blocklist, context }: Pick<PlannedFile, 'blocklist' | 'context'>): PlannedFile {
  if (!format.zone) return { format, blocklist, context };
  return { format, blocklist, context, zone: { zone: context.zone[format.zone], serial: context.serial } };
}

type Open = (name: string) => Sink;

/** Part by part, each to all files, so that only one part is in memory; a file ends as soon as its last part is written. */
function writeFiles(planned: readonly PlannedFile[], open: Open): Promise<FileEntry[]> {
  const files = planned.map((file) => new FileInWriting(file, open));
  // All are made of the parts of one corpus.
  const last = Math.max(...planned.map(({ blocklist }) => blocklist.names.parts)) - 1;
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
  readonly #file: PlannedFile;
  readonly #sink: Sink;
  readonly #out: Writer;
  #crc32 = 0;
  #bytes = 0;
  #count = 0;

  constructor(file: PlannedFile, open: Open) {
    const { format, blocklist, context } = file;
    this.#file = file;
    this.#sink = open(format.file);
    this.#out = new Writer((chunk) => {
      this.#crc32 = crc32(chunk, this.#crc32);
      this.#bytes += chunk.length;
      this.#sink.write(chunk);
    });
    this.#out.text(format.head(blocklist, context));
  }

  add(part: number): void {
    const { format, blocklist, context } = this.#file;
    this.#count += format.records(blocklist, part, { out: this.#out, zone: context.zone });
  }

  async end(): Promise<FileEntry> {
    const { format, blocklist, zone = {} } = this.#file;
    const { id, file, tail, limits } = format;
    this.#out.text(tail);
    this.#out.end();
    const [bytes, count] = [this.#bytes, this.#count];
    const ended = this.#sink.end({ bytes, crc32: this.#crc32 });
    const unsaid = limits(blocklist);
    const said = unsaid.length > 0 && { limits: [...unsaid] };
    return { name: file, format: id, ...zone, sha256: await ended, bytes, count, ...said };
  }
}
