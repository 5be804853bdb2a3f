import { createHash } from 'node:crypto';
import { html, Markup } from '../../core/html.ts';
import { counted } from '../../core/text.ts';
import type { Evidence, Subject } from '../../generated/evidence.ts';
import {
  deadlineTime,
  deadlineWords,
  kindWords,
  statusHelp,
  statusWords,
  subjectWords,
  verdictWords,
} from './evidence-words.ts';
import { serverWords } from './server-words.ts';

const style = `
:root { color-scheme: light; }
body { font: 11pt/1.45 system-ui, sans-serif; color: #111; background: #fff; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 .75rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; break-after: avoid; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; break-after: avoid; }
p { margin: .35rem 0; }
.verdict { border: 2px solid; border-left-width: .6rem; padding: .6rem .9rem; margin: 1rem 0; }
.verdict strong { font-size: 1.2rem; }
.proven { border-color: #176b2c; }
.wrong, .worthless { border-color: #a31515; }
.incomplete { border-color: #8a5a00; }
.notice { border: 1px solid #111; padding: .4rem .7rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: .5rem 0; }
dt { color: #444; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .92em; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #bbb; overflow-wrap: anywhere; }
th { border-bottom: 2px solid #111; }
td:first-child { min-width: 9rem; }
.number { padding-left: .6rem; text-align: right; white-space: nowrap; }
.none { color: #444; }
.signature { display: grid; grid-template-columns: 1fr 1fr; gap: 3rem; margin-top: 4rem; break-inside: avoid; }
.signature div { border-top: 1px solid #111; padding-top: .3rem; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@page { size: A4; margin: 18mm 15mm; }
@media print { body { font-size: 9.5pt; max-width: none; margin: 0; padding: 0; } }
`;

/** A page to print, in one file that loads nothing and runs nothing. */
export function evidencePage(evidence: Evidence): string {
  const { server, ended } = evidence;
  const digest = createHash('sha256').update(style).digest('base64');
  const title = `Evidence: ${serverWords(server)}, ${ended}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${head(evidence)}
${deadlines(evidence)}
${countTable(evidence)}
${subjects('What is not as it must be', evidence.wrong)}
${orderTable(evidence)}
${controls(evidence)}
${subjects('What cannot be told', evidence.untold)}
${method(evidence)}
<div class="signature"><div>Place and date</div><div>Name and signature</div></div>
</body>
</html>
`.text;
}

function head({
  verdict,
  reasons,
  server,
  begun,
  ended,
  by,
  asOf,
  manifest,
  policyZones,
  confidential,
  program,
}: Evidence): Markup {
  const zones = policyZones.map(({ zone, serial }) => `${zone} (serial ${serial})`).join(', ');
  return html`<h1>Does the resolver block what must be blocked?</h1>
${confidential ? html`<p class="notice"><strong>Confidential.</strong> Names of orders that are not public stand in this report.</p>` : ''}
<div class="verdict ${verdict}"><strong>${verdictWords[verdict]}.</strong>${reasons.map((one) => html`<p>${one}</p>`)}</div>
<dl>
<dt>Resolver</dt><dd>${serverWords(server)}</dd>
<dt>It says it is</dt><dd>${server.program ?? 'nothing: it does not tell'}</dd>
<dt>First question</dt><dd>${moment(begun)}</dd>
<dt>Last answer</dt><dd>${moment(ended)}</dd>
<dt>Asked by</dt><dd>${by}, with blocklist ${program}</dd>
<dt>Orders as of</dt><dd>${moment(asOf)}</dd>
<dt>Last build</dt><dd>${manifest === null ? 'none was found' : html`serial ${manifest.serial}, as of ${moment(manifest.asOf)}, manifest SHA-256 ${manifest.sha256}`}</dd>
<dt>Policy zones</dt><dd>${zones === '' ? 'the resolver does not name them' : zones}</dd>
</dl>`;
}

/** RFC 3339 in UTC, easier on the eye. */
function moment(text: string): string {
  return text.replace(/^(\S{10})T(\S+)Z$/, '$1 $2 UTC');
}

function deadlines({ orders, unknownDeadlines }: Evidence): Markup {
  const rows = [
    ...orders.flatMap(({ id, deadlines: known }) =>
      known.map(
        ({ what, at, timeZone, state, notes, penalty }) =>
          html`<tr><td>${id}</td><td>${what}${notes.map((note) => html`<br>${note}`)}${penalty === undefined ? '' : html`<br>If not: ${penalty}`}</td><td>${deadlineTime({ at, timeZone })}</td><td>${deadlineWords[state]}</td></tr>`,
      ),
    ),
    ...unknownDeadlines.map(
      ({ order, what, reason }) => html`<tr><td>${order}</td><td>${what}</td><td>not known</td><td>${reason}</td></tr>`,
    ),
  ];
  if (rows.length === 0)
    return html`<h2>Deadlines</h2><p class="none">No order here says by when it is to be obeyed.</p>`;
  return html`<h2>Deadlines</h2>
<table><thead><tr><th>Order</th><th>To do</th><th>By</th><th>What was seen</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

function countTable({ counts, answers }: Evidence): Markup {
  const rows = Object.entries(statusWords).flatMap(([status, words]) => {
    const count = counts[status] ?? 0;
    if (count === 0) return [];
    const how = Object.entries(answers).map(([answer, number]) => `${answer}: ${number}`);
    return [
      html`<tr><td>${words}</td><td class="number">${count}</td><td>${status === 'blocked' ? how.join(', ') : ''}</td></tr>\n`,
    ];
  });
  return html`<h2>What was found</h2>
<table><thead><tr><th>Finding</th><th class="number">Names</th><th>Answers</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

function subjects(title: string, all: readonly Subject[]): Markup {
  if (all.length === 0) return html`<h2>${title}</h2><p class="none">Nothing.</p>`;
  const statuses = [...new Set(all.map(({ status }) => status))];
  return html`<h2>${title}</h2>
${statuses.map((status) => {
  const of = all.filter((one) => one.status === status);
  return html`<h3>${statusWords[status]}: ${counted(of.length, 'name')}</h3>
<p>${statusHelp[status] ?? ''}</p>
<table><thead><tr><th>Name</th><th>Must be</th><th>Asked for</th><th>Answer</th><th>Orders</th></tr></thead><tbody>
${of.map(subjectRow)}</tbody></table>
`;
})}`;
}

function subjectRow(one: Subject): Markup {
  return html`<tr><td>${subjectWords(one)}<br>(${kindWords[one.kind]})</td><td>${one.expected}</td><td>${one.asked}</td><td>${one.answer}</td><td>${one.orders.join(', ')}</td></tr>\n`;
}

function orderTable({ orders }: Evidence): Markup {
  const rows = orders.map(
    ({ id, title, names, asked, blocked, wrong, untold }) =>
      html`<tr><td>${id}<br>${title}</td><td class="number">${names}</td><td class="number">${asked}</td><td class="number">${blocked}</td><td class="number">${wrong}</td><td class="number">${untold}</td></tr>\n`,
  );
  return html`<h2>Orders</h2>
<p>A name with the names below it counts as two questions, and so do names that lie between two listed ones.</p>
<table><thead><tr><th>Order</th><th class="number">Names</th><th class="number">Asked</th><th class="number">Blocked</th><th class="number">Wrong</th><th class="number">Cannot be told</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

function controls({ controls: all }: Evidence): Markup {
  return html`<h2>Names that must resolve</h2>
<p>Without them, a resolver that answers nothing would look like one that blocks.</p>
<table><thead><tr><th>Name</th><th>Answer</th><th>What was found</th></tr></thead><tbody>
${all.map((one) => html`<tr><td>${one.name}</td><td>${one.answer}</td><td>${one.status === 'free' ? 'It resolves' : statusWords[one.status]}</td></tr>\n`)}</tbody></table>`;
}

const blocksLook: Readonly<Record<Evidence['blocksLook'], string>> = {
  marked:
    'The blocks of this resolver say that they are blocks (Extended DNS Error, or the SOA record of a policy zone). An answer without an address and without that mark does not count as a block.',
  bare: 'The blocks of this resolver carry no SOA record, as answers of the servers of a name do. That is how they were told apart.',
  unmarked:
    'The blocks of this resolver look like the answers for names that do not exist. Those were counted neither as blocked nor as free.',
};

function method({ asked, blocksLook: look }: Evidence): Markup {
  return html`<h2>How it was asked</h2>
<p>${asked.names} of ${counted(asked.ofNames, 'listed name')} were asked for, ${asked.subjects} names in all, at ${asked.rate} questions a second at the most: each listed name for A and AAAA, over UDP and TCP, with and without DNSSEC (the DO bit); a name below it that nobody can have asked for before; names between listed names; free names next to them; exceptions; and names that were taken off within ${counted(asked.latelyDays, 'day')}, those with them that earlier builds blocked and no record tells of any more.</p>
<p>${blocksLook[look]}</p>
<p>This shows what the resolver answered to this machine at that time. It does not show what it answers to others, or what other resolvers answer.</p>`;
}
