import { Chalk, type ChalkInstance } from 'chalk';
import { instantFor, parseAsOf, showLocal, showLocalEnd } from '../core/dates.ts';
import { counted, harmless } from '../core/text.ts';
import type { OrderCard } from '../generated/order-card.ts';
import { outFolder } from './changed-input.ts';
import { builtWords, distance, when } from './deadline-words.ts';
import { type Labelled, labelledLines } from './labelled.ts';
import { momentWords } from './moment-words.ts';
import { countryWords } from './obligation-words.ts';
import type { Reader } from './status-text.ts';

const instruments: Readonly<Record<OrderCard['instrument'], string>> = {
  'court-order': 'An order of a court',
  'administrative-order': 'An order of an authority',
  'implementing-decision': 'A decision that carries out an earlier order',
  'register-entry': 'An entry in an official register of names to block',
  subpoena: 'A subpoena: it asks for information and orders no blocking',
  'voluntary-agreement': 'A voluntary agreement: nobody ordered anything',
  listing: 'A listing: it only names sites, nobody ordered anything',
};

const confidences: Readonly<Record<string, string>> = {
  primary: 'read in the paper itself',
  secondary: 'read in the press or in a note about it, not in the paper itself',
  memory: 'not checked by anybody',
};

const publications: Readonly<Record<OrderCard['publication'], string>> = {
  public: '',
  restricted: 'RESTRICTED: outsiders may know that it exists, but not its names and parties.',
  sealed: 'SEALED: outsiders may know nothing of it. Do not pass this page on.',
};

/** How many findings a card shows before the rest is only counted. */
const mostFindings = 5;

interface Reading {
  readonly chalk: ChalkInstance;
  readonly readerZone: string;
}

/** A card for people. */
export function orderCardText(card: OrderCard, { colour, columns, readerZone }: Reader): string {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  const sealed = publications[card.publication];
  const head = [
    chalk.bold(harmless(card.id === '' ? card.file : card.id)),
    harmless(card.title),
    ...(sealed === '' ? [] : [chalk.yellow(sealed)]),
    ...(hasErrors(card)
      ? [chalk.red('This record has errors: what stands here may be wrong, and some of it missing.')]
      : []),
  ];
  return `${[...head, '', ...labelledLines(parts(card, { chalk, readerZone }), { chalk, columns })].join('\n')}\n`;
}

function parts(card: OrderCard, { chalk, readerZone }: Reading): readonly Labelled[] {
  const { timeZone, authority, parties, standing } = card;
  return [
    { label: 'What it is', lines: [`${instruments[card.instrument]}.`] },
    {
      label: 'Authority',
      lines: [`${authority.name}, ${countryWords(authority.country)}. Dates are by its clock (${timeZone}).`],
    },
    { label: 'Case', lines: [...card.caseNumbers, ...(card.ecli === undefined ? [] : [card.ecli])] },
    { label: 'Law', lines: card.legalBasis },
    {
      label: 'Asked for by',
      lines: [...parties.applicants, ...parties.supporters.map((one) => `${one} (in support)`)],
    },
    { label: 'Binds', lines: boundBy(card) },
    { label: 'To do', lines: card.duties.length > 0 ? card.duties : ['nothing: no duty is on record'] },
    {
      label: 'Where it stands',
      lines: [standing.text],
      paint: standing.state === 'in-force' && standing.binds ? chalk.green : chalk.yellow,
    },
    { label: 'History', lines: card.history.map((one) => historyLine(one, timeZone)) },
    { label: 'Names', lines: nameLines(card) },
    { label: 'Left free', lines: card.exceptions },
    {
      label: 'Left out',
      lines: card.excluded.map(
        ({ name, by, reason }) => `${name}, ${by === 'court' ? 'by the court' : 'by us'}: ${reason}`,
      ),
    },
    { label: 'Deadlines', lines: deadlineLines(card, readerZone) },
    { label: 'Sources', lines: card.sources.map(sourceLine) },
    {
      label: 'How sure',
      lines: card.confidence === undefined ? [] : [confidences[card.confidence] ?? card.confidence],
    },
    { label: 'Notes', lines: card.notes === undefined ? [] : card.notes.trimEnd().split(/\r?\n/) },
    { label: 'Record', lines: [card.file] },
    { label: 'Check finds', lines: findingLines(card), paint: findingPaint(card, chalk) },
  ];
}

/** An order that names no respondent binds everyone; a paper without a duty binds nobody. */
function boundBy({ parties, duties }: OrderCard): readonly string[] {
  return parties.respondents.length > 0 || duties.length === 0 ? parties.respondents : ['everyone: it names nobody'];
}

type Happening = OrderCard['history'][number];

function historyLine({ at, date, type, text, reference, note, confidence }: Happening, timeZone: string): string {
  // What a record writes as a day is shown as it is: the instant of a last day is the first of the next.
  const day = date ?? showLocal(Date.parse(at), timeZone);
  const shown = type !== 'expires' && day.includes('T') ? showLocal(Date.parse(at), timeZone) : day;
  const more = [reference, note, confidence === undefined ? undefined : `the date: ${confidences[confidence]}`];
  const known = more.filter((one) => one !== undefined);
  return `${shown}  ${text}${known.length === 0 ? '' : ` (${known.join('; ')})`}`;
}

const scopes = { subtree: '', exact: ' (this name alone)', subdomains: ' (only the names below it)' } as const;

function nameLines({ names, asOf, timeZone }: OrderCard): string[] {
  const { now, later, over, shown } = names;
  const all = now + later + over;
  if (all === 0) return ['none'];
  const lines = shown.map(({ name, unicode, scope, when, from, until }) => {
    const begins = from === undefined ? '' : `, from ${showLocal(Date.parse(from), timeZone)}`;
    const ends = until === undefined ? '' : `, until ${showLocalEnd(Date.parse(until), timeZone)}`;
    const past = when === 'over' ? ' (no longer on the list)' : when === 'later' ? ' (not yet on the list)' : '';
    return `${unicode === undefined ? name : `${unicode} (${name})`}${scopes[scope]}${begins}${ends}${past}`;
  });
  const others = [...(later > 0 ? [`${later} to come`] : []), ...(over > 0 ? [`${over} no longer on it`] : [])];
  const head = `${counted(now, 'name')} on its list on ${momentWords(asOf, timeZone)}${others.length === 0 ? '' : `; ${others.join(', ')}`}`;
  const rest = all - new Set(shown.map(({ name, when }) => `${name} ${when}`)).size;
  return [head, ...lines, ...(rest > 0 ? [`… and ${rest} more; --names shows all`] : [])];
}

function deadlineLines(card: OrderCard, readerZone: string): string[] {
  const { older } = card;
  const asOf = parseAsOf(card.asOf);
  const time = ({ at: text, day, timeZone }: Due) => {
    const at = Date.parse(text);
    const left = asOf === undefined ? '' : `: ${distance(at, instantFor(asOf, timeZone))}`;
    return `${when({ at, day, timeZone }, readerZone)}${left}`;
  };
  return [
    ...card.deadlines.flatMap((one) => [`${urgency[one.state]}${time(one)}`, ...more(one)]),
    ...card.built.flatMap((one) => [`passed, ${time(one)}`, ...more(one), `  ${builtWords(outFolder)}`]),
    ...card.unknown.flatMap((one) => ['cannot be worked out', ...more({ ...one, notes: [one.reason] })]),
    ...(older === 0 ? [] : [`${counted(older, 'time')} to obey passed more than 30 days ago`]),
  ];
}

type Due = OrderCard['deadlines'][number];

const urgency: Readonly<Record<Due['state'], string>> = { overdue: 'OVERDUE ', today: 'TODAY ', ahead: '' };

function more({ what, notes, penalty }: Pick<Due, 'what' | 'notes' | 'penalty'>): string[] {
  const all = [what, ...notes, ...(penalty === undefined ? [] : [`If not: ${penalty}`])];
  return all.map((line) => `  ${line}`);
}

function sourceLine({ kind, title, url, file, date }: OrderCard['sources'][number]): string {
  const what = [title, url, file].filter((one) => one !== undefined).join(', ');
  return `${what === '' ? 'not named' : what}${date === undefined ? '' : `, ${date}`}: ${confidences[kind] ?? kind}`;
}

function findingLines({ findings, id, file }: OrderCard): string[] {
  if (findings.length === 0) return ['nothing'];
  const ranks = { error: 0, warning: 1, note: 2 } as const;
  const sorted = findings.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
  const lines = sorted.slice(0, mostFindings).map((one) => `${one.severity}: ${one.message} (${one.file}:${one.line})`);
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [`… and ${more} more; blocklist check ${id === '' ? file : id} shows all`] : [])];
}

function findingPaint({ findings }: OrderCard, chalk: ChalkInstance): ((text: string) => string) | undefined {
  if (hasErrors({ findings })) return chalk.red;
  return findings.some(({ severity }) => severity === 'warning') ? chalk.yellow : undefined;
}

function hasErrors({ findings }: Pick<OrderCard, 'findings'>): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
