import type { Command } from '@commander-js/extra-typings';
import { choiceOption, collected } from '../options.ts';
import { choice, type Registry } from './program.ts';

const instruments = [
  'court-order',
  'administrative-order',
  'implementing-decision',
  'register-entry',
  'subpoena',
  'voluntary-agreement',
  'listing',
];
const services = [
  'dns-resolver',
  'isp-access',
  'cdn',
  'reverse-proxy',
  'authoritative-dns',
  'hosting',
  'search',
  'vpn',
  'registrar',
  'payment',
];

const help = `
At a terminal it asks for whatever the command line does not say; without one it says which options are missing.
What nobody knows is "unknown". Dates are written as 2026-11-24 or 24.11.2026, with a time if the paper has one.
With ACCESSIBLE=1 in the environment the questions are plain numbered lines, for screen readers.`;

export function addAdd({ program, io, done }: Registry): void {
  const command = program
    .command('add')
    .description('record an order: asks for what the paper says')
    .addHelpText('after', help);
  addPaperOptions(command as unknown as Command);
  addDutyOptions(command as unknown as Command);
  addNameOptions(command as unknown as Command);
  command
    .option('--id <name>', 'its short name, which never changes')
    .option('--title <text>', 'who asked whom for what, in one line')
    .option('--config <file>', 'the configuration, if not blocklist.config.yaml')
    .option('--dry-run', 'show the record and write nothing')
    .option('--yes', 'write without asking once more')
    .action(async (options) => {
      const { add } = await import('../add.ts');
      done(await add(options, io));
    });
}

function addPaperOptions(command: Command): void {
  command
    .option(
      '--instrument <kind>',
      `what kind of paper it is: ${instruments.join(', ')}`,
      choice([...instruments, 'unknown']),
    )
    .option('--authority <name>', 'the court or authority that issued it')
    .option(
      '--authority-kind <kind>',
      'court, administrative-authority, government or association',
      choice(['court', 'administrative-authority', 'government', 'association']),
    )
    .option('--country <country>', 'its country, as IT or Italy')
    .option('--time-zone <zone>', 'its clock, as Europe/Rome, where a country has several')
    .option('--case-number <text>', 'a case number, exactly as on the paper; may be repeated', collected)
    .option('--ecli <text>', 'the European Case Law Identifier')
    .option('--legal-basis <text>', 'a law that it rests on; may be repeated', collected)
    .option('--applicant <name>', 'who asked for it; may be repeated', collected)
    .option('--respondent <name>', 'who must obey it; may be repeated', collected)
    .option(
      '--publication <kind>',
      'who may see it: public, restricted (that it exists) or sealed (nobody)',
      choice(['public', 'restricted', 'sealed', 'unknown']),
    )
    .option(
      '--confidence <kind>',
      'how it is known: primary (from the paper), secondary (from the press) or memory',
      choice(['primary', 'secondary', 'memory']),
    )
    .option('--source <address>', 'where on the web it is; may be repeated', collected)
    .option('--review <date>', 'the day to look at it again')
    .option('--notes <text>', 'what a colleague should know');
}

function addDutyOptions(command: Command): void {
  command
    .option(
      '--service <kinds>',
      `who must act, by comma: ${services.join(', ')}`,
      choiceOption([...services, 'unknown']),
    )
    .option(
      '--effect <kind>',
      'what must be done: block (usual), disclose, delist, terminate or seize',
      choice(['block', 'disclose', 'delist', 'terminate', 'seize']),
    )
    .option('--territory <country>', 'where; may be repeated', collected)
    .option('--within <time>', 'how long they have: 30min, 48h, 3d')
    .option(
      '--clock <event>',
      'what starts that time: issued, served, notified',
      choice(['issued', 'served', 'notified', 'unknown']),
    )
    .option(
      '--action <kind>',
      'what people see: nxdomain (no such name), nodata (no address) or redirect (a page with a notice)',
      choice(['nxdomain', 'nodata', 'redirect', 'unknown']),
    )
    .option('--redirect-ipv4 <address>', 'the address of the page with the notice')
    .option('--redirect-ipv6 <address>', 'its IPv6 address')
    .option(
      '--mirrors <kind>',
      'later names of the same sites: on-notice (as somebody notifies them) or any-tld (the same under every ending)',
      choice(['on-notice', 'any-tld', 'unknown']),
    )
    .option('--penalty <text>', 'what disobedience costs')
    .option('--issued <date>', 'when it was decided')
    .option('--served <date>', 'when it was served')
    .option('--published <date>', 'when it was published')
    .option('--effective <date>', 'from when the names must be blocked')
    .option('--expires <date>', 'its last day')
    .option(
      '--scope <kind>',
      'what a name means: subtree (it and all names below it; usual), exact (it alone) or subdomains (those below it)',
      choice(['subtree', 'exact', 'subdomains']),
    );
}

/** Where names come from, and how a paper is to be read. */
export function addNameOptions(command: Command): void {
  command
    .option('--from <file>', 'the paper with the names: TXT, CSV, TSV, XLSX, DOCX, PDF, JSON or XML')
    .option('--target <name>', 'a name; may be repeated', collected)
    .option('--no-names', 'no name is known yet')
    .option('--answers <file>', 'decisions on lines of the paper, as the program lists them')
    .option(
      '--encoding <name>',
      'how the letters of the paper are stored: utf-8, utf-16le, windows-1250, windows-1251, windows-1252',
    )
    .option('--delimiter <character>', 'what stands between the columns of a CSV file')
    .option('--part <name>', 'only this sheet or table; may be repeated', collected)
    .option('--column <heading>', 'the column of the names, by its heading or number')
    .option('--listed-column <heading>', 'the column that says from when a name is listed')
    .option('--deleted-column <heading>', 'the column that says when a name was taken off')
    .option(
      '--date-order <order>',
      'how the paper writes dates: day-month-year, month-day-year, year-month-day or year-day-month',
      choice(['day-month-year', 'month-day-year', 'year-month-day', 'year-day-month']),
    );
}
