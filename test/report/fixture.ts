import { type Diagnostic, diagnostic, type Place } from '../../src/core/diagnostic.ts';
import type { ReportContext } from '../../src/report/reporter.ts';

export const plain: ReportContext = { colour: false, version: '1.2.3' };

/** The place of the first `marked` in a line. */
function at(file: string, line: number, [text, marked]: readonly [string, string]): Place {
  const start = text.indexOf(marked);
  return { file, line, column: start + 1, endColumn: start + marked.length + 1, text };
}

const record = 'orders/it/it-milano-2022-cloudflare.yaml';
const annex = 'orders/it/annex.txt';
const evil = 'orders/x,y:z%0A"ä".yaml';
const long = `notes: "${'see the annex, '.repeat(12)}kickass.to/torrents${', and the annexes after it'.repeat(12)}"`;

/** One of everything that a report may have to show, hostile text included. */
export const findings: readonly Diagnostic[] = [
  diagnostic('stop/empty', { message: 'The 2 records that were read block no name on 2026-11-24.' }),
  diagnostic('domain/public-suffix', {
    message: 'co.uk is a public suffix: blocking it would block every site below it.',
    place: at(record, 12, ['  - co.uk', 'co.uk']),
    related: [
      { message: 'The list begins here', place: at(record, 10, ['targets:', 'targets']) },
      { message: 'It is accepted for another name', place: at(record, 31, ['    names: ["uk.com"]', '"uk.com"']) },
    ],
  }),
  diagnostic('domain/url-part', {
    message: 'The part /torrents of kickass.to cannot be blocked alone; it stays in the record and is not blocked.',
    place: at(record, 131, [long, 'kickass.to/torrents']),
  }),
  diagnostic('domain/unknown-suffix', {
    message: 'The public suffix list has no rule for the ending ".c0m" of 例え.c0m.',
    place: at(annex, 7, ['日本語の名前 例え.c0m 例え.com', '例え.c0m']),
  }),
  diagnostic('domain/character', {
    message: 'This is not a domain name: a space cannot stand in a domain name.',
    place: at(record, 14, ['\t- "one two.to"\t# from the paper', '"one two.to"']),
  }),
  diagnostic('schema/missing', {
    message: '"authority" is missing.',
    help: 'Add authority: who gave the order, and in which country.',
    place: at(record, 1, ['', '']),
  }),
  diagnostic('text/control-character', {
    message:
      'Hostile: \u001b[31mred\u001b[0m \u001b]8;;https://evil.to\u0007link\u001b]8;;\u0007 a\rb\nc \0 \u009b2J \u202etxt\u202c',
    place: at(record, 3, ['title: "\u001b[2JA \u202ev\u202c B\r\0\u0085"', '\u202ev\u202c']),
  }),
  diagnostic('text/command', {
    message: '::error::x %0A::error file=a.yaml::y ]]> <![CDATA[ </script> "quoted" \'single\' \\ $INCLUDE `z`',
    help: '%25 ::stop-commands::x\r\n::add-mask::y',
    place: at(evil, 2, ['title: "::error::x %0A ]]>"', '::error::x']),
    related: [{ message: '::warning::\n%0D', place: at(evil, 2, ['title: "::error::x %0A ]]>"', '%0A']) }],
  }),
  ...['a.to', 'b.to', 'c.to', 'd.to', 'e.to'].map((name, index) =>
    diagnostic('order/duplicate-target', {
      message: `${name} stands there already.`,
      place: at(annex, 20 + index, [name, name]),
      related: [{ message: 'It stands here first', place: at(annex, 1 + index, [name, name]) }],
    }),
  ),
];
