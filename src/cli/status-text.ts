import { Chalk, type ChalkInstance } from 'chalk';
import { type AsOf, instantFor, parseAsOf } from '../core/dates.ts';
import { counted, harmless } from '../core/text.ts';
import type { Status } from '../generated/status.ts';
import { aheadWords } from './changes-ahead.ts';
import { builtWords, distance, shortWhen } from './deadline-words.ts';
import { type Labelled, oneLineEach } from './labelled.ts';
import type { Terminal } from './list-text.ts';
import { momentWords } from './moment-words.ts';

/** How many lines a part may have, so that all fit on one screen. */
const most = { deadlines: 5, changes: 4, needs: 4, ids: 3 } as const;

/** A terminal, and the clock of its reader. */
export interface Reader extends Terminal {
  readonly readerZone: string;
}

export function statusText(status: Status, { colour, columns, readerZone }: Reader): string {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  const parts: readonly Labelled[] = [
    { label: 'In force', lines: [inForce(status)] },
    { label: 'Others', lines: otherLines(status) },
    { label: 'Drafts', lines: draftLines(status) },
    {
      label: 'Deadlines',
      lines: deadlineLines(status),
      paint: status.deadlines.some(isOverdue) ? chalk.red : undefined,
    },
    { label: 'Next', lines: changeLines(status) },
    { label: 'Needs you', lines: needLines(status), paint: needPaint(status, chalk) },
    { label: 'Last build', lines: [buildLine(status, readerZone)], paint: isBuilt(status) ? undefined : chalk.yellow },
    {
      label: 'Published',
      lines: publishedLines(status, readerZone),
      paint: status.published?.state === 'current' ? undefined : chalk.yellow,
    },
  ];
  const head = chalk.bold(`Where things stand on ${momentWords(status.asOf, readerZone)}`);
  const body = oneLineEach(parts, { chalk, columns });
  return `${[head, '', ...body, '', ...commandLines(nextCommands(status))].join('\n')}\n`;
}

/** For a folder without orders: how to begin. */
export function freshText({ drafts }: Status, { colour, columns }: Terminal): string {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  const kept = drafts.kept.length === 0 ? [] : [{ label: 'Begun', lines: [keptLine(drafts.kept)] }];
  return `${[
    'There are no orders here yet: the folder orders/ is empty or missing.',
    '',
    ...oneLineEach(kept, { chalk, columns }),
    ...(kept.length === 0 ? [] : ['']),
    ...commandLines([
      ['blocklist init', 'makes this folder ready: the settings, and one worked example'],
      [
        'blocklist add',
        drafts.kept.length === 0
          ? 'records an order from its paper, question by question'
          : 'goes on with what was begun',
      ],
    ]),
    '',
    'If your orders are somewhere else, go to the folder that holds orders/.',
  ].join('\n')}\n`;
}

function inForce({ states, blocking }: Status): string {
  return `${counted(states['in-force'], 'order')}, ${counted(blocking.names, 'name')} to block`;
}

function otherLines({ states, others, uncounted }: Status): string[] {
  const all = [
    [uncounted, 'not counted because of errors'],
    [states.stayed, 'suspended'],
    [states['not-yet'], 'to come'],
    [states.ended, 'over'],
    [others, 'not for us'],
    [states.kept, 'kept, blocking nothing'],
  ] as const;
  const told = all.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? [] : [told.join(', ')];
}

function draftLines({ drafts }: Status): string[] {
  const { records, kept } = drafts;
  const ids = records.slice(0, most.ids).join(', ');
  const rest = records.length > most.ids ? ` and ${records.length - most.ids} more` : '';
  return [
    ...(records.length === 0 ? [] : [`${records.length} without a starting date: ${ids}${rest}`]),
    ...(kept.length === 0 ? [] : [keptLine(kept)]),
  ];
}

function keptLine(kept: Status['drafts']['kept']): string {
  const [first] = kept.toSorted((a, b) => ((a.saved ?? '') < (b.saved ?? '') ? 1 : -1));
  const title = first?.title === undefined ? 'an order without a title yet' : `“${first.title}”`;
  const saved = first?.saved === undefined ? '' : ` (${first.saved.slice(0, 10)})`;
  return `begun and not finished: ${title}${saved}${kept.length > 1 ? ` and ${kept.length - 1} more` : ''}`;
}

function isOverdue({ state }: Status['deadlines'][number]): boolean {
  return state === 'overdue';
}

function deadlineLines(status: Status): string[] {
  const { deadlines, built, unknown, uncounted, build } = status;
  const asOf = parseAsOf(status.asOf);
  const more = [
    [unknown.length, (count: string) => `${count} cannot be worked out: run blocklist due`],
    [built.length, (count: string) => `${count} passed: ${builtWords(build.folder)}`],
  ] as const;
  const remarks = more.filter(([count]) => count > 0).map(([count, words]) => words(counted(count, 'deadline')));
  if (uncounted > 0) remarks.push(`the deadlines of ${counted(uncounted, 'order')} with errors are missing here`);
  const lines = first(
    deadlines.map((one) => deadlineLine(one, asOf)),
    most.deadlines - remarks.length,
    (rest) => `… and ${rest} more: run blocklist due`,
  );
  return lines.length + remarks.length === 0 ? ['none'] : [...lines, ...remarks];
}

/** The distance says which hour it is where the reader's clock shows another one than the authority's. */
function deadlineLine(one: Status['deadlines'][number], asOf: AsOf | undefined): string {
  const { day, timeZone, state, order, what } = one;
  const at = Date.parse(one.at);
  const urgent = state === 'overdue' ? 'OVERDUE ' : state === 'today' ? 'TODAY ' : '';
  const left = asOf === undefined ? '' : `, ${distance(at, instantFor(asOf, timeZone))}`;
  return `${urgent}${shortWhen({ at, day, timeZone })}${left}  ${order}: ${what}`;
}

function first(lines: readonly string[], count: number, more: (rest: number) => string): string[] {
  if (lines.length <= count) return [...lines];
  return [...lines.slice(0, count - 1), more(lines.length - count + 1)];
}

function changeLines({ changes: ahead }: Status): string[] {
  if (ahead.length === 0) return ['no change is known ahead'];
  const next = ahead.slice(0, most.changes);
  return next.map((one) => `${one.date}  ${one.order}: ${aheadWords(one)}`);
}

function needLines({ needs }: Status): string[] {
  if (needs.length === 0) return ['nothing'];
  const lines = needs.map(({ severity, count, title, file, line }) => {
    const place = file === undefined ? '' : `, ${count === 1 ? 'in' : 'first in'} ${file}:${line}`;
    return `${counted(count, severity)}: ${title}${place}`;
  });
  return first(lines, most.needs, (more) => `… and ${more} more kinds; blocklist check shows all`);
}

function needPaint({ needs }: Status, chalk: ChalkInstance): Labelled['paint'] {
  if (needs.length === 0) return chalk.green;
  return hasErrors(needs) ? chalk.red : chalk.yellow;
}

function hasErrors(needs: Status['needs']): boolean {
  return needs.some(({ severity }) => severity === 'error');
}

function isBuilt({ build }: Status): boolean {
  return build.state === 'current';
}

function buildLine({ asOf: now, build }: Status, readerZone: string): string {
  const { folder, state, asOf, validUntil } = build;
  const made = asOf === undefined ? '' : ` (made for ${momentWords(asOf, readerZone)})`;
  switch (state) {
    case 'none':
      return `nothing was built in ${folder}/ yet`;
    case 'damaged':
      return `${folder}/manifest.json is damaged: nobody can tell what the files hold`;
    case 'unknown':
      return `the files in ${folder}/ stay as they are until the errors are mended${made}`;
    case 'behind':
      return `the files in ${folder}/ do not say what the orders say now${made}`;
    case 'current': {
      const isAhead = validUntil !== undefined && Date.parse(validUntil) > Date.parse(now);
      const until = !isAhead ? '' : ` until ${momentWords(validUntil, readerZone)}`;
      return `the files in ${folder}/ say what the orders say${until}${made}`;
    }
  }
}

/** Nothing where the configuration does not say where it is published. */
function publishedLines({ published }: Status, readerZone: string): string[] {
  if (!published) return [];
  const { state, folder, serial, at } = published;
  const which = serial === undefined || at === undefined ? '' : ` (serial ${serial}, ${momentWords(at, readerZone)})`;
  switch (state) {
    case 'none':
      return ['nothing was handed to the primary server yet'];
    case 'damaged':
      return [`${folder}/published.json cannot be read: nobody can tell what was handed to the primary server`];
    case 'unsettled':
      return [`the last publication did not get through: run blocklist publish again${which}`];
    case 'unknown':
      return [`the primary server has an earlier build${which}`];
    case 'behind':
      return [`the last build is not published: the primary server has another one${which}`];
    case 'current':
      return [`the primary server has the last build${which}`];
  }
}

type Command = readonly [command: string, does: string];

/** The three commands that help most. */
function nextCommands({ needs, build, published, drafts, deadlines }: Status): readonly Command[] {
  const isLate = build.state !== 'current' && build.state !== 'unknown';
  const wanted: readonly (Command | false)[] = [
    needs.length > 0 && ['blocklist check', 'says what is wrong, and what to do about it'],
    isLate && !hasErrors(needs) && ['blocklist build', 'writes the files that resolvers load'],
    build.state === 'current' &&
      published !== undefined &&
      published.state !== 'current' && ['blocklist publish', 'hands the last build to the primary server'],
    deadlines.some(({ state }) => state !== 'ahead') && ['blocklist due', 'shows what has to be done by when'],
    drafts.kept.length > 0 && ['blocklist add', 'goes on with what was begun'],
    ['blocklist list', 'shows every order, and where it stands'],
    ['blocklist show ORDER', 'shows one of them with all that is known of it'],
    ['blocklist explain NAME', 'says why a name is blocked, or why not'],
  ];
  return wanted.filter((one) => one !== false).slice(0, 3);
}

function commandLines(commands: readonly Command[]): string[] {
  const widest = Math.max(...commands.map(([command]) => command.length));
  return commands.map(([command, does]) => `  ${command.padEnd(widest)}  ${harmless(does)}`);
}
