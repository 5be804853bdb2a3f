import { html, type Markup } from '../../core/html.ts';
import type { PublicOrder, RestrictedOrder } from '../facts.ts';
import { alone, flow, type Section } from '../flow.ts';
import { type Column, orderLink, own, stateDates, table, tableRow, written } from '../said.ts';
import { type Scale, scaleEnds, scaleOf, timeline } from '../timeline.ts';
import type { Page, Site, View } from '../view.ts';
import type { Words } from '../words/words.ts';

/** Every public order with the time that it was in force, and what may be said of the others. */
export function ordersPages(site: Site): readonly Page[] {
  const { orders, restricted, sealed, asOf } = site.facts;
  return flow(site, {
    path: 'orders.html',
    section: 'orders',
    title: ({ words }) => words.page.orders,
    sections: [
      ordersSection(orders, scaleOf(orders, asOf.at)),
      ...(restricted.length + sealed > 0 ? [alone(withheld)] : []),
      ...(restricted.length > 0 ? [restrictedSection(restricted)] : []),
    ],
  });
}

/** A table of orders; its bars stand to one scale. */
export function ordersSection(orders: readonly PublicOrder[], scale: Scale): Section {
  return {
    rows: orders.map((order) => (view) => orderRow(order, { scale, view })),
    around: (rows, { words }) =>
      rows.length === 0
        ? html`<p>${words.nothing}</p>`
        : html`<p>${words.timelineText}</p>
${table(words.page.orders, orderColumns(words, scale), rows)}`,
  };
}

function orderColumns({ label, timelineAll }: Words, scale: Scale): readonly Column[] {
  return [
    { title: label.order },
    { title: label.authority },
    { title: label.state, kind: 'status' },
    { title: label.names, kind: 'number' },
    { title: html`${timelineAll}${scaleEnds(scale)}`, kind: 'bar', short: timelineAll },
  ];
}

function orderRow(order: PublicOrder, { scale, view }: { readonly scale: Scale; readonly view: View }): Markup {
  const { words } = view;
  const { id, title, authority, position, names } = order;
  return tableRow(orderColumns(words, scale), [
    html`${orderLink(view, { id })}<br>${written(title)}`,
    html`${own(authority.name, authority)}<br><span class="quiet">${words.country(authority.country)}</span>`,
    html`<span class="tag ${position.state}">${words.states[position.state]}</span><br><span class="quiet">${stateDates(order, words)}</span>`,
    words.number(names.length),
    html`${timeline(order, { scale, view })}${scaleEnds(scale)}`,
  ]);
}

function withheld({ site, words }: View): Markup {
  const { restricted, sealed } = site.facts;
  return html`<h2>${words.restrictedTitle}</h2>
<p>${words.withheld({ restricted: restricted.length, sealed })}</p>
`;
}

function restrictedSection(restricted: readonly RestrictedOrder[]): Section {
  return {
    rows: restricted.map(({ authority, instrument, state }) => ({ words }) => {
      const cells = [own(authority.name, authority), words.country(authority.country), words.instruments[instrument]];
      return tableRow(restrictedColumns(words), [...cells, words.states[state]]);
    }),
    around: (rows, { words }) => html`<p>${words.restrictedText}</p>
${table(words.restrictedTitle, restrictedColumns(words), rows)}`,
  };
}

function restrictedColumns({ label }: Words): readonly Column[] {
  return [
    { title: label.authority },
    { title: label.country, kind: 'short' },
    { title: label.instrument },
    { title: label.state, kind: 'status' },
  ];
}
