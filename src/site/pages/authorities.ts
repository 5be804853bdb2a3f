import { byText } from '../../core/diagnostic.ts';
import { html } from '../../core/html.ts';
import type { PublicOrder } from '../facts.ts';
import { alone, flow, type Row, type Section } from '../flow.ts';
import { authorityKey } from '../plan.ts';
import { type Column, own, table, tableRow } from '../said.ts';
import { scaleOf } from '../timeline.ts';
import { link, type Page, type Site } from '../view.ts';
import type { Words } from '../words/words.ts';
import { ordersSection } from './orders.ts';

/** All authorities that issued public orders, and a page of each with its orders. */
export function authorityPages(site: Site): readonly Page[] {
  const all = ordersByAuthority(site);
  const list = flow(site, {
    path: 'authorities.html',
    section: 'authorities',
    title: ({ words }) => words.page.authorities,
    sections: [authoritiesSection(site)],
  });
  return [...list, ...all.flatMap(([key, orders]) => pagesOf(site, key, orders))];
}

type ByAuthority = readonly (readonly [key: string, orders: readonly [PublicOrder, ...PublicOrder[]]])[];

function ordersByAuthority({ facts }: Site): ByAuthority {
  const found = new Map<string, [PublicOrder, ...PublicOrder[]]>();
  for (const order of facts.orders) {
    const key = authorityKey(order.authority);
    const orders = found.get(key);
    if (orders) orders.push(order);
    else found.set(key, [order]);
  }
  return [...found].sort(([a], [b]) => byText(a, b));
}

/** All authorities with how many orders each has. */
export function authoritiesSection(site: Site): Section {
  return {
    rows: ordersByAuthority(site).map(([key, orders]) => authorityRow(site.fileOfAuthority.get(key) ?? '', orders)),
    around: (rows, { words }) =>
      rows.length === 0 ? html`<p>${words.nothing}</p>` : table(words.page.authorities, authorityColumns(words), rows),
  };
}

function authorityColumns({ label }: Words): readonly Column[] {
  return [
    { title: label.authority },
    { title: label.country, kind: 'short' },
    { title: label.kind, kind: 'short' },
    { title: label.count, kind: 'total' },
    { title: label.ordersInForce, kind: 'total' },
  ];
}

function authorityRow(file: string, [first, ...rest]: readonly [PublicOrder, ...PublicOrder[]]): Row {
  const { authority } = first;
  const inForce = [first, ...rest].filter(({ position }) => position.state === 'in-force').length;
  return (view) => {
    const { words } = view;
    return tableRow(authorityColumns(words), [
      link(view, { path: `authorities/${file}`, text: own(authority.name, authority) }),
      words.country(authority.country),
      words.kinds[authority.kind],
      words.number(rest.length + 1),
      words.number(inForce),
    ]);
  };
}

function pagesOf(site: Site, key: string, orders: readonly [PublicOrder, ...PublicOrder[]]): readonly Page[] {
  const { authority } = orders[0];
  return flow(site, {
    path: `authorities/${site.fileOfAuthority.get(key)}`,
    section: 'authorities',
    title: () => authority.name,
    sections: [
      alone(
        ({ words }) =>
          html`<p>${words.kinds[authority.kind]}, ${words.country(authority.country)}. ${words.orders(orders.length)}.</p>\n`,
      ),
      ordersSection(orders, scaleOf(orders, site.facts.asOf.at)),
    ],
  });
}
