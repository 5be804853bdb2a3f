import { Chalk, type ChalkInstance } from 'chalk';
import stringWidth from 'string-width';
import type { Diagnostic, Place } from '../core/diagnostic.ts';
import { harmless } from '../core/text.ts';
import { type Reporter, type Tally, tally } from './reporter.ts';

/** How many findings of one code a person is shown for one file, before the rest is only counted. Errors all show. */
const shownAlike = { error: Number.POSITIVE_INFINITY, warning: 20, note: 3 } as const;

/** For people: what, why and what next, with the record's own line. */
export const text: Reporter = {
  id: 'text',
  render: (diagnostics, { colour }) => {
    const chalk = new Chalk({ level: colour ? 1 : 0 });
    const parts: string[] = [];
    for (const alike of groups(diagnostics)) {
      const [first] = alike;
      if (!first) continue;
      const most = shownAlike[first.severity];
      parts.push(...alike.slice(0, most).map((one) => finding(one, chalk)));
      if (alike.length > most)
        parts.push(chalk.dim(`  … and ${alike.length - most} more like this in the file; --report json shows all\n`));
    }
    // Pieces that are harmless apart can make a command where they meet.
    return [...parts, `${summary(tally(diagnostics))}\n`].join('\n').replaceAll('##[', '##<U+005B>');
  },
};

/** Findings in their order, those of one code in one file together. */
function groups(diagnostics: readonly Diagnostic[]): Iterable<readonly Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>();
  for (const one of diagnostics) {
    const key =
      shownAlike[one.severity] === Number.POSITIVE_INFINITY ? String(found.size) : `${one.place?.file} ${one.code}`;
    const alike = found.get(key);
    if (alike) alike.push(one);
    else found.set(key, [one]);
  }
  return found.values();
}

function finding({ code, severity, message, help, place, related }: Diagnostic, chalk: ChalkInstance): string {
  const colours = { error: chalk.red, warning: chalk.yellow, note: chalk.cyan } as const;
  const lines = [`${colours[severity].bold(severity)} ${harmless(message)} ${chalk.dim(code)}`];
  if (place) lines.push(...frame(place, chalk));
  for (const one of related ?? []) lines.push(`  ${harmless(one.message)}: ${position(one.place)}`);
  if (help !== '') lines.push(`  ${chalk.green('→')} ${harmless(help)}`);
  return `${lines.join('\n')}\n`;
}

function position({ file, line, column }: Place): string {
  return `${harmless(file)}:${line}:${column}`;
}

/** Characters of a line that are shown around the place. */
const widest = 100;

function frame(place: Place, chalk: ChalkInstance): string[] {
  const at = `  ${chalk.blue(position(place))}`;
  if (place.text.trim() === '') return [at];
  const from = place.column - 1 > widest - 20 ? whole(place.text, place.column - 21) : 0;
  const before = harmless(place.text.slice(from, place.column - 1)).replaceAll('\t', ' ');
  const last = whole(place.text, from + widest);
  const end = Math.min(place.endColumn - 1, last);
  const marked = harmless(place.text.slice(place.column - 1, end)).replaceAll('\t', ' ');
  const after = harmless(place.text.slice(end, last)).replaceAll('\t', ' ');
  const lead = from > 0 ? '…' : '';
  const trail = place.text.length > last ? '…' : '';
  const gutter = String(place.line).length;
  const caret = '^'.repeat(Math.max(1, stringWidth(marked)));
  return [
    at,
    chalk.dim(`  ${place.line} │ `) + lead + before + marked + after + trail,
    chalk.dim(`  ${' '.repeat(gutter)} │ `) + ' '.repeat(stringWidth(lead + before)) + chalk.red(caret),
  ];
}

/** The offset, moved past the second half of a surrogate pair. */
function whole(text: string, offset: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(offset, offset + 1)) ? offset + 1 : offset;
}

function summary({ errors, warnings, notes }: Tally): string {
  const parts = [count(errors, 'error'), count(warnings, 'warning'), count(notes, 'note')].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? 'No findings.' : `${parts.join(', ')}.`;
}

function count(number: number, word: string): string {
  if (number === 0) return '';
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
