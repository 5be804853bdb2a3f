import { counted } from '../core/text.ts';
import type { Manifest } from '../generated/manifest.ts';

export interface Summary {
  /** How many records were read. */
  readonly records: number;
  /** Orders that bind others, by id. */
  readonly foreign: readonly string[];
  readonly manifest: Manifest;
  readonly changed: boolean;
  /** The output folder, for people. */
  readonly label: string;
  /** The next moment when an order or a name begins or ends, for people; undefined where none is known. */
  readonly validUntil: string | undefined;
  /** The id of the key that signed; undefined where none did. */
  readonly signedBy: string | undefined;
}

export function buildSummary({ foreign, records, manifest, changed, label, validUntil, signedBy }: Summary): string {
  const widest = Math.max(...manifest.files.map(({ name }) => name.length));
  const lines = [
    `${counted(records, 'order')} read. On ${manifest.asOf}, ${manifest.orders} of them ` +
      `${manifest.orders === 1 ? 'blocks' : 'block'} ${counted(manifest.names, 'name')}.`,
    ...(foreign.length === 0
      ? []
      : [`${counted(foreign.length, 'order')} for others left out: ${shortList(foreign)}.`]),
    ...manifest.files.flatMap(({ name, count, limits }) => [
      `  ${label}/${name.padEnd(widest)}  ${counted(count, 'entry', 'entries')}`,
      ...(limits ?? []).map((limit) => `    ${limit}`),
    ]),
    `Serial ${manifest.serial}${changed ? '' : '; the files were up to date'}. ${validity(validUntil)}`,
    ...(signedBy === undefined ? [] : [`Signed with the key ${signedBy}.`]),
  ];
  return `${lines.join('\n')}\n`;
}

function shortList(words: readonly string[]): string {
  const more = words.length - 5;
  return `${words.slice(0, 5).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function validity(validUntil: string | undefined): string {
  if (validUntil === undefined) return 'No change is known ahead.';
  return `Build again at ${validUntil}, when the next order or name begins or ends.`;
}
