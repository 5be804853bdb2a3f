import { counted, harmless } from '../core/text.ts';
import type { Evidence } from '../generated/evidence.ts';
import type { ExportContext, ExportFormat } from './format.ts';
import { exceptionWords, type Subject } from './subject.ts';

/**
 * A draft of the letter by which a provider tells an authority of the effect given to its order, without undue delay
 * (Regulation (EU) 2022/2065, article 9(1)). What no record and no evidence shows stands in brackets.
 */
export const dsaReport: ExportFormat = {
  id: 'dsa-report',
  title: 'a draft of the report on effect, article 9(1) of the Digital Services Act',
  reader: 'authority',
  single: true,
  takesEvidence: true,
  ofOrders: true,
  render: ([subject], context) => `${letter(subject, context).join('\n')}\n`,
};

function letter(subject: Subject, context: ExportContext): readonly string[] {
  const { organisation = '[our name]', contacts = [] } = context.notice;
  const { authority, title, caseNumbers, ecli, legalBasis, history, duties, names } = subject;
  const served = history.filter(({ type }) => type === 'served').map(({ date }) => date);
  return [
    'DRAFT. Nobody has sent it. Hold it against the order, fill in what stands in [brackets], and sign it.',
    '',
    `From: ${organisation}${contacts.length > 0 ? ` (${contacts.join(', ')})` : ''}`,
    `To:   ${harmless(authority.name)} (${authority.country})`,
    'Date: [day]',
    '',
    'Report on the effect given to an order, Regulation (EU) 2022/2065, article 9(1)',
    '',
    '1. The order',
    `   ${harmless(title)}`,
    `   Case numbers: ${shownList([...caseNumbers, ...(ecli === undefined ? [] : [ecli])])}`,
    `   Legal basis: ${shownList(legalBasis)}`,
    ...duties.map((duty) => `   ${harmless(duty)}`),
    '',
    '2. What has happened to it',
    ...history.map(({ type, date }) => `   ${date}  ${type}`),
    `   We received it: ${served.length > 0 ? served.join(', ') : '[day and hour]'}`,
    '',
    '3. Whether and when effect was given',
    ...effect(subject, context).map((line) => `   ${line}`),
    '',
    '4. Names on the list of the order',
    ...names
      .filter(({ when }) => when === 'now')
      .map(({ name, scope }) => `   ${name}${scope === 'subtree' ? ' and all names below it' : scopeWords[scope]}`),
    ...besides(subject).map((line) => `   ${line}`),
    '',
    '5. Redress and information of the recipients of our service (article 9(5))',
    '   [How they were told of the order, of the reasons and of the possibilities for redress]',
  ];
}

/** What the order leaves free, and what of it is not blocked. */
function besides({ exceptions, excluded, unblockable }: Subject): readonly string[] {
  const by = { court: 'left out by the court', operator: 'NOT blocked by us' } as const;
  return [
    ...exceptions.map(exceptionWords),
    ...excluded.map((one) => `${one.name}: ${by[one.by]} (${harmless(one.reason)})`),
    ...(unblockable === 0
      ? []
      : [`${counted(unblockable, 'more line')} of the order that no resolver can block: [say which, and why]`]),
  ];
}

function isAllBlocked({ excluded, unblockable }: Subject): boolean {
  return unblockable === 0 && !excluded.some(({ by }) => by === 'operator');
}

const scopeWords = { exact: ' alone', subdomains: ': the names below it' } as const;

function shownList(texts: readonly string[]): string {
  return texts.length === 0 ? '[none on record]' : texts.map(harmless).join('; ');
}

/** Only what the evidence shows is said to be so. */
function effect(subject: Subject, { evidence, asOf }: ExportContext): readonly string[] {
  const standing = `Standing of the order, as of ${asOf}: ${harmless(subject.standing.text)}`;
  if (!evidence) return [standing, '[No evidence was given: blocklist verify --json asks the resolver and makes it.]'];
  const order = evidence.orders.find(({ id }) => id === subject.id);
  const asked = `Our resolver ${evidence.server.address} was asked from ${evidence.begun} to ${evidence.ended}.`;
  if (!order) return [standing, asked, notAsked];
  return [
    standing,
    asked,
    `Of ${counted(order.names, 'name')}, ${order.namesAsked} asked for by ${counted(order.asked, 'query', 'queries')}; ${order.blocked} of them came back blocked.`,
    conclusion(order, { evidence, subject }),
    ...order.deadlines.map(({ what, at, state }) => `${harmless(what)}, until ${at}: ${deadlineWords[state]}.`),
  ];
}

const notAsked =
  'These answers are not about the order: it held no name that was in force then, or was not asked about. [Ask again with blocklist verify]';

interface Concluding {
  readonly evidence: Evidence;
  readonly subject: Subject;
}

/** A sample can show a failure, and no effect; answers about another list show neither. */
function conclusion(order: Evidence['orders'][number], { evidence: { verdict }, subject }: Concluding): string {
  const { names, namesAsked, asked, blocked, wrong, untold } = order;
  const isUsable = verdict === 'proven' || verdict === 'wrong';
  if (order.listSha256 !== subject.listSha256)
    return 'The list of the order is another one by now: these answers do not show whether effect was given. [Ask again with blocklist verify]';
  const isBlocked = isUsable && namesAsked === names && asked > 0 && blocked === asked;
  if (isBlocked && wrong === 0 && untold === 0) return given(subject);
  if (isBlocked && wrong > 0)
    return 'All of them are blocked, and so is what the order leaves free. [Mend that, and ask again with blocklist verify]';
  if (isUsable && wrong > 0) return 'Effect has NOT been given in full. [Reason, and when it will be]';
  return 'These answers do not show whether effect was given. [Ask again with blocklist verify]';
}

function given(subject: Subject): string {
  const when = 'at the latest at the time of these answers';
  if (isAllBlocked(subject)) return `Effect has been given to the order, ${when}.`;
  return `Effect has been given to the names on its list, ${when}, and NOT to what section 4 says is not blocked.`;
}

const deadlineWords = {
  met: 'seen blocked in time',
  'seen-later': 'seen blocked, but after it had passed [evidence that it was in time]',
  open: 'not all seen blocked, and there is still time',
  missed: 'NOT met [reason]',
  'not-shown': 'not shown by these answers',
} as const;
