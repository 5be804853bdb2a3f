import { html, type Markup, type Part } from '../../core/html.ts';
import type { Obligation } from '../../core/order.ts';
import type { Happening, Paper, PublicOrder } from '../facts.ts';
import { authorityKey } from '../plan.ts';
import {
  happeningWords,
  lineNotes,
  nameLink,
  orderLink,
  own,
  pager,
  shownName,
  stateText,
  table,
  time,
  written,
} from '../said.ts';
import { scaleEnds, scaleOf, timeline } from '../timeline.ts';
import { link, type Page, type View } from '../view.ts';
import { inPages } from './paged.ts';

/** How many names stand on the page of their order; more have pages of their own. */
const namesInline = 100;
const namesOnPage = 800;

/** The page of an order, and those of its names where they are many. */
export function orderPages(order: PublicOrder): readonly Page[] {
  const page: Page = {
    path: `orders/${order.id}.html`,
    section: 'orders',
    title: () => order.title,
    body: (view) => orderBody(order, view),
  };
  return order.names.length <= namesInline ? [page] : [page, ...namePages(order)];
}

function namePages(order: PublicOrder): readonly Page[] {
  return inPages(order.names, namesOnPage).map((names, index, { length }) => ({
    path: `order-names/${order.id}/${index + 1}.html`,
    section: 'orders',
    title: ({ words }) => `${words.allNames}: ${order.id}`,
    body: (view) => html`<p>${orderLink(view, order)}</p>
${nameList(order, { names, view })}
${pager(view, { page: index + 1, pages: length, path: (page) => `${page}.html` })}`,
  }));
}

function orderBody(order: PublicOrder, view: View): Markup {
  const { words, site } = view;
  const scale = scaleOf([order], site.facts.asOf.at);
  return html`<p class="state ${order.position.state}">${stateText(order, words)}.</p>
${order.position.binds || order.position.state === 'kept' ? '' : html`<p>${words.notUs}</p>`}
<div class="wide">${timeline(order, { scale, view })}${scaleEnds(scale)}</div>
<h2>${words.label.facts}</h2>
${glance(order, view)}
${duties(order, view)}
<h2>${words.label.names}</h2>
<p>${words.names(new Set(order.names.map(({ name }) => name)).size)}</p>
${order.names.length <= namesInline ? nameList(order, { names: order.names, view }) : html`<p>${link(view, { path: `order-names/${order.id}/1.html`, text: words.allNames })}</p>`}
${leftFree(order, view)}
<h2>${words.label.history}</h2>
<ol class="history">
${order.history.map((one) => happening(one, view))}</ol>
${papers(order, view)}
<h2>${words.appeal.title}</h2>
${words.appeal.text.map((text) => html`<p>${text}</p>\n`)}`;
}

function fact(label: string, values: readonly Part[]): Markup {
  return values.length === 0
    ? html``
    : html`<div><dt>${label}</dt>${values.map((value) => html`<dd>${value}</dd>`)}</div>\n`;
}

function glance(order: PublicOrder, view: View): Markup {
  const { words, site } = view;
  const { label } = words;
  const { authority } = order;
  const file = site.fileOfAuthority.get(authorityKey(authority)) ?? '';
  return html`<dl>
${fact(label.order, [html`<code>${order.id}</code>`])}
${fact(label.instrument, [words.instruments[order.instrument]])}
${fact(label.authority, [link(view, { path: `authorities/${file}`, text: own(authority.name, authority) })])}
${fact(label.country, [words.country(authority.country)])}
${fact(label.case, order.caseNumbers)}
${fact(
  label.law,
  order.legalBasis.map((text) => own(text, authority)),
)}
${fact(label.applicants, order.applicants.map(written))}
${fact(label.supporters, order.supporters.map(written))}
${fact(label.respondents, order.respondents.length > 0 || order.obligations.length === 0 ? order.respondents.map(written) : [label.everyone])}
</dl>`;
}

function duties({ obligations }: PublicOrder, view: View): Markup {
  if (obligations.length === 0) return html``;
  const { words } = view;
  const { label } = words;
  return html`<h2>${label.duties}</h2>
${obligations.map(
  (duty) => html`<dl>
${fact(label.service, [words.services[duty.service]])}
${fact(label.what, [words.effects[duty.effect], ...(duty.mirrors === undefined ? [] : [words.mirrors[duty.mirrors]])])}
${fact(label.territory, [duty.territory === undefined ? label.anywhere : duty.territory.map(words.country).join(', ')])}
${fact(label.answer, duty.effect === 'block' && duty.service === 'dns-resolver' ? [answer(duty, view)] : [])}
${fact(label.comply, duty.comply === undefined ? [] : [comply(duty.comply, view)])}
${fact(label.penalty, duty.penalty === undefined ? [] : [written(duty.penalty)])}
${fact(label.note, duty.note === undefined ? [] : [written(duty.note)])}
</dl>
`,
)}`;
}

function answer({ action, redirect }: Obligation, { words }: View): string {
  const said = words.answers[action ?? 'nxdomain'];
  if (action !== 'redirect' || redirect === undefined) return said;
  return `${said}: ${[redirect.url, redirect.ipv4, redirect.ipv6].filter((one) => one !== undefined).join(', ')}`;
}

function comply({ within, from }: NonNullable<Obligation['comply']>, { words }: View): string {
  return `${words.duration(within)}${from === undefined ? '' : ` ${words.starts[from]}`}`;
}

interface Some {
  readonly names: PublicOrder['names'];
  readonly view: View;
}

function nameList(order: PublicOrder, { names, view }: Some): Markup {
  if (names.length === 0) return html`<p>${view.words.nothing}</p>`;
  return html`<ul class="names">
${names.map((line) => html`<li>${nameLink(view, line.name)} <span class="quiet">${lineNotes({ order, line }, view)}</span></li>\n`)}</ul>`;
}

function leftFree({ exceptions, excluded }: PublicOrder, { words }: View): Markup {
  const { label } = words;
  const free = html`<h3>${label.exceptions}</h3><ul class="names">${exceptions.map(({ name, scope }) => html`<li>${shownName(name)} <span class="quiet">${words.scopes[scope]}</span></li>\n`)}</ul>`;
  const out = html`<h3>${label.excluded}</h3><ul class="names">${excluded.map(({ name, by, reason }) => html`<li>${shownName(name)} <span class="quiet">${words.excludedBy[by]}: ${written(reason)}</span></li>\n`)}</ul>`;
  return html`${exceptions.length > 0 ? free : ''}${excluded.length > 0 ? out : ''}`;
}

function happening(one: Happening, view: View): Markup {
  const { words } = view;
  const what = happeningWords(one, words);
  const more =
    one.reference === undefined
      ? ''
      : html` <span class="quiet">(${words.label.reference} ${written(one.reference)})</span>`;
  const said = one.by === undefined ? what : html`${words.replacedBy} ${orderLink(view, { id: one.by })}`;
  return html`<li>${time(one.time, view)} <span>${said}${more}</span></li>\n`;
}

function papers(order: PublicOrder, view: View): Markup {
  const { words } = view;
  const { label } = words;
  const rows = order.papers.map(
    (paper) =>
      html`<tr><th scope="row">${words.papers[paper.kind]}</th><td>${paperTitle(paper)}${paper.date === undefined ? '' : html` <span class="quiet">${words.date(paper.date)}</span>`}</td><td>${paper.sha256 === undefined ? '' : html`<code class="digest">${paper.sha256}</code>`}</td></tr>\n`,
  );
  return html`<h2>${label.papers}</h2>
${table(label.papers, { head: [label.kind, label.paper, label.digest], rows })}`;
}

function paperTitle({ title, url }: Paper): Markup {
  const text = title ?? url ?? '';
  return url === undefined ? written(text) : html`<a lang="" rel="noreferrer nofollow" href="${url}">${text}</a>`;
}
