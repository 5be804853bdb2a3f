import type { Blocklist } from '../core/blocklist.ts';
import type { ZoneSettings } from '../core/settings.ts';
import { Writer } from '../names/index.ts';
import type { Format } from './format.ts';

/** What a format says of the names of a blocklist, as lines without its head and tail. */
export function express(
  format: Format,
  { blocklist, zone }: { readonly blocklist: Blocklist; readonly zone: ZoneSettings },
): readonly string[] {
  const chunks: Buffer[] = [];
  const out = new Writer((chunk) => chunks.push(Buffer.from(chunk)));
  for (let part = 0; part < blocklist.names.parts; part++) format.records(blocklist, part, { out, zone });
  out.end();
  const lines = Buffer.concat(chunks).toString('utf8').split('\n');
  return lines.map((line) => line.trim().replace(/,$/, '')).filter((line) => line !== '');
}
