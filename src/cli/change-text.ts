import { type Instant, showLocal } from '../core/dates.ts';
import { type DomainName, unicodeName } from '../core/name.ts';
import { counted, harmless } from '../core/text.ts';
import type { Change } from '../generated/change.ts';

export interface Clock {
  readonly now: Instant;
  /** The order's. */
  readonly timeZone: string;
}

/** The change for people: the lines, and what they do to names. */
export function changeText(change: Change, { now, timeZone }: Clock): string {
  const { file, line, lines, asOf, reason, freed, narrowed, kept, gained } = change;
  const at = Date.parse(asOf);
  const isAhead = at > now;
  const when = isAhead ? `from ${showLocal(at, timeZone)} on (${timeZone})` : 'from now on';
  const some = [freed, narrowed, kept, gained].some(({ count }) => count > 0);
  const below = `www.${narrowed.names[0]?.name}`;
  const text = [
    `To be added to ${file}, line ${line}:`,
    ...lines.map((one) => `    ${one}`),
    '',
    ...(reason === undefined ? [] : [`This order blocks nothing ${when} anyway, because ${reason}.`]),
    ...(some || reason !== undefined ? [] : ['No name is blocked or freed by this.']),
    ...section(`No longer blocked, ${when}`, freed.count, freed.names.map(shown)),
    ...section(
      `Still blocked, but names below them, such as ${below}, no longer, ${when}`,
      narrowed.count,
      narrowed.names.map(shownHeld),
    ),
    ...section('Blocked as before', kept.count, kept.names.map(shownHeld)),
    ...section(`Blocked, ${when}`, gained.count, gained.names.map(shown)),
    ...(isAhead ? ['Until then nothing changes.'] : []),
  ];
  return `${text.map(harmless).join('\n')}\n`;
}

function section(title: string, count: number, names: readonly string[]): readonly string[] {
  if (count === 0) return [];
  const more = count > names.length ? [`    and ${count - names.length} more`] : [];
  return [`${title}: ${counted(count, 'name')}`, ...names.map((name) => `    ${name}`), ...more];
}

function shown(name: string): string {
  const unicode = unicodeName(name as DomainName);
  return unicode === name ? name : `${unicode} (${name})`;
}

function shownHeld({ name, orders }: Change['kept']['names'][number]): string {
  return orders.length === 0 ? shown(name) : `${shown(name)}, because of ${orders.join(', ')}`;
}
