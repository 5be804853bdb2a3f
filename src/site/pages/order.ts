import { html, type Markup } from '../../core/html.ts';
import type { Happening, Paper, PublicOrder } from '../facts.ts';
import { alone, flow, type Section } from '../flow.ts';
import {
  type Column,
  happeningWords,
  lineNotes,
  nameLink,
  orderLink,
  shownName,
  stateText,
  table,
  tableRow,
  time,
  written,
} from '../said.ts';
import { scaleDays, scaleOf, timeline } from '../timeline.ts';
import { link, type Page, type Site, type View } from '../view.ts';
import type { Words } from '../words/words.ts';
import { dutiesSection, factsSection } from './order-facts.ts';

/** How many names stand on the page of their order; more have pages of their own. */
const namesInline = 100;

/** The page of an order, and those of its names where they are many. */
export function orderPages(site: Site, order: PublicOrder): readonly Page[] {
  const pages = flow(site, {
    path: `orders/${order.id}.html`,
    section: 'orders',
    title: () => order.title,
    sections: [
      alone((view) => standing(order, view)),
      factsSection(order),
      dutiesSection(order),
      namesSection(order),
      exceptionsSection(order),
      excludedSection(order),
      historySection(order),
      papersSection(order),
      alone(({ words }) => appeal(words)),
    ].filter(({ rows }) => rows.length > 0),
  });
  return isShort(order) ? pages : [...pages, ...namePages(site, order)];
}

function isShort({ names }: PublicOrder): boolean {
  return names.length <= namesInline;
}

function namePages(site: Site, order: PublicOrder): readonly Page[] {
  return flow(site, {
    path: `order-names/${order.id}.html`,
    section: 'orders',
    title: ({ words }) => `${words.allNames}: ${order.id}`,
    sections: [alone((view) => html`<p>${orderLink(view, order)}</p>\n`), { rows: nameItems(order), around: listed }],
  });
}

function standing(order: PublicOrder, view: View): Markup {
  const { words, site } = view;
  const { position, spans } = order;
  const scale = scaleOf([order], site.facts.asOf.at);
  const bars = html`<div class="wide">${timeline(order, { scale, view })}${scaleDays(order, { scale, view })}</div>\n`;
  return html`<p class="state ${position.state}">${stateText(order, words)}.</p>
${position.binds || position.state === 'kept' ? '' : html`<p>${words.notUs}</p>\n`}${spans.length === 0 ? '' : bars}`;
}

function appeal({ appeal: { title, text } }: Words): Markup {
  return html`<h2>${title}</h2>
${text.map((one) => html`<p>${one}</p>\n`)}`;
}

function namesSection(order: PublicOrder): Section {
  const { length } = order.names;
  const count = new Set(order.names.map(({ name }) => name)).size;
  const toAll = (view: View) => link(view, { path: `order-names/${order.id}.html`, text: view.words.allNames });
  const none = ({ words }: View) => html`<p>${words.nothing}</p>\n`;
  const rest = isShort(order) ? nameItems(order) : [(view: View) => html`<p>${toAll(view)}</p>\n`];
  return {
    rows: length === 0 ? [none] : rest,
    around: (rows, { words }) => html`<h2>${words.label.names}</h2>
${length === 0 ? '' : html`<p>${words.names(count)}</p>\n`}${length > 0 && isShort(order) ? listed(rows) : rows}`,
  };
}

function nameItems(order: PublicOrder): Section['rows'] {
  return order.names.map((line) => (view) => {
    const notes = html`<span class="quiet">${lineNotes({ order, line }, view)}</span>`;
    return html`<li>${nameLink(view, line.name)} ${notes}</li>\n`;
  });
}

function listed(rows: readonly Markup[]): Markup {
  return html`<ul class="names">
${rows}</ul>
`;
}

function exceptionsSection({ exceptions }: PublicOrder): Section {
  return {
    rows: exceptions.map(({ name, scope }) => ({ words }) => {
      return html`<li>${shownName(name)} <span class="quiet">${words.scopes[scope]}</span></li>\n`;
    }),
    around: (rows, { words }) => html`<h3>${words.label.exceptions}</h3>
${listed(rows)}`,
  };
}

function excludedSection({ excluded }: PublicOrder): Section {
  return {
    rows: excluded.map(({ name, by, reason }) => ({ words }) => {
      const why = html`<span class="quiet">${words.excludedBy[by]}: ${written(reason)}</span>`;
      return html`<li>${shownName(name)} ${why}</li>\n`;
    }),
    around: (rows, { words }) => html`<h3>${words.label.excluded}</h3>
${listed(rows)}`,
  };
}

function historySection({ history }: PublicOrder): Section {
  return {
    rows: history.map((one) => (view) => happening(one, view)),
    around: (rows, { words }) => html`<h2>${words.label.history}</h2>
<ol class="history">
${rows}</ol>
`,
  };
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

function papersSection({ papers }: PublicOrder): Section {
  return {
    rows: papers.map(
      (paper) =>
        ({ words }) =>
          paperRow(paper, words),
    ),
    around: (rows, { words }) => html`<h2>${words.label.papers}</h2>
<p>${words.papersText}</p>
${table(words.label.papers, paperColumns(words), rows)}`,
  };
}

function paperColumns({ label }: Words): readonly Column[] {
  return [{ title: label.paper }, { title: label.kind, kind: 'short' }, { title: label.digest }];
}

function paperRow({ kind, title, url, date, sha256 }: Paper, words: Words): Markup {
  const text = title ?? url;
  const named =
    url === undefined
      ? written(text ?? '')
      : html`<a lang="" rel="noreferrer nofollow" href="${url}">${text ?? ''}</a>`;
  const day = date === undefined ? '' : html` <span class="quiet">${words.date(date)}</span>`;
  const digest = sha256 === undefined ? '–' : html`<code class="digest">${sha256}</code>`;
  return text === undefined
    ? tableRow(paperColumns(words), [words.papers[kind], '–', digest])
    : tableRow(paperColumns(words), [html`${named}${day}`, words.papers[kind], digest]);
}
