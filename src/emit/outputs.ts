import { createHash } from 'node:crypto';
import type { Blocklist } from '../core/blocklist.ts';
import { showAsOf, showInstant } from '../core/dates.ts';
import { dateSerial, serialAfter } from '../core/serial.ts';
import type { ZoneSettings } from '../core/settings.ts';
import type { Manifest } from '../generated/manifest.ts';
import type { Format, FormatContext } from './format.ts';
import { formats } from './registry.ts';

export interface OutputFile {
  readonly name: string;
  readonly text: string;
  /** What must be there when the file is read back; undefined for the manifest. */
  readonly readBack: { readonly format: Format; readonly owners: readonly string[] } | undefined;
}

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

export interface Outputs {
  readonly files: readonly OutputFile[];
  readonly manifest: Manifest;
}

/** Every file of a build as text, the manifest last. The same blocklist and request give the same bytes. */
export function outputs(blocklist: Blocklist, request: OutputRequest): Outputs {
  const digest = zoneDigest(blocklist, request.zone);
  const serial = nextSerial(digest, request);
  const written = request.formats.map((format) => write(format, blocklist, { serial, zone: request.zone }));
  const manifest: Manifest = {
    version: 1,
    asOf: showAsOf(blocklist.asOf),
    validUntil: blocklist.validUntil === undefined ? null : showInstant(blocklist.validUntil),
    ...(request.territory && { territory: [...request.territory] }),
    serial,
    zoneDigest: digest,
    orders: blocklist.orders.length,
    names: blocklist.names.length,
    files: written.map(({ entry }) => entry),
  };
  const manifestFile = { name: 'manifest.json', text: `${JSON.stringify(manifest, null, 2)}\n`, readBack: undefined };
  return { files: [...written.map(({ file }) => file), manifestFile], manifest };
}

function nextSerial(digest: string, { previous, serial, today }: OutputRequest): number {
  if (serial !== undefined) return serial;
  if (!previous) return dateSerial(today);
  return previous.zoneDigest === digest ? previous.serial : serialAfter(previous.serial, dateSerial(today));
}

function zoneDigest(blocklist: Blocklist, zone: ZoneSettings): string {
  const hash = createHash('sha256');
  for (const format of formats.filter((one) => one.zone !== undefined)) {
    for (const chunk of chunks(format, blocklist, { serial: 0, zone })) hash.update(chunk);
  }
  return hash.digest('hex');
}

function* chunks(format: Format, blocklist: Blocklist, context: FormatContext): Generator<string> {
  yield format.head(blocklist, context);
  let between = '';
  for (const { text } of format.records(blocklist)) {
    yield between + text;
    between = format.separator;
  }
  yield format.tail;
}

function write(
  format: Format,
  blocklist: Blocklist,
  context: FormatContext,
): { file: OutputFile; entry: Manifest['files'][number] } {
  const text = [...chunks(format, blocklist, context)].join('');
  const owners = [...format.records(blocklist)].flatMap((record) => record.owners);
  const limits = format.limits(blocklist);
  return {
    file: { name: format.file, text, readBack: { format, owners } },
    entry: {
      name: format.file,
      format: format.id,
      sha256: createHash('sha256').update(text).digest('hex'),
      bytes: Buffer.byteLength(text),
      count: owners.length,
      ...(limits.length > 0 && { limits: [...limits] }),
    },
  };
}
