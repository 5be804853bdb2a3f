import { createHash } from 'node:crypto';
import { type Blocklist, eachLine, heldParts, lineName } from '../core/blocklist.ts';
import { showAsOf, showInstant } from '../core/dates.ts';
import { dateSerial, serialAfter } from '../core/serial.ts';
import type { ZoneSettings } from '../core/settings.ts';
import type { Manifest } from '../generated/manifest.ts';
import { encoded, type Row, Writer } from '../names/index.ts';
import type { Format, FormatContext } from './format.ts';

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
}

export type FileEntry = Manifest['files'][number];

/** Where the bytes of one file go. */
export interface Sink {
  readonly write: (chunk: Uint8Array) => void;
  /** The file is whole, and this is what was written. */
  readonly end: (entry: FileEntry) => void;
}

/** A build's files, ready to be written, and the manifest that names them once they are. */
export interface Outputs {
  readonly files: readonly string[];
  readonly write: (open: (name: string) => Sink) => Manifest;
}

/** The same blocklist and request give the same bytes. */
export function outputs(blocklist: Blocklist, request: OutputRequest): Outputs {
  const digest = zoneDigest(blocklist, request.zone);
  const serial = nextSerial(digest, request);
  const context = { serial, zone: request.zone };
  return {
    files: request.formats.map(({ file }) => file),
    write: (open) => ({
      version: 1,
      asOf: showAsOf(blocklist.asOf),
      validUntil: blocklist.validUntil === undefined ? null : showInstant(blocklist.validUntil),
      ...(request.territory && { territory: [...request.territory] }),
      serial,
      zoneDigest: digest,
      orders: blocklist.orders.length,
      names: blocklist.names.size,
      files: writeFiles(blocklist, request.formats, { context, open }),
    }),
  };
}

function nextSerial(digest: string, { previous, serial, today }: OutputRequest): number {
  if (serial !== undefined) return serial;
  if (!previous) return dateSerial(today);
  return previous.zoneDigest === digest ? previous.serial : serialAfter(previous.serial, dateSerial(today));
}

/** Of all that the zones are made from, in less bytes than they have: the names that are not folded, and exceptions. */
function zoneDigest(blocklist: Blocklist, zone: ZoneSettings): string {
  const hash = createHash('sha256');
  const answers = blocklist.names.rules.map(({ self, below }) => encoded(` ${JSON.stringify([self, below])}\n`));
  const out = new Writer((chunk) => hash.update(chunk));
  out.text(`${JSON.stringify(zone)}\n`);
  for (const { table, rows, rule, coveredBy } of heldParts(blocklist.names)) {
    for (let place = 0; place < rows.length; place++) {
      if (coveredBy[place] !== -1) continue;
      out.name(table, rows[place] as Row).fixed(answers[rule[place] as number] as Uint8Array);
    }
  }
  eachLine(blocklist.allowZone, (line) => {
    out.text(`${lineName(line)} ${JSON.stringify([line.self, line.below])}\n`);
  });
  out.end();
  return hash.digest('hex');
}

interface Writing {
  readonly context: FormatContext;
  readonly open: (name: string) => Sink;
}

/** Part by part, each to all files, so that only one part is in memory; a file ends as soon as its last part is written. */
function writeFiles(blocklist: Blocklist, formats: readonly Format[], writing: Writing): FileEntry[] {
  const files = formats.map((format) => new FileInWriting(format, blocklist, writing));
  const last = blocklist.names.parts - 1;
  for (let part = 0; part < last; part++) for (const file of files) file.add(part);
  return files.map((file) => {
    file.add(last);
    return file.end();
  });
}

class FileInWriting {
  readonly #format: Format;
  readonly #blocklist: Blocklist;
  readonly #sink: Sink;
  readonly #out: Writer;
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #count = 0;

  constructor(format: Format, blocklist: Blocklist, { context, open }: Writing) {
    this.#format = format;
    this.#blocklist = blocklist;
    this.#sink = open(format.file);
    this.#out = new Writer((chunk) => {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
      this.#sink.write(chunk);
    });
    this.#out.text(format.head(blocklist, context));
  }

  add(part: number): void {
    this.#count += this.#format.records(this.#blocklist, part, this.#out);
  }

  end(): FileEntry {
    const { id, file, tail, limits } = this.#format;
    this.#out.text(tail);
    this.#out.end();
    const unsaid = limits(this.#blocklist);
    const entry: FileEntry = {
      name: file,
      format: id,
      sha256: this.#hash.digest('hex'),
      bytes: this.#bytes,
      count: this.#count,
      ...(unsaid.length > 0 && { limits: [...unsaid] }),
    };
    this.#sink.end(entry);
    return entry;
  }
}
