import { html, type Markup } from '../../core/html.ts';
import type { PublicOrder } from '../facts.ts';
import { orderLink, own, pager, stateDates, table, written } from '../said.ts';
import { type Scale, scaleEnds, scaleOf, timeline } from '../timeline.ts';
import type { Page, Site, View } from '../view.ts';
import { inPages, pagePath } from './paged.ts';

const ordersOnPage = 150;

/** Every public order with the time that it was in force, and what may be said of the others. */
export function ordersPages({ facts }: Site): readonly Page[] {
  const scale = scaleOf(facts.orders, facts.asOf.at);
  return inPages(facts.orders, ordersOnPage).map((orders, index, { length }) => ({
    path: pagePath('orders.html', index + 1),
    section: 'orders',
    title: ({ words }) => words.page.orders,
    body: (view) => html`${ordersTable(orders, { scale, view })}
${pager(view, { page: index + 1, pages: length, path: (page) => pagePath('orders.html', page) })}
${index === 0 ? restricted(view) : ''}`,
  }));
}

interface Look {
  readonly scale: Scale;
  readonly view: View;
}

/** A table of orders; its bars stand to one scale. */
export function ordersTable(orders: readonly PublicOrder[], { scale, view }: Look): Markup {
  const { label, timelineText, nothing, page, states } = view.words;
  if (orders.length === 0) return html`<p>${nothing}</p>`;
  const rows = orders.map(
    (order) =>
      html`<tr><th scope="row">${orderLink(view, order)}<br>${written(order.title)}</th><td>${own(order.authority.name, order.authority)}<br><span class="quiet">${view.words.country(order.authority.country)}</span></td><td><span class="tag ${order.position.state}">${states[order.position.state]}</span><br><span class="quiet">${stateDates(order, view.words)}</span></td><td class="number">${view.words.number(order.names.length)}</td><td class="bar">${timeline(order, { scale, view })}</td></tr>\n`,
  );
  const head = [label.order, label.authority, label.state, label.names, view.words.timelineAll];
  return html`<p>${timelineText}</p>
${table(page.orders, { head, rows })}
<p class="wide">${scaleEnds(scale)}</p>`;
}

function restricted({ site, words }: View): Markup {
  const { restricted: orders, sealed } = site.facts;
  if (orders.length + sealed === 0) return html``;
  const rows = orders.map(
    ({ authority, instrument, state }) =>
      html`<tr><th scope="row">${own(authority.name, authority)}</th><td>${words.country(authority.country)}</td><td>${words.instruments[instrument]}</td><td>${words.states[state]}</td></tr>\n`,
  );
  const { label } = words;
  return html`<h2>${words.restrictedTitle}</h2>
<p>${words.withheld({ restricted: orders.length, sealed })}</p>
${orders.length === 0 ? '' : html`<p>${words.restrictedText}</p>${table(words.restrictedTitle, { head: [label.authority, label.country, label.instrument, label.state], rows })}`}`;
}
