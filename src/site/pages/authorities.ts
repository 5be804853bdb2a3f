import { byText } from '../../core/diagnostic.ts';
import { html, type Markup } from '../../core/html.ts';
import type { PublicOrder } from '../facts.ts';
import { authorityKey } from '../plan.ts';
import { own, pager, table } from '../said.ts';
import { scaleOf } from '../timeline.ts';
import { link, type Page, type Site, type View } from '../view.ts';
import { ordersTable } from './orders.ts';
import { inPages, pagePath } from './paged.ts';

const ordersOnPage = 150;

/** All authorities that issued public orders, and a page of each with its orders. */
export function authorityPages(site: Site): readonly Page[] {
  const all = ordersByAuthority(site);
  const list: Page = {
    path: 'authorities.html',
    section: 'authorities',
    title: ({ words }) => words.page.authorities,
    body: (view) => authoritiesTable(all, view),
  };
  return [list, ...all.flatMap(([key, orders]) => pagesOf(site, key, orders))];
}

type ByAuthority = readonly (readonly [key: string, orders: readonly PublicOrder[]])[];

function ordersByAuthority({ facts }: Site): ByAuthority {
  const found = new Map<string, PublicOrder[]>();
  for (const order of facts.orders) {
    const key = authorityKey(order.authority);
    const orders = found.get(key);
    if (orders) orders.push(order);
    else found.set(key, [order]);
  }
  return [...found].sort(([a], [b]) => byText(a, b));
}

function authoritiesTable(all: ByAuthority, view: View): Markup {
  const { words, site } = view;
  const { label } = words;
  const rows = all.map(([key, orders]) => {
    const authority = orders[0]?.authority;
    if (!authority) return html``;
    const { name, country, kind } = authority;
    const path = `authorities/${site.fileOfAuthority.get(key)}`;
    const inForce = orders.filter(({ position }) => position.state === 'in-force').length;
    return html`<tr><th scope="row">${link(view, { path, text: own(name, authority) })}</th><td>${words.country(country)}</td><td>${words.kinds[kind]}</td><td class="number">${words.number(orders.length)}</td><td class="number">${words.number(inForce)}</td></tr>\n`;
  });
  const head = [label.authority, label.country, label.kind, label.count, label.ordersInForce];
  return table(words.page.authorities, { head, rows });
}

/** The same, from the orders of the site. */
export function allAuthorities(view: View): Markup {
  return authoritiesTable(ordersByAuthority(view.site), view);
}

function pagesOf({ facts, fileOfAuthority }: Site, key: string, orders: readonly PublicOrder[]): readonly Page[] {
  const file = fileOfAuthority.get(key) ?? '';
  const scale = scaleOf(orders, facts.asOf.at);
  return inPages(orders, ordersOnPage).map((some, index, { length }) => ({
    path: `authorities/${pagePath(file, index + 1)}`,
    section: 'authorities',
    title: () => orders[0]?.authority.name ?? '',
    body: (view) => {
      const authority = orders[0]?.authority;
      const { words } = view;
      return html`${authority === undefined ? '' : html`<p>${words.kinds[authority.kind]}, ${words.country(authority.country)}. ${words.orders(orders.length)}.</p>`}
${ordersTable(some, { scale, view })}
${pager(view, { page: index + 1, pages: length, path: (page) => pagePath(file, page) })}`;
    },
  }));
}
