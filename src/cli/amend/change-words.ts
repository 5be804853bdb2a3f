import { counted } from '../../core/text.ts';
import type { PaperNames } from '../add/paper-account.ts';
import type { WrittenAmendments } from './amendments.ts';
import type { ChangedName, EditionChanges } from './edition.ts';

/** Names that are told one by one. */
const mostTold = 20;

/** What a paper changes, in lines for a person. */
export function sayChanges(
  { summary }: PaperNames,
  { added, removed, changed, unchanged, leftOut, absent }: EditionChanges,
  { delayed }: WrittenAmendments,
): string {
  const some = (names: readonly string[]) =>
    names.length === 0 ? '' : `: ${names.slice(0, mostTold).join(', ')}${names.length > mostTold ? ' …' : ''}`;
  const lines = [
    summary,
    `Added${some(added.map(({ text }) => text))}${added.length === 0 ? ' nothing' : ` (${added.length})`}.`,
    `Taken off${some(removed.map(({ name, day }) => `${name} (${day})`))}${removed.length === 0 ? ' nothing' : ` (${removed.length})`}.`,
    `Listed before and now: ${counted(unchanged, 'name')}.`,
    absent.length > 0 ? `Taken off by the paper and not on the list${some(absent)} (${absent.length}).` : '',
    changed.length > 0
      ? `Listed for another time than before${some(changed.map(sayChanged))} (${changed.length}).`
      : '',
    leftOut > 0 ? `Left out, as the record says already: ${counted(leftOut, 'name')}.` : '',
    delayed > 0
      ? `${counted(delayed, 'name')} left the list before the last amendment on record: that counts from its day on.`
      : '',
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function sayChanged({ name, entries }: ChangedName): string {
  const times = entries.map(({ from, deleted }) =>
    [from === undefined ? '' : `from ${from}`, deleted === undefined ? 'without an end' : `off the list on ${deleted}`]
      .filter((part) => part !== '')
      .join(', '),
  );
  return `${name} (${times.join('; ')})`;
}
