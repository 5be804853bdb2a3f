import { counted } from '../core/text.ts';
import type { Manifest } from '../generated/manifest.ts';
import { momentWords } from './moment-words.ts';

export interface Summary {
  /** How many records were read. */
  readonly records: number;
  /** Orders that bind others, by id. */
  readonly foreign: readonly string[];
  readonly manifest: Manifest;
  /** Of the build before, where one is known and zones may have gone since. */
  readonly before?: Manifest | undefined;
  readonly changed: boolean;
  /** The output folder, for people. */
  readonly label: string;
  /** The next moment when an order or a name begins or ends, as an instant; undefined where none is known. */
  readonly validUntil: string | undefined;
  /** The id of the key that signed; undefined where none did. */
  readonly signedBy: string | undefined;
}

export function buildSummary(summary: Summary): string {
  const { foreign, records, manifest, before, changed, label, validUntil, signedBy } = summary;
  const widest = Math.max(...manifest.files.map(({ name }) => name.length));
  const lines = [
    `${counted(records, 'order')} read. On ${momentWords(manifest.asOf, 'UTC')}, ${manifest.orders} of them ` +
      `${manifest.orders === 1 ? 'blocks' : 'block'} ${counted(manifest.names, 'name')}.`,
    ...(foreign.length === 0
      ? []
      : [`${counted(foreign.length, 'order')} for others left out: ${shortList(foreign)}.`]),
    ...manifest.files.flatMap(({ name, count, limits, cut, serial }) => [
      `  ${label}/${name.padEnd(widest)}  ${counted(count, 'entry', 'entries')}${cut ? `, serial ${serial}` : ''}`,
      ...(limits ?? []).map((limit) => `    ${limit}`),
    ]),
    ...goneZones(manifest, before).map(
      ({ name, zone }) => `  ${label}/${name} is gone: no resolver may load the zone ${zone} any more.`,
    ),
    `Serial ${manifest.serial}${changed ? '' : '; the files were up to date'}. ${validity(validUntil)}`,
    ...(signedBy === undefined ? [] : [`Signed with the key ${signedBy}.`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Zones that were cut out before: a resolver that goes on loading one would miss its file, or keep what it had. */
function goneZones({ files }: Manifest, before: Manifest | undefined): Manifest['files'] {
  return (before?.files ?? []).filter(({ name, cut }) => cut && files.every((file) => file.name !== name));
}

function shortList(words: readonly string[]): string {
  const more = words.length - 5;
  return `${words.slice(0, 5).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function validity(validUntil: string | undefined): string {
  if (validUntil === undefined) return 'No change is known ahead.';
  return `Build again at ${momentWords(validUntil, 'UTC')}, when the next order or name begins or ends.`;
}
