import { counted, harmless } from '../../core/text.ts';
import type { Evidence, Subject } from '../../generated/evidence.ts';
import { deadlineTime, deadlineWords, statusHelp, statusWords, subjectWords, verdictWords } from './evidence-words.ts';
import { serverWords } from './server-words.ts';

/** Names of one kind that a terminal is shown; the report has all of them. */
const mostShown = 20;

/** What a person at the terminal is told. */
export function verifyText(evidence: Evidence): string {
  const { verdict, reasons, server, begun, ended, asOf, asked } = evidence;
  const sections = [
    [`${verdictWords[verdict]}.`, ...reasons],
    [
      `${serverWords(server)}${server.program === null ? '' : ` (${server.program})`}`,
      `Asked from ${begun} to ${ended} for ${counted(asked.names, 'listed name')}, as of ${asOf}.`,
    ],
    countLines(evidence),
    ...statusSections(evidence),
    deadlineLines(evidence),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.map(harmless).join('\n')).join('\n\n')}\n`;
}

function countLines({ counts, answers }: Evidence): readonly string[] {
  return Object.entries(statusWords).flatMap(([status, words]) => {
    const count = counts[status] ?? 0;
    if (count === 0) return [];
    const how = Object.entries(answers).map(([answer, number]) => `${answer} ${number}`);
    return [`${String(count).padStart(8)}  ${words}${status === 'blocked' ? `: ${how.slice(0, 4).join(', ')}` : ''}`];
  });
}

function statusSections({ wrong, untold }: Evidence): readonly (readonly string[])[] {
  const all = [...wrong, ...untold];
  return [...new Set(all.map(({ status }) => status))].map((status) => {
    const names = all.filter((one) => one.status === status);
    const rest = names.length - mostShown;
    return [
      `${statusWords[status]}. ${statusHelp[status] ?? ''}`.trimEnd(),
      ...names.slice(0, mostShown).map(subjectLine),
      ...(rest > 0 ? [`  and ${rest} more: an evidence report (--out) has them all.`] : []),
    ];
  });
}

function subjectLine(one: Subject): string {
  const gone = one.kind === 'ended' ? '; of an earlier build, in no record now' : '';
  const orders = one.orders.length === 0 ? gone : `; ${one.orders.join(', ')}`;
  return `  ${subjectWords(one)}: ${one.answer} (${one.asked}${orders})`;
}

function deadlineLines({ orders, unknownDeadlines }: Evidence): readonly string[] {
  const lines = orders.flatMap(({ id, deadlines }) =>
    deadlines.map((one) => `  ${id}: ${one.what}, by ${deadlineTime(one)}. ${deadlineWords[one.state]}.`),
  );
  const unknown = unknownDeadlines.map(({ order, what, reason }) => `  ${order}: ${what}. ${reason}`);
  return lines.length + unknown.length === 0 ? [] : ['Deadlines', ...lines, ...unknown];
}
