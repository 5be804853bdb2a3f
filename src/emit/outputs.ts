import { createHash } from 'node:crypto';
import type { Blocklist } from '../core/blocklist.ts';
import { showAsOf, showInstant } from '../core/dates.ts';
import { dateSerial, serialAfter } from '../core/serial.ts';
import type { ZoneSettings } from '../core/settings.ts';
import type { Manifest } from '../generated/manifest.ts';
import { type Row, Writer } from '../names/index.ts';
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
export type Sink = (chunk: Uint8Array) => void;

/** One file of a build, ready to be written. */
export interface OutputFile {
  readonly name: string;
  /** Hands the bytes on in chunks and tells what they are. */
  readonly write: (sink: Sink) => FileEntry;
}

/** A build's files, and the manifest that names them once they are written. */
export interface Outputs {
  readonly files: readonly OutputFile[];
  readonly manifest: (entries: readonly FileEntry[]) => Manifest;
}

/** The same blocklist and request give the same bytes. */
export function outputs(blocklist: Blocklist, request: OutputRequest): Outputs {
  const digest = zoneDigest(blocklist, request.zone);
  const serial = nextSerial(digest, request);
  const context = { serial, zone: request.zone };
  return {
    files: request.formats.map((format) => ({
      name: format.file,
      write: (sink) => writeFile(format, blocklist, { context, sink }),
    })),
    manifest: (entries) => ({
      version: 1,
      asOf: showAsOf(blocklist.asOf),
      validUntil: blocklist.validUntil === undefined ? null : showInstant(blocklist.validUntil),
      ...(request.territory && { territory: [...request.territory] }),
      serial,
      zoneDigest: digest,
      orders: blocklist.orders.length,
      names: blocklist.names.rows.length,
      files: [...entries],
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
  const { rows, rule, rules, coveredBy } = blocklist.names;
  const answers = rules.map(({ self, below }) => ` ${JSON.stringify([self, below])}\n`);
  const out = new Writer(blocklist.table, (chunk) => hash.update(chunk));
  out.text(`${JSON.stringify(zone)}\n`);
  for (let place = 0; place < rows.length; place++) {
    if (coveredBy[place] === -1) out.name(rows[place] as Row).fixed(answers[rule[place] as number] as string);
  }
  blocklist.allowZone.each(({ text, self, below }) => out.text(`${text} ${JSON.stringify([self, below])}\n`));
  out.end();
  return hash.digest('hex');
}

function writeFile(
  format: Format,
  blocklist: Blocklist,
  { context, sink }: { readonly context: FormatContext; readonly sink: Sink },
): FileEntry {
  const hash = createHash('sha256');
  let bytes = 0;
  const out = new Writer(blocklist.table, (chunk) => {
    hash.update(chunk);
    bytes += chunk.length;
    sink(chunk);
  });
  out.text(format.head(blocklist, context));
  const count = format.records(blocklist, out);
  out.text(format.tail);
  out.end();
  const limits = format.limits(blocklist);
  return {
    name: format.file,
    format: format.id,
    sha256: hash.digest('hex'),
    bytes,
    count,
    ...(limits.length > 0 && { limits: [...limits] }),
  };
}
