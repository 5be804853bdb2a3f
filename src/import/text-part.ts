import { noTarget, type Setting } from './cell.ts';
import { readDate } from './days.ts';
import { headingRole, plainHeading } from './headings.ts';
import { withoutNumbers } from './numbering.ts';
import type { Doubt, PaperChoices } from './paper.ts';
import type { CleanPart } from './redact.ts';
import type { LaidPart, LaidRow } from './rows.ts';
import { tidy, wordKind } from './words.ts';

/** Lays out a part that is lines of text: a list, or a document with prose. Blank rows are left out. */
export function layText(part: CleanPart, choices: PaperChoices): LaidPart {
  const rows = part.rows
    .map(({ place, cells }) => ({ place, text: cells.map(({ text }) => text).join(' ') }))
    .filter(({ text }) => text.trim() !== '');
  const numbered = withoutNumbers(rows.map(({ text }) => text));
  const lines = numbered.map(({ text, settled }, at) => ({ place: rows[at]?.place ?? '', text, settled }));
  const dated = lines.map(({ text }) => datedLine(text));
  const names = lines.map(({ text }, at) => isTarget(dated[at]?.name ?? text));
  const count = names.filter(Boolean).length;
  const withDates = dated.filter((line, at) => line !== undefined && names[at]).length;
  const isList = lines.filter(({ text }, at) => isListed(dated[at]?.name ?? text)).length * 2 >= lines.length;
  const hasDates = withDates >= 2 && withDates * 2 >= count;
  const laid = lines.map(({ place, text, settled }, at): LaidRow => {
    const line = hasDates ? dated[at] : undefined;
    const between = names[at - 1] === true && names[at + 1] === true;
    const setting: Setting = isList || between ? 'list' : 'document';
    const early = settled ?? plainReading(text);
    return {
      place,
      setting,
      name: line?.name ?? text,
      listed: line && choices.listedColumn !== 'none' ? line.first : '',
      deleted: line && choices.deletedColumn !== 'none' ? line.second : '',
      ...(early && { settled: early }),
    };
  });
  const found = hasDates ? dated.flatMap((line) => line ?? []) : [];
  return { rows: laid, doubts: dateDoubts(found, choices), dropped: [], remarks: [] };
}

function isTarget(text: string): boolean {
  return !/\s/.test(text.trim()) && wordKind(tidy(text)) === 'target';
}

/** One word with a sign that stands in names and addresses, well written or not; prose has several words on a line. */
function isListed(text: string): boolean {
  return /^\S*\p{L}\S*$/u.test(text.trim()) && /[^\s\p{L}\p{N}]\S/u.test(text.trim());
}

const pageNumber =
  /^[^\p{L}\p{N}]*(?:page|seite|strana|str|pagina|página|strona|страница|сторінка|стр|с|p|s)?\.?\s*\d{1,4}(?:\s*(?:\/|of|von|z|di|de|sur|из|з)\s*\d{1,4})?[^\p{L}\p{N}]*$/iu;

function plainReading(text: string): LaidRow['settled'] {
  if (text.length > 200) return undefined;
  if (pageNumber.test(text)) return noTarget('It is the number of a page.');
  const words = plainHeading(text).split(' ').length;
  return words <= 3 && !/[./\\]/.test(text) && headingRole(text) === 'names' ? { kind: 'heading' } : undefined;
}

interface DatedLine {
  readonly name: string;
  readonly first: string;
  readonly second: string;
}

const day = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?`;
// What comes after an account is the account's.
const withDays = new RegExp(
  String.raw`^(\S+)\s+(${day})(?:\s+(${day}))?(?:\s+\[bank account number\](?:\s+${day}){0,2})?$`,
);

function datedLine(text: string): DatedLine | undefined {
  const [, name, first, second = ''] = withDays.exec(text.trim()) ?? [];
  if (name === undefined || first === undefined || readDate(first).kind === 'none') return undefined;
  return { name, first, second };
}

/** No heading says what dates on lines of text are for. */
function dateDoubts(dated: readonly DatedLine[], choices: PaperChoices): readonly Doubt[] {
  const [first] = dated;
  const second = dated.find((line) => line.second !== '');
  const doubts: Doubt[] = [];
  if (first && choices.listedColumn === undefined) {
    doubts.push({
      about: 'listedColumn',
      question: 'Is the first date on each line the day from which the name is to be blocked?',
      choices: [
        { value: '2', label: 'yes', example: `${first.name} from ${first.first}` },
        { value: 'none', label: 'no, leave it aside', example: `${first.name} as long as the order` },
      ],
      taken: '2',
    });
  }
  if (second && choices.deletedColumn === undefined) {
    doubts.push({
      about: 'deletedColumn',
      question: 'Is the second date on a line the day on which the name was taken off the list?',
      choices: [
        { value: '3', label: 'yes', example: `${second.name} until ${second.second}` },
        { value: 'none', label: 'no, leave it aside', example: `${second.name} as long as the order` },
      ],
      taken: '3',
    });
  }
  return doubts;
}
