import { showLocal, showLocalEnd } from '../core/dates.ts';
import { harmless } from '../core/text.ts';
import type { Explanation } from '../generated/explanation.ts';
import { momentWords } from './moment-words.ts';

type OrderAnswer = Explanation['orders'][number];

const answers = {
  nxdomain: 'a resolver says that there is no such name (NXDOMAIN)',
  nodata: 'a resolver says that the name has no address (NODATA)',
  redirect: 'a resolver gives the address of the notice page',
  resolves: 'a resolver answers as usual',
} as const;

const scopes = {
  subtree: 'and every name below it',
  exact: 'alone',
  subdomains: ': every name below it, not the name itself',
} as const;

/** The answer for people: the verdict, the rule, whose order, and how each output says it. */
export function explanationText(explanation: Explanation): string {
  const { name, unicode, asOf, blocked, answer, rule, orders, outputs } = explanation;
  const shown = unicode === undefined ? name : `${unicode} (${name})`;
  const lines = [`${shown} is ${blocked ? '' : 'not '}blocked on ${momentWords(asOf, 'UTC')}: ${answers[answer]}.`];
  if (rule)
    lines.push(`${blocked ? 'The rule' : 'The exception'}: ${rule.name} ${scopes[rule.scope]}.`.replace(' :', ':'));
  const holding = orders.filter((one) => one.holds);
  const others = orders.filter((one) => !one.holds);
  if (holding.length > 0) lines.push('', 'Ordered by', ...holding.flatMap(orderLines));
  if (others.length > 0) lines.push('', blocked ? 'Not by' : 'Orders that name it', ...others.flatMap(orderLines));
  if (orders.length === 0) lines.push('No order on record names it, or a name above it.');
  if (blocked) lines.push('', 'In the files', ...outputLines(outputs));
  return `${lines.map(harmless).join('\n')}\n`;
}

function orderLines(order: OrderAnswer): string[] {
  const { id, title, reason, holds, file, line, text } = order;
  return [
    `  ${id}${title === undefined ? '' : `: ${title}`}`,
    `    ${holds ? span(order) : `because ${reason}`}`,
    `    ${file}:${line}: ${(text ?? '').trim()}`,
  ];
}

function span({ since, until, timeZone }: OrderAnswer): string {
  const from = since === undefined ? '' : `since ${showLocal(Date.parse(since), timeZone)}, `;
  return `${from}${until === undefined ? 'no end known' : `until ${showLocalEnd(Date.parse(until), timeZone)}`}`;
}

function outputLines(outputs: Explanation['outputs']): string[] {
  const widest = Math.max(...outputs.map(({ file }) => file.length));
  return outputs.flatMap(({ file, lines }) => {
    const [first = 'cannot say it', ...rest] = lines;
    return [`  ${file.padEnd(widest)}  ${first}`, ...rest.map((line) => `  ${' '.repeat(widest)}  ${line}`)];
  });
}
